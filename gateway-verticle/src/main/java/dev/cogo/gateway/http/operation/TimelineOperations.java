package dev.cogo.gateway.http.operation;

import dev.cogo.gateway.limits.Limit;
import dev.cogo.gateway.limits.UserLimits;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.message.ReadAround;
import dev.cogo.schema.message.ReadHistory;
import dev.cogo.schema.message.ReadTimeline;
import dev.cogo.schema.message.SearchMessages;
import io.vertx.core.Future;
import java.util.Objects;

/** {@code /chat/history}, {@code /chat/session/.../events} and {@code /chat/search}: what was written, and what happened. */
public final class TimelineOperations {
    private final Bus bus;
    private final UserLimits limits;

    public TimelineOperations(Bus bus, UserLimits limits) {
        this.bus = bus;
        this.limits = limits;
    }

    public void addTo(OperationTable table) {
        table.on("getHistory", this::history)
                .on("getMessagesAround", this::around)
                .on("getEvents", this::events)
                .on("searchMessages", this::search);
    }

    private Future<Reply> history(Call call) {
        ReadHistory request = new ReadHistory(
                call.userId(),
                call.id("sessionId"),
                call.number("before"),
                call.number("after"),
                call.integer("limit", ReadHistory.DEFAULT_LIMIT));
        return bus.request(Address.HISTORY_READ, request, call.cost()).map(Reply::ok);
    }

    private Future<Reply> around(Call call) {
        ReadAround request = new ReadAround(
                call.userId(),
                call.id("sessionId"),
                Objects.requireNonNull(call.number("seq")),
                call.integer("limit", ReadAround.DEFAULT_LIMIT));
        return bus.request(Address.HISTORY_AROUND, request, call.cost()).map(Reply::ok);
    }

    private Future<Reply> events(Call call) {
        // A stream, which the same path gives, can do without the one and takes the other.
        Long after = call.number("after");
        if (after == null) {
            throw CogoException.invalid("after is missing");
        } else if (call.has("ticket")) {
            throw CogoException.invalid("a ticket is for event streams only");
        }
        ReadTimeline request = new ReadTimeline(
                call.userId(), call.id("sessionId"), after, call.integer("limit", ReadTimeline.DEFAULT_LIMIT));
        return bus.request(Address.TIMELINE_READ, request, call.cost()).map(Reply::ok);
    }

    private Future<Reply> search(Call call) {
        SearchMessages request = new SearchMessages(
                call.userId(),
                call.required("q"),
                call.has("sessionId") ? call.id("sessionId") : null,
                call.integer("limit", SearchMessages.DEFAULT_LIMIT),
                call.text("cursor"));
        return call.spend(limits, Limit.SEARCHES, 1)
                .compose(spent -> bus.request(Address.MESSAGE_SEARCH, request, call.cost()))
                .map(Reply::ok);
    }
}
