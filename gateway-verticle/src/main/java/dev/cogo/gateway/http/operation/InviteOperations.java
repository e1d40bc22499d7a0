package dev.cogo.gateway.http.operation;

import dev.cogo.gateway.limits.Limit;
import dev.cogo.gateway.limits.UserLimits;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.invite.AcceptInvite;
import dev.cogo.schema.invite.CreateInvite;
import dev.cogo.schema.invite.ListInvites;
import dev.cogo.schema.invite.ReadInvite;
import dev.cogo.schema.invite.RevokeInvite;
import dev.cogo.schema.record.Done;
import dev.cogo.schema.session.CreatedSession;
import io.vertx.core.Future;

/** {@code /chat/session/.../invites} and {@code /chat/invite}: links into a group, and joining by one. */
public final class InviteOperations {
    private final Bus bus;
    private final UserLimits limits;

    public InviteOperations(Bus bus, UserLimits limits) {
        this.bus = bus;
        this.limits = limits;
    }

    public void addTo(OperationTable table) {
        table.on("createInvite", this::create)
                .on("listInvites", this::list)
                .on("revokeInvite", this::revoke)
                .on("getInvite", this::get)
                .on("acceptInvite", this::accept);
    }

    private Future<Reply> create(Call call) {
        CreateInvite request = new CreateInvite(
                call.userId(),
                call.id("sessionId"),
                call.body().getInteger("expiresInSeconds"),
                call.body().getInteger("maxUses"));
        return call.spend(limits, Limit.INVITES, 1)
                .compose(spent -> bus.request(Address.INVITE_CREATE, request, call.cost()))
                .map(Reply::created);
    }

    private Future<Reply> list(Call call) {
        return bus.request(Address.INVITE_LIST, new ListInvites(call.userId(), call.id("sessionId")), call.cost())
                .map(Reply::ok);
    }

    private Future<Reply> revoke(Call call) {
        RevokeInvite request = new RevokeInvite(call.userId(), call.id("sessionId"), call.id("inviteId"));
        return bus.<Done>request(Address.INVITE_REVOKE, request, call.cost()).map(done -> Reply.nothing());
    }

    private Future<Reply> get(Call call) {
        return bus.request(Address.INVITE_READ, new ReadInvite(call.userId(), call.required("token")), call.cost())
                .map(Reply::ok);
    }

    private Future<Reply> accept(Call call) {
        AcceptInvite request = new AcceptInvite(call.userId(), call.required("token"));
        return bus.<CreatedSession>request(Address.INVITE_ACCEPT, request, call.cost())
                .map(joined -> new Reply(joined.created() ? 201 : 200, joined.session()));
    }
}
