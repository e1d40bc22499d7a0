package dev.cogo.chat.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.chat.ChatConfig;
import dev.cogo.chat.ChatNode;
import dev.cogo.chat.Durability;
import dev.cogo.chat.encryption.EncryptionKeys;
import dev.cogo.chat.people.Findable;
import dev.cogo.chat.presence.PresenceLimits;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.AddableBy;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.record.BusRecord;
import dev.cogo.schema.session.AddMember;
import dev.cogo.schema.session.CreateSession;
import dev.cogo.schema.session.MemberRole;
import dev.cogo.schema.session.Session;
import dev.cogo.schema.session.SessionKind;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AddingTest {
    private static ChatNode node;

    /** On the same database, with the setting that only who shares a session may add. */
    private static ChatNode careful;

    private UUID ann;
    private UUID bob;

    @BeforeAll
    static void start() {
        DatabaseConfig database = TestDatabase.migrated();
        node = new ChatNode(database);
        careful = new ChatNode(
                database,
                new ChatConfig(
                        3,
                        Durability.DURABLE,
                        EncryptionKeys.none(),
                        PresenceLimits.defaults(),
                        AddableBy.SHARED,
                        Findable.SHARED));
    }

    @AfterAll
    static void stop() {
        node.close();
        careful.close();
    }

    @BeforeEach
    void strangers() {
        ann = node.account();
        bob = node.account();
    }

    private static void choose(UUID user, AddableBy who) {
        node.database().query("UPDATE accounts SET addable_by = $2 WHERE id = $1", user, who.wireName());
    }

    private static String email(UUID user) {
        return node.database()
                .query("SELECT email FROM accounts WHERE id = $1", user)
                .iterator()
                .next()
                .getString("email");
    }

    private CreateSession create(SessionKind kind, String... names) {
        return new CreateSession(ann, kind, null, List.of(names), null, false);
    }

    private AddMember add(UUID session, String name) {
        return new AddMember(ann, session, name, MemberRole.MEMBER);
    }

    /** The refusal is the one for a name that nobody has, to the letter. */
    private static void assertLikeNobody(ChatNode at, Address address, BusRecord known, BusRecord unknown) {
        String ofNobody = at.refused(ErrorCode.USER_NOT_FOUND, address, unknown).getMessage();
        assertThat(at.refused(ErrorCode.USER_NOT_FOUND, address, known)).hasMessage(ofNobody);
    }

    private void assertClosed(ChatNode at) {
        UUID group = at.group(ann).id();
        String nobody = Ids.next().toString();
        for (String name : List.of(email(bob), bob.toString())) {
            for (SessionKind kind : SessionKind.values()) {
                assertLikeNobody(at, Address.SESSION_CREATE, create(kind, name), create(kind, nobody));
            }
            assertLikeNobody(at, Address.MEMBER_ADD, add(group, name), add(group, nobody));
        }
        assertThat(node.database().query("SELECT FROM session_members WHERE user_id = $1", bob))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"SHARED", "INVITE"})
    void whoHasClosedTheirDoorLooksLikeNobody(AddableBy who) {
        choose(bob, who);
        assertClosed(node);
    }

    @Test
    void theSettingIsForThoseWhoHaveNotChosen() {
        assertClosed(careful);
        choose(bob, AddableBy.ANYONE);
        assertThat(careful.create(create(SessionKind.GROUP, email(bob))).memberCount())
                .isEqualTo(2);
    }

    @Test
    void whoSharesASessionMayAddThoseWhoAllowThat() {
        UUID met = node.group(bob, ann).id();
        choose(bob, AddableBy.SHARED);
        Session direct = node.create(create(SessionKind.DIRECT, email(bob)));
        assertThat(direct.memberCount()).isEqualTo(2);
        UUID group = node.group(ann).id();
        assertThat(node.<Session>ask(Address.MEMBER_ADD, add(group, email(bob))).memberCount())
                .isEqualTo(2);
        choose(bob, AddableBy.INVITE);
        node.refused(ErrorCode.USER_NOT_FOUND, Address.SESSION_CREATE, create(SessionKind.GROUP, email(bob)));
        assertThat(met).isNotEqualTo(group);
    }

    @Test
    void anOldDirectSessionIsFoundAndAMemberIsNamedSo() {
        Session direct = node.create(create(SessionKind.DIRECT, bob.toString()));
        UUID group = node.group(ann, bob).id();
        choose(bob, AddableBy.INVITE);
        assertThat(node.create(create(SessionKind.DIRECT, email(bob))).id()).isEqualTo(direct.id());
        node.refused(ErrorCode.ALREADY_MEMBER, Address.MEMBER_ADD, add(group, email(bob)));
    }

    /** What else is wrong with a request does not tell of whom there is an account. */
    @Test
    void noOtherRefusalComesFirst() {
        choose(bob, AddableBy.INVITE);
        List<String> others = List.of(
                node.account().toString(),
                node.account().toString(),
                node.account().toString());
        others.forEach(other -> choose(UUID.fromString(other), AddableBy.ANYONE));
        assertLikeNobody(
                careful, // three members at most
                Address.SESSION_CREATE,
                create(SessionKind.GROUP, others.get(0), others.get(1), others.get(2), email(bob)),
                create(SessionKind.GROUP, others.get(0), others.get(1), others.get(2), "nobody@example.org"));
    }
}
