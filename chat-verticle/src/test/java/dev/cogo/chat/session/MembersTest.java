package dev.cogo.chat.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.chat.ChatConfig;
import dev.cogo.chat.ChatNode;
import dev.cogo.chat.Listener;
import dev.cogo.runtime.testing.AuditLines;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.record.Done;
import dev.cogo.schema.session.AccessRevoked;
import dev.cogo.schema.session.AddMember;
import dev.cogo.schema.session.CreateSession;
import dev.cogo.schema.session.Member;
import dev.cogo.schema.session.MemberRole;
import dev.cogo.schema.session.RemoveMember;
import dev.cogo.schema.session.Session;
import dev.cogo.schema.session.SessionKind;
import dev.cogo.schema.session.UpdateMember;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MembersTest {
    @AutoClose
    private static final ChatNode node = new ChatNode(TestDatabase.migrated(), new ChatConfig(5));

    private UUID session;
    private Map<MemberRole, UUID> callers;

    @BeforeEach
    void aGroupWithOneOfEachRole() {
        UUID owner = node.account();
        UUID admin = node.account();
        UUID member = node.account();
        session = node.group(owner).id();
        add(owner, admin, MemberRole.ADMIN);
        add(owner, member, MemberRole.MEMBER);
        callers = Map.of(MemberRole.OWNER, owner, MemberRole.ADMIN, admin, MemberRole.MEMBER, member);
    }

    @Test
    void changesStandInTheSecurityLog() {
        UUID owner = callers.get(MemberRole.OWNER);
        UUID member = callers.get(MemberRole.MEMBER);
        UUID guest = node.account();
        try (AuditLines lines = new AuditLines()) {
            add(owner, guest, MemberRole.MEMBER);
            node.ask(Address.MEMBER_UPDATE, new UpdateMember(owner, session, member, MemberRole.ADMIN, null));
            node.ask(Address.MEMBER_REMOVE, new RemoveMember(owner, session, guest));

            String end = " session=" + session;
            assertThat(lines.with(session.toString()))
                    .containsExactly(
                            "INFO event=member_added outcome=done actor=" + owner + " target=" + guest + end
                                    + " role=member",
                            "INFO event=member_changed outcome=done actor=" + owner + " target=" + member + end
                                    + " role=admin",
                            "INFO event=member_removed outcome=done actor=" + owner + " target=" + guest + end);
        }
    }

    private Session add(UUID caller, UUID user, MemberRole role) {
        return node.ask(Address.MEMBER_ADD, new AddMember(caller, session, user.toString(), role));
    }

    private void remove(UUID caller, UUID user) {
        node.ask(Address.MEMBER_REMOVE, new RemoveMember(caller, session, user));
    }

    private List<UUID> members(UUID caller) {
        return node.session(caller, session).members().stream()
                .map(Member::userId)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "OWNER, OWNER, true", "OWNER, ADMIN, true", "OWNER, MEMBER, true",
        "ADMIN, OWNER, false", "ADMIN, ADMIN, false", "ADMIN, MEMBER, true",
        "MEMBER, OWNER, false", "MEMBER, ADMIN, false", "MEMBER, MEMBER, false"
    })
    void whoMayAddWhom(MemberRole caller, MemberRole role, boolean allowed) {
        UUID newcomer = node.account();
        if (allowed) {
            Session seen = add(callers.get(caller), newcomer, role);
            assertThat(seen.members().getLast().userId()).isEqualTo(newcomer);
            assertThat(seen.members().getLast().role()).isEqualTo(role);
        } else {
            node.refused(
                    ErrorCode.FORBIDDEN,
                    Address.MEMBER_ADD,
                    new AddMember(callers.get(caller), session, newcomer.toString(), role));
            assertThat(members(callers.get(caller))).doesNotContain(newcomer);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OWNER, OWNER, true", "OWNER, ADMIN, true", "OWNER, MEMBER, true",
        "ADMIN, OWNER, false", "ADMIN, ADMIN, false", "ADMIN, MEMBER, true",
        "MEMBER, OWNER, false", "MEMBER, ADMIN, false", "MEMBER, MEMBER, false"
    })
    void whoMayRemoveWhom(MemberRole caller, MemberRole role, boolean allowed) {
        UUID other = node.account();
        add(callers.get(MemberRole.OWNER), other, role);
        if (allowed) {
            remove(callers.get(caller), other);
            assertThat(members(callers.get(caller))).doesNotContain(other);
            node.refused(
                    ErrorCode.USER_NOT_FOUND,
                    Address.MEMBER_REMOVE,
                    new RemoveMember(callers.get(caller), session, other));
        } else {
            node.refused(
                    ErrorCode.FORBIDDEN, Address.MEMBER_REMOVE, new RemoveMember(callers.get(caller), session, other));
            assertThat(members(callers.get(caller))).contains(other);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ADMIN", "MEMBER"})
    void whoIsNotTheLastOwnerMayLeave(MemberRole role) {
        remove(callers.get(role), callers.get(role));
        assertThat(members(callers.get(MemberRole.OWNER))).doesNotContain(callers.get(role));
        node.refused(
                ErrorCode.SESSION_NOT_FOUND,
                Address.MEMBER_REMOVE,
                new RemoveMember(callers.get(role), session, callers.get(role)));
    }

    @Test
    void theLastOwnerLeavesLast() {
        UUID owner = callers.get(MemberRole.OWNER);
        node.refused(ErrorCode.LAST_OWNER, Address.MEMBER_REMOVE, new RemoveMember(owner, session, owner));
        UUID second = node.account();
        add(owner, second, MemberRole.OWNER);
        remove(owner, owner);
        remove(second, callers.get(MemberRole.ADMIN));
        remove(second, callers.get(MemberRole.MEMBER));
        remove(second, second);
        node.refused(ErrorCode.SESSION_NOT_FOUND, Address.MEMBER_REMOVE, new RemoveMember(second, session, second));
    }

    @Test
    void twoLastOwnersWhoLeaveAtOnceDoNotLeaveAnOrphan() {
        UUID owner = callers.get(MemberRole.OWNER);
        UUID second = node.account();
        add(owner, second, MemberRole.OWNER);
        var first = node.bus().request(Address.MEMBER_REMOVE, new RemoveMember(owner, session, owner));
        var other = node.bus().request(Address.MEMBER_REMOVE, new RemoveMember(second, session, second));
        Future.join(first, other).otherwiseEmpty().await();
        assertThat(first.succeeded()).isNotEqualTo(other.succeeded());
        Throwable refusal = first.succeeded() ? other.cause() : first.cause();
        assertThat(((CogoException) refusal).code()).isEqualTo(ErrorCode.LAST_OWNER);
    }

    @Test
    void whatCantBeAdded() {
        UUID owner = callers.get(MemberRole.OWNER);
        node.refused(
                ErrorCode.USER_NOT_FOUND,
                Address.MEMBER_ADD,
                new AddMember(owner, session, Ids.next().toString(), MemberRole.MEMBER));
        node.refused(
                ErrorCode.ALREADY_MEMBER,
                Address.MEMBER_ADD,
                new AddMember(owner, session, callers.get(MemberRole.ADMIN).toString(), MemberRole.MEMBER));
        add(owner, node.account(), MemberRole.MEMBER);
        add(owner, node.account(), MemberRole.MEMBER);
        node.refused(
                ErrorCode.TOO_MANY_MEMBERS,
                Address.MEMBER_ADD,
                new AddMember(owner, session, node.account().toString(), MemberRole.MEMBER));
        node.refused(
                ErrorCode.ALREADY_MEMBER,
                Address.MEMBER_ADD,
                new AddMember(owner, session, callers.get(MemberRole.ADMIN).toString(), MemberRole.MEMBER));
        assertThat(node.session(owner, session).memberCount()).isEqualTo(5);
    }

    @Test
    void aDirectSessionKeepsItsTwo() {
        UUID ann = node.account();
        UUID bob = node.account();
        Session direct =
                node.create(new CreateSession(ann, SessionKind.DIRECT, null, List.of(bob.toString()), null, true));
        node.refused(
                ErrorCode.DIRECT_SESSION_FIXED,
                Address.MEMBER_ADD,
                new AddMember(ann, direct.id(), node.account().toString(), MemberRole.MEMBER));
        node.refused(ErrorCode.DIRECT_SESSION_FIXED, Address.MEMBER_REMOVE, new RemoveMember(ann, direct.id(), bob));
        node.refused(ErrorCode.DIRECT_SESSION_FIXED, Address.MEMBER_REMOVE, new RemoveMember(bob, direct.id(), bob));
    }

    @Test
    void anAdditionIsToldToTheSessionAndToTheNewcomerWhoHasNothingUnread() {
        UUID owner = callers.get(MemberRole.OWNER);
        node.send(owner, session, "before");
        UUID newcomer = node.account("Nora");
        Listener onSession = node.listen(new Channel.OfSession(session));
        Listener own = node.listen(new Channel.OfUser(newcomer));

        add(owner, newcomer, MemberRole.MEMBER);

        for (Listener listener : List.of(onSession, own)) {
            JsonObject payload = listener.next(EventName.SESSION_UPDATED).getJsonObject("payload");
            assertThat(payload.getString("change")).isEqualTo("member_added");
            assertThat(payload.getString("sessionId")).isEqualTo(session.toString());
            assertThat(payload.getString("userId")).isEqualTo(newcomer.toString());
            assertThat(payload.getJsonObject("member").getString("displayName")).isEqualTo("Nora");
            assertThat(payload.getJsonObject("member").getString("role")).isEqualTo("member");
        }
        assertThat(node.session(newcomer, session).unread()).isZero();
        assertThat(node.history(newcomer, session)).hasSize(1);
    }

    @Test
    void aRemovalIsToldToTheGatewaysTheSessionAndTheRemoved() throws InterruptedException {
        UUID owner = callers.get(MemberRole.OWNER);
        UUID member = callers.get(MemberRole.MEMBER);
        BlockingQueue<AccessRevoked> notices = new LinkedBlockingQueue<>();
        node.bus()
                .serveHere(Address.ACCESS_REVOKED, (AccessRevoked notice) -> {
                    notices.add(notice);
                    return Future.succeededFuture(Done.DONE);
                })
                .completion()
                .await();
        Listener onSession = node.listen(new Channel.OfSession(session));
        Listener own = node.listen(new Channel.OfUser(member));

        remove(owner, member);

        assertThat(notices.poll(10, TimeUnit.SECONDS)).isEqualTo(new AccessRevoked(member, session));
        for (Listener listener : List.of(onSession, own)) {
            JsonObject payload = listener.next(EventName.SESSION_UPDATED).getJsonObject("payload");
            assertThat(payload.getMap())
                    .containsEntry("change", "member_removed")
                    .containsEntry("userId", member.toString())
                    .doesNotContainKey("member");
        }
        assertThat(onSession.rest()).isEmpty();
    }
}
