package dev.cogo.chat.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.chat.ChatNode;
import dev.cogo.chat.Listener;
import dev.cogo.chat.access.RoleScene.Ask;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.block.SetBlock;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.error.ErrorCode;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every cell of the role table, as the bus answers it; and the rows beside it. */
class RoleTableTest {
    /** What a direct session does not know, whoever asks. */
    private static final Set<SessionAction> OF_GROUPS = EnumSet.of(
            SessionAction.ADD_MEMBER,
            SessionAction.ADD_ADMIN,
            SessionAction.ADD_OWNER,
            SessionAction.REMOVE_MEMBER,
            SessionAction.REMOVE_ADMIN,
            SessionAction.REMOVE_OWNER,
            SessionAction.CHANGE_ROLE,
            SessionAction.CHANGE_OWNERS_ROLE,
            SessionAction.SILENCE_MEMBER,
            SessionAction.SILENCE_ADMIN,
            SessionAction.SILENCE_OWNER,
            SessionAction.TRANSFER_OWNERSHIP,
            SessionAction.LEAVE);

    /** What nobody does who may not write now. */
    private static final Set<SessionAction> WRITING = EnumSet.of(
            SessionAction.SEND,
            SessionAction.REACT,
            SessionAction.EDIT_OWN,
            SessionAction.EDIT_OTHERS,
            SessionAction.EDIT_OWNERS);

    private static ChatNode node;

    @BeforeAll
    static void start() {
        node = new ChatNode(TestDatabase.migrated());
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    static Stream<Arguments> cells() {
        return Stream.of(SessionAction.values())
                .flatMap(action -> Stream.of(Standing.values()).map(standing -> Arguments.of(action, standing)));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void theBusAnswersAsTheTableSays(SessionAction action, Standing standing) {
        RoleScene scene = new RoleScene(node, standing);
        if (action.isAllowedTo(standing)) {
            allowed(scene, action);
        } else {
            boolean fixed = standing == Standing.PEER && OF_GROUPS.contains(action);
            refused(scene, action, fixed ? ErrorCode.DIRECT_SESSION_FIXED : ErrorCode.FORBIDDEN);
        }
    }

    @ParameterizedTest
    @EnumSource(SessionAction.class)
    void aStrangerFindsNothing(SessionAction action) {
        UUID stranger = node.account();
        for (Standing standing : new Standing[] {Standing.MEMBER, Standing.PEER}) {
            RoleScene scene = new RoleScene(node, standing);
            for (Ask ask : scene.asks(action, stranger)) {
                node.refused(ErrorCode.SESSION_NOT_FOUND, ask.address(), ask.body());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(SessionAction.class)
    void whoLeftFindsNothing(SessionAction action) {
        RoleScene scene = new RoleScene(node, Standing.ADMIN);
        allowed(scene, SessionAction.LEAVE);
        refused(scene, action, ErrorCode.SESSION_NOT_FOUND);
    }

    @ParameterizedTest
    @EnumSource(SessionAction.class)
    void whoIsSilencedWritesNothingAndMayAllElse(SessionAction action) {
        for (Standing standing : new Standing[] {Standing.ADMIN, Standing.MEMBER}) {
            RoleScene scene = new RoleScene(node, standing);
            ask(scene.silence(scene.founder(), scene.caller(), 3600));
            check(scene, action, standing, WRITING, ErrorCode.SILENCED);
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    void inAnArchivedSessionNobodyWritesAndNobodyComes(SessionAction action, Standing standing) {
        if (standing == Standing.PEER || action == SessionAction.ADD_MEMBER) {
            return; // a direct session can't be archived; adding has requests of its own below
        }
        RoleScene scene = new RoleScene(node, standing);
        ask(scene.archive(scene.founder()));
        Set<SessionAction> closed = EnumSet.copyOf(WRITING);
        closed.addAll(EnumSet.of(SessionAction.ADD_ADMIN, SessionAction.ADD_OWNER));
        check(scene, action, standing, closed, ErrorCode.SESSION_ARCHIVED);
    }

    @Test
    void inAnArchivedSessionInvitesEndAndDoNotBegin() {
        RoleScene scene = new RoleScene(node, Standing.OWNER);
        var asks = scene.asks(SessionAction.ADD_MEMBER);
        ask(scene.archive(scene.founder()));
        for (Ask ask : asks) {
            if (ask.address() == Address.MEMBER_ADD || ask.address() == Address.INVITE_CREATE) {
                node.refused(ErrorCode.SESSION_ARCHIVED, ask.address(), ask.body());
            } else {
                ask(ask);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OWNER", "ADMIN", "MEMBER"})
    void slowModeMakesOrdinaryMembersWait(Standing standing) {
        RoleScene scene = new RoleScene(node, standing);
        ask(scene.slowMode(scene.founder()));
        Ask send = scene.asks(SessionAction.SEND).getFirst();
        if (standing == Standing.MEMBER) {
            // What they sent before slow mode began counts: their last message has a time.
            assertThat(node.refused(ErrorCode.SLOW_MODE, send.address(), send.body())
                            .retryAfter())
                    .isPresent();
        } else {
            ask(send);
            ask(send);
        }
        allowed(scene, SessionAction.REACT);
        allowed(scene, SessionAction.EDIT_OWN);
        allowed(scene, SessionAction.DELETE_OWN);
    }

    @ParameterizedTest
    @EnumSource(SessionAction.class)
    void aBlockClosesADirectSessionForBoth(SessionAction action) {
        for (boolean byCaller : new boolean[] {true, false}) {
            RoleScene scene = new RoleScene(node, Standing.PEER);
            node.ask(
                    Address.BLOCK_SET,
                    byCaller
                            ? new SetBlock(scene.caller(), scene.founder(), true)
                            : new SetBlock(scene.founder(), scene.caller(), true));
            if (action.isAllowedTo(Standing.PEER)) {
                check(scene, action, Standing.PEER, WRITING, ErrorCode.BLOCKED);
            } else {
                refused(
                        scene,
                        action,
                        OF_GROUPS.contains(action) ? ErrorCode.DIRECT_SESSION_FIXED : ErrorCode.FORBIDDEN);
            }
        }
    }

    /** The table holds, but for these actions that fail with the code even where it allows them. */
    private void check(
            RoleScene scene, SessionAction action, Standing standing, Set<SessionAction> closed, ErrorCode code) {
        if (!action.isAllowedTo(standing)) {
            refused(scene, action, ErrorCode.FORBIDDEN);
        } else if (closed.contains(action)) {
            refused(scene, action, code);
        } else {
            allowed(scene, action);
        }
    }

    private void allowed(RoleScene scene, SessionAction action) {
        scene.asks(action).forEach(RoleTableTest::ask);
    }

    /** What is refused leaves nothing behind: no event, no seq. */
    private void refused(RoleScene scene, SessionAction action, ErrorCode code) {
        Listener listener = node.listen(new Channel.OfSession(scene.session()));
        long before = scene.lastSeq();
        for (Ask ask : scene.asks(action)) {
            node.refused(code, ask.address(), ask.body());
        }
        assertThat(scene.lastSeq()).isEqualTo(before);
        assertThat(listener.rest()).isEmpty();
    }

    private static void ask(Ask ask) {
        node.ask(ask.address(), ask.body());
    }
}
