package dev.cogo.gateway.http;

import dev.cogo.schema.archive.ReadAnalytics;
import dev.cogo.schema.archive.RunArchive;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.bus.Bus;
import dev.cogo.schema.channel.Announce;
import io.vertx.core.Future;

/** What only operators may do: archive, analytics, announcements. */
final class OperatorOperations {
    private final Bus bus;

    OperatorOperations(Bus bus) {
        this.bus = bus;
    }

    void addTo(OperationTable table) {
        table.on("archive", this::archive).on("analytics", this::analytics).on("announce", this::announce);
    }

    private Future<Reply> archive(Call call) {
        call.requireOperator();
        return bus.request(Address.ARCHIVE_RUN, new RunArchive(call.userId()), call.cost())
                .map(Reply::ok);
    }

    private Future<Reply> analytics(Call call) {
        call.requireOperator();
        ReadAnalytics request = new ReadAnalytics(call.userId(), call.integer("hours", ReadAnalytics.MAX_HOURS));
        return bus.request(Address.ANALYTICS_READ, request, call.cost()).map(Reply::ok);
    }

    private Future<Reply> announce(Call call) {
        call.requireOperator();
        Announce request = new Announce(call.userId(), call.body().getString("content"));
        return bus.request(Address.ANNOUNCE, request, call.cost()).map(Reply::created);
    }
}
