package dev.cogo.gateway.http.operation;

import dev.cogo.gateway.limits.Limit;
import dev.cogo.gateway.limits.UserLimits;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.people.FindPeople;
import io.vertx.core.Future;

/** {@code /chat/people}: whom the caller can write to. */
public final class PeopleOperations {
    private final Bus bus;
    private final UserLimits limits;

    public PeopleOperations(Bus bus, UserLimits limits) {
        this.bus = bus;
        this.limits = limits;
    }

    public void addTo(OperationTable table) {
        table.on("findPeople", this::find);
    }

    private Future<Reply> find(Call call) {
        FindPeople request = new FindPeople(
                call.userId(),
                call.required("q"),
                !call.identity().anonymous(),
                call.integer("limit", FindPeople.DEFAULT_LIMIT));
        return call.spend(limits, Limit.NAMES, 1)
                .compose(spent -> bus.request(Address.PEOPLE_FIND, request, call.cost()))
                .map(Reply::ok);
    }
}
