package dev.cogo.gateway.http.operation;

import dev.cogo.gateway.limits.Limit;
import dev.cogo.gateway.limits.UserLimits;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.record.Done;
import dev.cogo.schema.session.AddMember;
import dev.cogo.schema.session.ListMembers;
import dev.cogo.schema.session.MemberRole;
import dev.cogo.schema.session.RemoveMember;
import dev.cogo.schema.session.TransferOwnership;
import dev.cogo.schema.session.UpdateMember;
import io.vertx.core.Future;

/** {@code /chat/session/.../members} and {@code /owner}: who belongs to a session, and as what. */
public final class MemberOperations {
    private final Bus bus;
    private final UserLimits limits;

    public MemberOperations(Bus bus, UserLimits limits) {
        this.bus = bus;
        this.limits = limits;
    }

    public void addTo(OperationTable table) {
        table.on("listMembers", this::list)
                .on("addMember", this::add)
                .on("updateMember", this::update)
                .on("removeMember", this::remove)
                .on("transferOwnership", this::transfer);
    }

    private Future<Reply> list(Call call) {
        ListMembers request = new ListMembers(
                call.userId(),
                call.id("sessionId"),
                call.integer("limit", ListMembers.DEFAULT_LIMIT),
                call.text("cursor"));
        return bus.request(Address.MEMBER_LIST, request, call.cost()).map(Reply::ok);
    }

    private Future<Reply> add(Call call) {
        AddMember request = new AddMember(
                call.userId(),
                call.id("sessionId"),
                call.body().getString("member"),
                MemberRole.of(call.body().getString("role", MemberRole.MEMBER.wireName())));
        return call.spend(limits, Limit.PEOPLE, 1)
                .compose(spent -> bus.request(Address.MEMBER_ADD, request, call.cost()))
                .map(Reply::ok);
    }

    private Future<Reply> update(Call call) {
        String role = call.body().getString("role");
        UpdateMember request = new UpdateMember(
                call.userId(),
                call.id("sessionId"),
                call.id("userId"),
                role == null ? null : MemberRole.of(role),
                call.body().getInteger("silenceSeconds"));
        return bus.request(Address.MEMBER_UPDATE, request, call.cost()).map(Reply::ok);
    }

    private Future<Reply> remove(Call call) {
        RemoveMember request = new RemoveMember(call.userId(), call.id("sessionId"), call.id("userId"));
        return bus.<Done>request(Address.MEMBER_REMOVE, request, call.cost()).map(done -> Reply.nothing());
    }

    private Future<Reply> transfer(Call call) {
        TransferOwnership request = new TransferOwnership(call.userId(), call.id("sessionId"), call.bodyId("userId"));
        return bus.request(Address.OWNERSHIP_TRANSFER, request, call.cost()).map(Reply::ok);
    }
}
