package dev.cogo.chat.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.chat.ChatConfig;
import dev.cogo.chat.ChatNode;
import dev.cogo.chat.Listener;
import dev.cogo.runtime.bus.Cost;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.session.Access;
import dev.cogo.schema.session.CheckAccess;
import dev.cogo.schema.session.CreateSession;
import dev.cogo.schema.session.CreatedSession;
import dev.cogo.schema.session.ListSessions;
import dev.cogo.schema.session.Member;
import dev.cogo.schema.session.MemberRole;
import dev.cogo.schema.session.Session;
import dev.cogo.schema.session.SessionKind;
import dev.cogo.schema.session.SessionPage;
import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SessionsTest {
    @AutoClose
    private static final ChatNode node = new ChatNode(TestDatabase.migrated(), new ChatConfig(4));

    private static CreateSession direct(UUID user, String other) {
        return new CreateSession(user, SessionKind.DIRECT, null, List.of(other), "ko-kr", false);
    }

    private static CreateSession groupOf(UUID user, String... others) {
        return new CreateSession(user, SessionKind.GROUP, "title", List.of(others), null, true);
    }

    @Test
    void aGroupHasItsCreatorAsOwnerAndTheOthersAsMembersInTheirOrder() {
        UUID ann = node.account("Ann");
        UUID bob = node.account("Bob");
        UUID cid = node.account("Cid");
        Listener bobs = node.listen(new Channel.OfUser(bob));
        Listener anns = node.listen(new Channel.OfUser(ann));

        Session session = node.create(groupOf(ann, "BOB@example.org", cid.toString(), bob.toString()));

        assertThat(session.kind()).isEqualTo(SessionKind.GROUP);
        assertThat(session.title()).isEqualTo("title");
        assertThat(session.createdBy()).isEqualTo(ann);
        assertThat(session.role()).isEqualTo(MemberRole.OWNER);
        assertThat(session.memberCount()).isEqualTo(3);
        assertThat(session.members()).extracting(Member::userId).containsExactly(ann, bob, cid);
        assertThat(session.members()).extracting(Member::displayName).containsExactly("Ann", "Bob", "Cid");
        assertThat(session.members())
                .extracting(Member::role)
                .containsExactly(MemberRole.OWNER, MemberRole.MEMBER, MemberRole.MEMBER);
        assertThat(session.lastSeq()).isZero();
        assertThat(session.lastMessage()).isNull();
        assertThat(session.lastActivity()).isEqualTo(session.createdAt());
        for (Listener listener : List.of(anns, bobs)) {
            assertThat(listener.next(EventName.SESSION_UPDATED)
                            .getJsonObject("payload")
                            .getMap())
                    .containsEntry("sessionId", session.id().toString())
                    .containsEntry("change", "created")
                    .containsEntry("userId", ann.toString());
        }
    }

    @Test
    void twoPeopleHaveOneDirectSessionWhoeverBegins() {
        UUID ann = node.account();
        UUID bob = node.account();
        CreatedSession made = node.ask(Address.SESSION_CREATE, direct(ann, bob.toString()));
        Session first = made.session();
        Listener anns = node.listen(new Channel.OfUser(ann));

        CreatedSession found = node.ask(Address.SESSION_CREATE, direct(bob, ann.toString()));
        Session second = found.session();

        assertThat(made.created()).isTrue();
        assertThat(found.created()).isFalse();
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.createdBy()).isEqualTo(ann);
        assertThat(first.language()).isEqualTo("ko-KR");
        assertThat(first.ai()).isFalse();
        assertThat(second.members()).extracting(Member::role).containsOnly(MemberRole.OWNER);
        assertThat(anns.rest()).isEmpty();
    }

    @Test
    void twoPeopleWhoBeginAtTheSameMomentMeet() {
        UUID ann = node.account();
        UUID bob = node.account();
        List<Future<CreatedSession>> asked = IntStream.range(0, 20)
                .mapToObj(i -> i % 2 == 0 ? direct(ann, bob.toString()) : direct(bob, ann.toString()))
                .map(request -> node.bus().<CreatedSession>request(Address.SESSION_CREATE, request))
                .toList();
        Future.all(asked).await();
        assertThat(asked)
                .extracting(f -> f.result().session().id())
                .containsOnly(asked.getFirst().result().session().id());
        assertThat(asked).extracting(f -> f.result().session().memberCount()).containsOnly(2L);
        assertThat(asked).filteredOn(f -> f.result().created()).hasSize(1);
    }

    @Test
    void whoDoesNotExistCantBeInvited() {
        UUID ann = node.account();
        node.refused(ErrorCode.USER_NOT_FOUND, Address.SESSION_CREATE, groupOf(ann, "nobody@example.org"));
        node.refused(
                ErrorCode.USER_NOT_FOUND,
                Address.SESSION_CREATE,
                groupOf(ann, Ids.next().toString()));
        node.refused(ErrorCode.USER_NOT_FOUND, Address.SESSION_CREATE, groupOf(Ids.next(), ann.toString()));
        node.refused(ErrorCode.INVALID_REQUEST, Address.SESSION_CREATE, groupOf(ann, "just a name"));
        node.refused(ErrorCode.INVALID_CONTENT, Address.SESSION_CREATE, groupOf(ann, "nul\0@example.org"));
        node.refused(ErrorCode.INVALID_REQUEST, Address.SESSION_CREATE, direct(ann, ann.toString()));
        assertThat(list(ann, 10, null).items()).isEmpty();
    }

    @Test
    void aSessionHasNoMoreMembersThanConfigured() {
        UUID ann = node.account();
        String[] others =
                Stream.generate(() -> node.account().toString()).limit(4).toArray(String[]::new);
        node.refused(ErrorCode.TOO_MANY_MEMBERS, Address.SESSION_CREATE, groupOf(ann, others));
        assertThat(list(ann, 10, null).items()).isEmpty();
    }

    @Test
    void accessTellsWhatAServiceNeeds() {
        UUID ann = node.account();
        UUID bob = node.account();
        Session session = node.create(direct(ann, bob.toString()));
        Access access = node.ask(Address.SESSION_ACCESS, new CheckAccess(bob, session.id()));
        assertThat(access).isEqualTo(new Access(session.id(), MemberRole.OWNER, false, "ko-KR", 0));
    }

    @Test
    void theListHasNewestActivityFirstWithUnreadAndLastMessage() {
        UUID ann = node.account();
        UUID bob = node.account();
        Session quiet = node.group(ann, bob);
        Session lively = node.group(ann, bob);
        node.send(ann, lively.id(), "one");
        node.send(ann, lively.id(), new NewMessage("two"), new NewMessage("three"));

        List<Session> bobs = list(bob, 10, null).items();
        assertThat(bobs).extracting(Session::id).containsExactly(lively.id(), quiet.id());
        assertThat(bobs.getFirst().unread()).isEqualTo(3);
        assertThat(bobs.getFirst().lastSeq()).isEqualTo(3);
        assertThat(bobs.getFirst().lastMessage().content()).isEqualTo("three");
        assertThat(bobs.getFirst().lastActivity())
                .isEqualTo(bobs.getFirst().lastMessage().timestamp());
        assertThat(bobs.getFirst().role()).isEqualTo(MemberRole.MEMBER);
        assertThat(list(ann, 10, null).items()).extracting(Session::unread).containsExactly(0L, 0L);

        node.send(bob, quiet.id(), "woke up");
        assertThat(list(bob, 10, null).items()).extracting(Session::id).containsExactly(quiet.id(), lively.id());
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrDouble() {
        UUID ann = node.account();
        List<UUID> newestFirst = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            newestFirst.addFirst(node.group(ann).id());
        }
        // The order holds also among sessions of the same moment, which the id then decides.
        node.database().query("UPDATE user_chat_sessions SET last_activity = now() WHERE user_id = $1", ann);
        newestFirst.sort((a, b) -> b.toString().compareTo(a.toString()));
        List<UUID> seen = new ArrayList<>();
        String cursor = null;
        int pages = 0;
        do {
            SessionPage page = list(ann, 3, cursor);
            page.items().forEach(session -> seen.add(session.id()));
            cursor = page.next();
            pages++;
        } while (cursor != null);
        assertThat(seen).isEqualTo(newestFirst);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void aFullLastPageHasNoNext() {
        UUID ann = node.account();
        node.group(ann);
        node.group(ann);
        assertThat(list(ann, 2, null).next()).isNull();
    }

    @Test
    void theNumberOfStatementsDoesNotGrowWithTheList() {
        UUID ann = node.account();
        Session session = node.group(ann, node.account());
        node.send(ann, session.id(), "hello");
        Cost one = new Cost();
        node.bus()
                .request(Address.SESSION_LIST, new ListSessions(ann, 50, null), one)
                .await();
        for (int i = 0; i < 9; i++) {
            node.send(ann, node.group(ann, node.account()).id(), "hello");
        }
        Cost ten = new Cost();
        node.bus()
                .request(Address.SESSION_LIST, new ListSessions(ann, 50, null), ten)
                .await();
        assertThat(one.dbQueries()).isEqualTo(2);
        assertThat(ten.dbQueries()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("foreignCursors")
    void aCursorThatWasNotIssuedIsRefused(String cursor) {
        node.refused(ErrorCode.INVALID_CURSOR, Address.SESSION_LIST, new ListSessions(node.account(), 10, cursor));
    }

    static Stream<String> foreignCursors() {
        return Stream.of(
                "",
                "x",
                "not base64!",
                "AAAA",
                forged(2, 0),
                forged(1, -1),
                forged(1, Long.MAX_VALUE),
                forged(1, Long.MIN_VALUE),
                forged(1, 1) + "AAAA");
    }

    private static String forged(int version, long micros) {
        byte[] bytes = ByteBuffer.allocate(25)
                .put((byte) version)
                .putLong(micros)
                .putLong(0)
                .putLong(0)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static SessionPage list(UUID user, int limit, String cursor) {
        return node.ask(Address.SESSION_LIST, new ListSessions(user, limit, cursor));
    }
}
