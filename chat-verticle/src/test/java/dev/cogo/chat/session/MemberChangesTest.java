package dev.cogo.chat.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.chat.ChatNode;
import dev.cogo.chat.Listener;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.ReadTimeline;
import dev.cogo.schema.message.SendMessages;
import dev.cogo.schema.message.TimelinePage;
import dev.cogo.schema.session.ListMembers;
import dev.cogo.schema.session.Member;
import dev.cogo.schema.session.MemberPage;
import dev.cogo.schema.session.MemberRole;
import dev.cogo.schema.session.RemoveMember;
import dev.cogo.schema.session.Session;
import dev.cogo.schema.session.TransferOwnership;
import dev.cogo.schema.session.UpdateMember;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Roles, silences and transfers as events; who may do them is the role table's. */
class MemberChangesTest {
    @AutoClose
    private static final ChatNode node = new ChatNode(TestDatabase.migrated());

    private UUID owner;
    private UUID bob;
    private UUID session;

    @BeforeEach
    void aGroup() {
        owner = node.account();
        bob = node.account();
        session = node.group(owner, bob).id();
    }

    private Member update(UUID member, MemberRole role, Integer silenceSeconds) {
        return node.ask(Address.MEMBER_UPDATE, new UpdateMember(owner, session, member, role, silenceSeconds));
    }

    private SendMessages hello(UUID user) {
        return new SendMessages(user, session, List.of(new NewMessage("hello")));
    }

    @Test
    void aChangeIsAnEventOfTheTimelineAndNewsToTheOneWhomItConcerns() {
        node.send(owner, session, "one");
        Listener onSession = node.listen(new Channel.OfSession(session));
        Listener own = node.listen(new Channel.OfUser(bob));
        Listener owners = node.listen(new Channel.OfUser(owner));

        Member admin = update(bob, MemberRole.ADMIN, null);

        assertThat(admin.role()).isEqualTo(MemberRole.ADMIN);
        JsonObject event = onSession.next(EventName.SESSION_UPDATED);
        assertThat(event.getLong("seq")).isEqualTo(2);
        JsonObject news = own.next(EventName.SESSION_UPDATED);
        assertThat(news.containsKey("seq")).isFalse();
        assertThat(news.getJsonObject("payload")).isEqualTo(event.getJsonObject("payload"));
        assertThat(event.getJsonObject("payload").getMap())
                .containsEntry("change", "member_updated")
                .containsEntry("userId", bob.toString())
                .containsEntry("by", owner.toString());
        assertThat(event.getJsonObject("payload").getJsonObject("member").getString("role"))
                .isEqualTo("admin");
        assertThat(owners.rest()).isEmpty();
        TimelinePage timeline = node.ask(Address.TIMELINE_READ, new ReadTimeline(bob, session, 1, 10));
        assertThat(timeline.items())
                .extracting(item -> new JsonObject(Json.buffer(item)))
                .containsExactly(event);

        update(bob, MemberRole.ADMIN, 0);
        assertThat(onSession.rest()).isEmpty();
        assertThat(own.rest()).isEmpty();
        Session seen = node.session(bob, session);
        assertThat(seen.lastSeq()).isEqualTo(2);
        assertThat(seen.unread()).isEqualTo(1);
        assertThat(seen.lastActivity()).isEqualTo(seen.lastMessage().timestamp());
    }

    @Test
    void aSilenceEndsByItselfOrByWord() {
        assertThat(update(bob, null, 600).silencedUntil()).isNotNull();
        node.refused(ErrorCode.SILENCED, Address.MESSAGE_SEND, hello(bob));
        assertThat(update(bob, null, 0).silencedUntil()).isNull();
        node.send(bob, session, "back");

        update(bob, null, 600);
        node.database().query("UPDATE session_members SET silenced_until = now() WHERE user_id = $1", bob);
        node.send(bob, session, "over");
        assertThat(node.session(owner, session).members())
                .extracting(Member::silencedUntil)
                .containsOnlyNulls();
    }

