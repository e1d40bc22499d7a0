package dev.cogo.chat.invite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.chat.ChatConfig;
import dev.cogo.chat.ChatNode;
import dev.cogo.chat.Listener;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.invite.AcceptInvite;
import dev.cogo.schema.invite.CreateInvite;
import dev.cogo.schema.invite.Invite;
import dev.cogo.schema.invite.InvitePage;
import dev.cogo.schema.invite.InvitePreview;
import dev.cogo.schema.invite.ListInvites;
import dev.cogo.schema.invite.ReadInvite;
import dev.cogo.schema.invite.RevokeInvite;
import dev.cogo.schema.session.CreatedSession;
import dev.cogo.schema.session.MemberRole;
import dev.cogo.schema.session.RemoveMember;
import dev.cogo.schema.session.Session;
import dev.cogo.schema.session.UpdateSession;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvitesTest {
    @AutoClose
    private static final ChatNode node = new ChatNode(TestDatabase.migrated(), new ChatConfig(3));

    private UUID owner;
    private UUID session;

    @BeforeEach
    void aGroup() {
        owner = node.account();
        session = node.group(owner).id();
    }

    private Invite invite(Integer maxUses) {
        return node.ask(Address.INVITE_CREATE, new CreateInvite(owner, session, null, maxUses));
    }

    private static CreatedSession accept(UUID user, Invite invite) {
        return node.ask(Address.INVITE_ACCEPT, new AcceptInvite(user, invite.token()));
    }

    private static CogoException notFound(UUID user, String token) {
        CogoException accepting =
                node.refused(ErrorCode.INVITE_NOT_FOUND, Address.INVITE_ACCEPT, new AcceptInvite(user, token));
        CogoException reading =
                node.refused(ErrorCode.INVITE_NOT_FOUND, Address.INVITE_READ, new ReadInvite(user, token));
        assertThat(reading).hasMessage(accepting.getMessage());
        return accepting;
    }

    private List<Invite> open() {
        InvitePage page = node.ask(Address.INVITE_LIST, new ListInvites(owner, session));
        return page.items();
    }

    @Test
    void whoAcceptsBecomesAMemberWithNothingUnread() {
        node.send(owner, session, "before");
        UUID nora = node.account();
        Invite invite = invite(null);
        Listener onSession = node.listen(new Channel.OfSession(session));
        Listener own = node.listen(new Channel.OfUser(nora));

        CreatedSession joined = accept(nora, invite);

        assertThat(joined.created()).isTrue();
        Session seen = joined.session();
        assertThat(seen.id()).isEqualTo(session);
        assertThat(seen.role()).isEqualTo(MemberRole.MEMBER);
        assertThat(seen.unread()).isZero();
        assertThat(seen.memberCount()).isEqualTo(2);
        var event = onSession.next(EventName.SESSION_UPDATED);
        assertThat(event.getLong("seq")).isEqualTo(2);
        assertThat(own.next(EventName.SESSION_UPDATED).containsKey("seq")).isFalse();
        assertThat(event.getJsonObject("payload").getMap())
                .containsEntry("change", "member_added")
                .containsEntry("userId", nora.toString())
                .containsEntry("by", nora.toString());
        assertThat(open()).extracting(Invite::uses).containsExactly(1);
    }

    @Test
    void theTokenIsShownOnceAndNotStored() {
        Invite invite = invite(5);
        assertThat(invite.token()).matches("[A-Za-z0-9_-]{22}");
        assertThat(invite.expiresAt())
                .isEqualTo(invite.createdAt().plus(Duration.ofSeconds(CreateInvite.DEFAULT_EXPIRY_SECONDS)));
        assertThat(invite.maxUses()).isEqualTo(5);
        assertThat(invite.createdBy()).isEqualTo(owner);
        assertThat(open())
                .extracting(Invite::id, Invite::token)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(invite.id(), null));
        assertThat(node.database()
                        .query("SELECT FROM session_invites i WHERE i::text LIKE '%' || $1 || '%'", invite.token())
                        .size())
                .isZero();
        assertThat(node.session(owner, session).lastSeq()).isZero();
    }

    @Test
    void whoIsAMemberUsesUpNothing() {
        UUID nora = node.account();
        Invite invite = invite(1);
        assertThat(accept(owner, invite).created()).isFalse();
        assertThat(accept(nora, invite).created()).isTrue();
        // Used up by now, by the very one who asks again.
        assertThat(accept(nora, invite).created()).isFalse();
        assertThat(node.session(nora, session).lastSeq()).isEqualTo(1);
        notFound(node.account(), invite.token());
        assertThat(open()).isEmpty();
    }

    @Test
    void manyWhoComeAtOnceUseItNoMoreOftenThanItMayBe() {
        Invite invite = invite(1);
        List<Future<CreatedSession>> asked = Stream.generate(node::account)
                .limit(10)
                .map(user -> node.bus()
                        .<CreatedSession>request(Address.INVITE_ACCEPT, new AcceptInvite(user, invite.token())))
                .toList();
        Future.join(asked).otherwiseEmpty().await();
        assertThat(asked).filteredOn(Future::succeeded).hasSize(1);
        assertThat(asked)
                .filteredOn(Future::failed)
                .extracting(asking -> ((CogoException) asking.cause()).code())
                .containsOnly(ErrorCode.INVITE_NOT_FOUND);
        assertThat(node.session(owner, session).memberCount()).isEqualTo(2);
    }

    @Test
    void oneWhoComesTwiceAtOnceComesOnce() {
        Invite invite = invite(2);
        UUID nora = node.account();
        List<Future<CreatedSession>> asked = Stream.generate(() -> new AcceptInvite(nora, invite.token()))
                .limit(5)
                .map(request -> node.bus().<CreatedSession>request(Address.INVITE_ACCEPT, request))
                .toList();
        Future.all(asked).await();
        assertThat(asked).filteredOn(asking -> asking.result().created()).hasSize(1);
        assertThat(open()).extracting(Invite::uses).containsExactly(1);
        assertThat(node.session(nora, session).lastSeq()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "AAAAAAAAAAAAAAAAAAAAA",
                "AAAAAAAAAAAAAAAAAAAAAA",
                "AAAAAAAAAAAAAAAAAAAAA=",
                "ÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄ"
            })
    void whatIsNoTokenLooksLikeAnUnknownOne(String token) {
        assertThat(notFound(owner, token))
                .hasMessage(notFound(owner, "B".repeat(22)).getMessage());
    }

    @Test
    void expiredAndRevokedOnesLookLikeUnknownOnes() {
        UUID nora = node.account();
        String unknown = notFound(nora, "B".repeat(22)).getMessage();
        Invite revoked = invite(null);
        node.ask(Address.INVITE_REVOKE, new RevokeInvite(owner, session, revoked.id()));
        node.ask(Address.INVITE_REVOKE, new RevokeInvite(owner, session, revoked.id()));
        Invite expired = invite(null);
        node.database().query("UPDATE session_invites SET expires_at = now() WHERE id = $1", expired.id());
        assertThat(notFound(nora, revoked.token())).hasMessage(unknown);
        assertThat(notFound(nora, expired.token())).hasMessage(unknown);
        assertThat(open()).isEmpty();
    }

    @Test
    void anInviteOfAnotherSessionIsNotRevoked() {
        Invite invite = invite(null);
        UUID other = node.group(owner).id();
        node.refused(ErrorCode.INVITE_NOT_FOUND, Address.INVITE_REVOKE, new RevokeInvite(owner, other, invite.id()));
        node.refused(ErrorCode.INVITE_NOT_FOUND, Address.INVITE_REVOKE, new RevokeInvite(owner, session, Ids.next()));
        assertThat(open()).hasSize(1);
    }

    @Test
    void aPreviewNamesTheSessionToItsMembersOnly() {
        Invite invite = invite(null);
        InvitePreview stranger = node.ask(Address.INVITE_READ, new ReadInvite(node.account(), invite.token()));
        assertThat(stranger).isEqualTo(new InvitePreview(null, "a group", 1, invite.expiresAt()));
        InvitePreview member = node.ask(Address.INVITE_READ, new ReadInvite(owner, invite.token()));
        assertThat(member.sessionId()).isEqualTo(session);
    }

    @Test
    void aFullSessionAndAnArchivedOneLetNobodyIn() {
        Invite invite = invite(null);
        accept(node.account(), invite);
        accept(node.account(), invite);
        node.refused(
                ErrorCode.TOO_MANY_MEMBERS, Address.INVITE_ACCEPT, new AcceptInvite(node.account(), invite.token()));
        node.ask(Address.SESSION_UPDATE, new UpdateSession(owner, session, null, null, null, null, null, null, true));
        node.refused(
                ErrorCode.SESSION_ARCHIVED, Address.INVITE_ACCEPT, new AcceptInvite(node.account(), invite.token()));
        assertThat(open()).extracting(Invite::uses).containsExactly(2);
    }

    @Test
    void whoWasRemovedMayComeBack() {
        UUID nora = node.account();
        Invite invite = invite(null);
        accept(nora, invite);
        node.ask(Address.MEMBER_REMOVE, new RemoveMember(owner, session, nora));
        assertThat(accept(nora, invite).created()).isTrue();
    }

    @Test
    void aSessionHasOnlySoManyOpenInvites() {
        node.database()
                .query(
                        "INSERT INTO session_invites (id, session_id, token_hash, expires_at)"
                                + " SELECT gen_random_uuid(), $1, sha256(gen_random_uuid()::text::bytea), now() + '1 day'"
                                + " FROM generate_series(1, $2)",
                        session,
                        CreateInvite.MAX_OPEN);
        node.refused(ErrorCode.TOO_MANY_INVITES, Address.INVITE_CREATE, new CreateInvite(owner, session, null, null));
        node.ask(
                Address.INVITE_REVOKE,
                new RevokeInvite(owner, session, open().getFirst().id()));
        assertThat(invite(null).token()).isNotNull();
        assertThat(open()).hasSize(CreateInvite.MAX_OPEN);
    }
}
