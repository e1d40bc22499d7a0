package dev.cogo.gateway.http.operation;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.bus.Cost;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.session.ReadSessionExport;
import dev.cogo.schema.session.SessionExportPart;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session as lines of JSON, on its way to an operator: the next part is read when the one before has gone out, so a slow client holds
 * no more than one in memory.
 */
final class SessionDownload implements StreamedBody {
    private static final Logger LOG = LoggerFactory.getLogger(SessionDownload.class);

    private final Bus bus;
    private final UUID sessionId;
    private final Cost cost;
    private final SessionExportPart first;

    private SessionDownload(Bus bus, UUID sessionId, Cost cost, SessionExportPart first) {
        this.bus = bus;
        this.sessionId = sessionId;
        this.cost = cost;
        this.first = first;
    }

    /** Gets the first part, so that a refusal is an answer of its own and no broken body. */
    static Future<SessionDownload> begin(Bus bus, UUID sessionId, Cost cost) {
        return part(bus, sessionId, null, cost).map(first -> new SessionDownload(bus, sessionId, cost, first));
    }

    @Override
    public String contentType() {
        return "text/plain; charset=utf-8";
    }

    @Override
    public Future<Void> writeTo(Outgoing client) {
        return write(client, first);
    }

    private Future<Void> write(Outgoing client, SessionExportPart part) {
        Buffer lines = Buffer.buffer();
        part.lines().forEach(line -> lines.appendString(line).appendString("\n"));
        if (part.next() == null) {
            return client.end(lines).otherwiseEmpty();
        }
        return client.write(lines).transform((written, gone) -> {
            if (gone != null) {
                // The client went away; nobody is there to be told.
                return Future.succeededFuture();
            }
            return part(bus, sessionId, part.next(), cost)
                    .onFailure(failure -> LOG.warn("an export of a session broke off: {}", failure.getMessage()))
                    .compose(following -> write(client, following));
        });
    }

    private static Future<SessionExportPart> part(Bus bus, UUID sessionId, @Nullable String cursor, Cost cost) {
        return bus.request(Address.SESSION_EXPORT, new ReadSessionExport(sessionId, cursor), cost);
    }
}