    @Test
    void whatWasAskedForBehindASilenceIsRefused() {
        for (int i = 0; i < 20; i++) {
            Future<?> before = node.sending(bob, session, new NewMessage("before"));
            Future<?> silence =
                    node.bus().request(Address.MEMBER_UPDATE, new UpdateMember(owner, session, bob, null, 600));
            Future<?> after = node.sending(bob, session, new NewMessage("after"));
            Future.join(before, silence, after).otherwiseEmpty().await();
            assertThat(before.succeeded()).isTrue();
            assertThat(silence.succeeded()).isTrue();
            assertThat(((CogoException) after.cause()).code()).isEqualTo(ErrorCode.SILENCED);
            update(bob, null, 0);
        }
    }

    @Test
    void whatWasAskedForBehindARemovalIsRefused() {
        Future<?> removal = node.bus().request(Address.MEMBER_REMOVE, new RemoveMember(owner, session, bob));
        Future<?> after = node.sending(bob, session, new NewMessage("after"));
        Future.join(removal, after).otherwiseEmpty().await();
        assertThat(removal.succeeded()).isTrue();
        assertThat(((CogoException) after.cause()).code()).isEqualTo(ErrorCode.SESSION_NOT_FOUND);
    }

    @Test
    void aTransferChangesBothInOneStep() {
        update(bob, null, 600);
        Listener onSession = node.listen(new Channel.OfSession(session));
        Listener bobs = node.listen(new Channel.OfUser(bob));
        Listener owners = node.listen(new Channel.OfUser(owner));

        Session seen = node.ask(Address.OWNERSHIP_TRANSFER, new TransferOwnership(owner, session, bob));

        assertThat(seen.role()).isEqualTo(MemberRole.ADMIN);
        assertThat(seen.members())
                .extracting(Member::userId, Member::role, Member::silencedUntil)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(owner, MemberRole.ADMIN, null),
                        org.assertj.core.groups.Tuple.tuple(bob, MemberRole.OWNER, null));
        assertThat(onSession.rest())
                .extracting(
                        event -> event.getLong("seq"),
                        event -> event.getJsonObject("payload").getString("userId"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(2L, bob.toString()),
                        org.assertj.core.groups.Tuple.tuple(3L, owner.toString()));
        bobs.next(EventName.SESSION_UPDATED);
        owners.next(EventName.SESSION_UPDATED);
        node.send(bob, session, "no longer silenced");
    }

    @Test
    void whatCantBeChanged() {
        node.refused(
                ErrorCode.INVALID_REQUEST,
                Address.MEMBER_UPDATE,
                new UpdateMember(owner, session, bob, MemberRole.OWNER, null));
        node.refused(
                ErrorCode.USER_NOT_FOUND,
                Address.MEMBER_UPDATE,
                new UpdateMember(owner, session, Ids.next(), MemberRole.ADMIN, null));
        node.refused(
                ErrorCode.FORBIDDEN,
                Address.MEMBER_UPDATE,
                new UpdateMember(owner, session, owner, MemberRole.MEMBER, null));
        node.refused(
                ErrorCode.USER_NOT_FOUND,
                Address.OWNERSHIP_TRANSFER,
                new TransferOwnership(owner, session, node.account()));
        node.refused(
                ErrorCode.INVALID_REQUEST, Address.OWNERSHIP_TRANSFER, new TransferOwnership(owner, session, owner));
        assertThat(node.session(owner, session).lastSeq()).isZero();
    }

    @Test
    void theListHasTheFirstToJoinFirstPageByPage() {
        UUID[] others = Stream.generate(node::account).limit(6).toArray(UUID[]::new);
        UUID large = node.group(owner, others).id();
        List<UUID> seen = new ArrayList<>();
        String cursor = null;
        int pages = 0;
        do {
            MemberPage page = node.ask(Address.MEMBER_LIST, new ListMembers(others[3], large, 3, cursor));
            page.items().forEach(member -> seen.add(member.userId()));
            cursor = page.next();
            pages++;
        } while (cursor != null);
        assertThat(pages).isEqualTo(3);
        assertThat(seen.getFirst()).isEqualTo(owner);
        assertThat(seen.subList(1, 7)).containsExactly(others);
        node.refused(ErrorCode.INVALID_CURSOR, Address.MEMBER_LIST, new ListMembers(owner, large, 3, "AAAA"));
        node.refused(ErrorCode.SESSION_NOT_FOUND, Address.MEMBER_LIST, new ListMembers(node.account(), large, 3, null));
    }
}
