package dev.cogo.chat.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.chat.ChatNode;
import dev.cogo.chat.Listener;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.DeleteMessage;
import dev.cogo.schema.message.EditMessage;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.ReadHistory;
import dev.cogo.schema.message.ReadTimeline;
import dev.cogo.schema.message.SearchMessages;
import dev.cogo.schema.message.SendMessages;
import dev.cogo.schema.message.SetReaction;
import dev.cogo.schema.presence.ReadPresence;
import dev.cogo.schema.presence.SetTyping;
import dev.cogo.schema.record.BusRecord;
import dev.cogo.schema.session.AddMember;
import dev.cogo.schema.session.CheckAccess;
import dev.cogo.schema.session.GetSession;
import dev.cogo.schema.session.MarkRead;
import dev.cogo.schema.session.MemberRole;
import dev.cogo.schema.session.RemoveMember;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether a session exists is not to be learnt by somebody who has no part in it. */
class ForeignSessionTest {
    @AutoClose
    private static final ChatNode node = new ChatNode(TestDatabase.migrated());

    private static final UUID stranger = node.account();
    private static final UUID owner = node.account();
    private static final UUID member = node.account();
    private static final UUID session = node.group(owner, member).id();
    private static final UUID message = node.send(owner, session, "secret").id();

    @ParameterizedTest
    @MethodSource("requests")
    void aForeignSessionAndAMissingOneLookAlike(Address address, BiFunction<UUID, UUID, BusRecord> request) {
        Listener listener = node.listen(new Channel.OfSession(session));
        CogoException foreign = node.refused(ErrorCode.SESSION_NOT_FOUND, address, request.apply(stranger, session));
        CogoException missing = node.refused(ErrorCode.SESSION_NOT_FOUND, address, request.apply(stranger, Ids.next()));
        CogoException unknownUser =
                node.refused(ErrorCode.SESSION_NOT_FOUND, address, request.apply(Ids.next(), session));
        assertThat(foreign).hasMessage(missing.getMessage());
        assertThat(unknownUser).hasMessage(missing.getMessage());
        assertThat(listener.rest()).isEmpty();
        assertThat(node.session(member, session).lastSeq()).isEqualTo(1);
        assertThat(node.session(member, session).memberCount()).isEqualTo(2);
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                of(Address.SESSION_GET, GetSession::new),
                of(Address.SESSION_ACCESS, CheckAccess::new),
                of(Address.MEMBER_ADD, (u, s) -> new AddMember(u, s, "nobody@example.org", MemberRole.MEMBER)),
                of(Address.MEMBER_REMOVE, (u, s) -> new RemoveMember(u, s, member)),
                of(Address.MEMBER_REMOVE, (u, s) -> new RemoveMember(u, s, u)),
                of(Address.READ_MARK, (u, s) -> new MarkRead(u, s, 1)),
                of(Address.MESSAGE_SEND, (u, s) -> new SendMessages(u, s, List.of(new NewMessage("hello")))),
                of(
                        Address.MESSAGE_SEND,
                        (u, s) -> new SendMessages(u, s, List.of(new NewMessage("hello", null, new UUID(1, 1), null)))),
                of(Address.MESSAGE_EDIT, (u, s) -> new EditMessage(u, s, message, "mine")),
                of(Address.MESSAGE_DELETE, (u, s) -> new DeleteMessage(u, s, message)),
                of(Address.REACTION_SET, (u, s) -> new SetReaction(u, s, message, "👍", true)),
                of(Address.TIMELINE_READ, (u, s) -> new ReadTimeline(u, s, 0, 10)),
                of(Address.MESSAGE_SEARCH, (u, s) -> new SearchMessages(u, "secret", s, 10, null)),
                of(Address.HISTORY_READ, (u, s) -> new ReadHistory(u, s, null, null, 10)),
                of(Address.HISTORY_READ, (u, s) -> new ReadHistory(u, s, null, 0L, 10)),
                of(Address.TYPING_SET, (u, s) -> new SetTyping(u, s, true)),
                of(Address.PRESENCE_READ, ReadPresence::new));
    }

    private static Arguments of(Address address, BiFunction<UUID, UUID, BusRecord> request) {
        return Arguments.of(address, request);
    }
}
