package dev.cogo.gateway.http.operation;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.bus.Cost;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.personal.ExportPart;
import dev.cogo.schema.personal.ReadExportPart;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A finished export on its way to a client, one part at a time: the next is asked for when the one before has gone out, so a
 * slow client holds no more than one part in memory.
 */
final class ExportDownload implements StreamedBody {
    private static final Logger LOG = LoggerFactory.getLogger(ExportDownload.class);

    private final Bus bus;
    private final UUID userId;
    private final UUID exportId;
    private final int parts;
    private final Cost cost;
    private final ExportPart first;

    private ExportDownload(Bus bus, UUID userId, UUID exportId, int parts, Cost cost, ExportPart first) {
        this.bus = bus;
        this.userId = userId;
        this.exportId = exportId;
        this.parts = parts;
        this.cost = cost;
        this.first = first;
    }

    /** Gets the first part, so that a refusal is an answer of its own and no broken body. */
    static Future<ExportDownload> begin(Bus bus, UUID userId, UUID exportId, int parts, Cost cost) {
        return part(bus, userId, exportId, 0, cost)
                .map(first -> new ExportDownload(bus, userId, exportId, parts, cost, first));
    }

    @Override
    public Future<Void> writeTo(Outgoing client) {
        return write(client, first, 1);
    }

    private Future<Void> write(Outgoing client, ExportPart part, int next) {
        Buffer text = Buffer.buffer(part.text());
        if (next == parts) {
            return client.end(text).otherwiseEmpty();
        }
        return client.write(text).transform((written, gone) -> {
            if (gone != null) {
                // The client went away; nobody is there to be told.
                return Future.succeededFuture();
            }
            return part(bus, userId, exportId, next, cost)
                    .onFailure(failure -> LOG.warn(
                            "export {} broke off at part {} of {}: {}", exportId, next, parts, failure.getMessage()))
                    .compose(following -> write(client, following, next + 1));
        });
    }

    private static Future<ExportPart> part(Bus bus, UUID userId, UUID exportId, int part, Cost cost) {
        return bus.request(Address.EXPORT_PART, new ReadExportPart(userId, exportId, part), cost);
    }
}
