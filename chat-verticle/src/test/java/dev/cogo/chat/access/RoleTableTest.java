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
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every cell of the role table, as the bus answers it; and the rows beside it. */
class RoleTableTest {
    /** What a direct session does not know, whoever asks. */
    private static final Set<Permission> OF_GROUPS = EnumSet.of(
            Permission.ADD_MEMBER,
            Permission.ADD_ADMIN,
            Permission.ADD_OWNER,
            Permission.REMOVE_MEMBER,
            Permission.REMOVE_ADMIN,
            Permission.REMOVE_OWNER,
            Permission.CHANGE_ROLE,
            Permission.CHANGE_OWNERS_ROLE,
            Permission.SILENCE_MEMBER,
            Permission.SILENCE_ADMIN,
            Permission.SILENCE_OWNER,
            Permission.TRANSFER_OWNERSHIP,
            Permission.LEAVE);

    /** What nobody does who may not write now. */
    private static final Set<Permission> WRITING = EnumSet.of(
            Permission.SEND, Permission.REACT, Permission.EDIT_OWN, Permission.EDIT_OTHERS, Permission.EDIT_OWNERS);

    @AutoClose
    private static final ChatNode node = new ChatNode(TestDatabase.migrated());

    /** By what was done in them before; nothing was allowed there since, and what is refused leaves nothing behind. */
    private static final Map<String, RoleScene> UNTOUCHED = new HashMap<>();

    /** What is done in a scene before the caller asks for something. */
    private enum State {
        NEW(scene -> {}),
        LEFT(scene -> allowed(scene, Permission.LEAVE)),
        SILENCED(scene -> ask(scene.silence(scene.founder(), scene.caller(), 3600))),
        ARCHIVED(scene -> ask(scene.archive(scene.founder()))),
        BLOCKED_BY_CALLER(scene -> block(scene.caller(), scene.founder())),
        BLOCKED_BY_OTHER(scene -> block(scene.founder(), scene.caller()));

        private final Consumer<RoleScene> preparation;

        State(Consumer<RoleScene> preparation) {
            this.preparation = preparation;
        }

        RoleScene scene(EffectiveRole effectiveRole) {
            RoleScene scene = new RoleScene(node, effectiveRole);
            preparation.accept(scene);
            return scene;
        }

        RoleScene untouched(EffectiveRole effectiveRole) {
            return UNTOUCHED.computeIfAbsent(this + " " + effectiveRole, first -> scene(effectiveRole));
        }
    }

    static Stream<Arguments> cells() {
        return Stream.of(Permission.values())
                .flatMap(action ->
                        Stream.of(EffectiveRole.values()).map(effectiveRole -> Arguments.of(action, effectiveRole)));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void theBusAnswersAsTheTableSays(Permission action, EffectiveRole effectiveRole) {
        if (action.isAllowedTo(effectiveRole)) {
            allowed(State.NEW.scene(effectiveRole), action);
        } else {
            boolean fixed = effectiveRole == EffectiveRole.PEER && OF_GROUPS.contains(action);
            refused(
                    State.NEW.untouched(effectiveRole),
                    action,
                    fixed ? ErrorCode.DIRECT_SESSION_FIXED : ErrorCode.FORBIDDEN);
        }
    }

    @ParameterizedTest
    @EnumSource(Permission.class)
    void aStrangerFindsNothing(Permission action) {
        UUID stranger = node.account();
        for (EffectiveRole effectiveRole : new EffectiveRole[] {EffectiveRole.MEMBER, EffectiveRole.PEER}) {
            for (Ask ask : State.NEW.untouched(effectiveRole).asks(action, stranger)) {
                node.refused(ErrorCode.SESSION_NOT_FOUND, ask.address(), ask.body());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Permission.class)
    void whoLeftFindsNothing(Permission action) {
        refused(State.LEFT.untouched(EffectiveRole.ADMIN), action, ErrorCode.SESSION_NOT_FOUND);
    }

    @ParameterizedTest
    @EnumSource(Permission.class)
    void whoIsSilencedWritesNothingAndMayAllElse(Permission action) {
        for (EffectiveRole effectiveRole : new EffectiveRole[] {EffectiveRole.ADMIN, EffectiveRole.MEMBER}) {
            check(State.SILENCED, action, effectiveRole, WRITING, ErrorCode.SILENCED);
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    void inAnArchivedSessionNobodyWritesAndNobodyComes(Permission action, EffectiveRole effectiveRole) {
        if (effectiveRole == EffectiveRole.PEER || action == Permission.ADD_MEMBER) {
            return; // a direct session can't be archived; adding has requests of its own below
        }
        Set<Permission> closed = EnumSet.copyOf(WRITING);
        closed.addAll(EnumSet.of(Permission.ADD_ADMIN, Permission.ADD_OWNER));
        check(State.ARCHIVED, action, effectiveRole, closed, ErrorCode.SESSION_ARCHIVED);
    }

    @Test
    void inAnArchivedSessionInvitesEndAndDoNotBegin() {
        RoleScene scene = State.NEW.scene(EffectiveRole.OWNER);
        var asks = scene.asks(Permission.ADD_MEMBER);
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
    void slowModeMakesOrdinaryMembersWait(EffectiveRole effectiveRole) {
        RoleScene scene = State.NEW.scene(effectiveRole);
        ask(scene.slowMode(scene.founder()));
        Ask send = scene.asks(Permission.SEND).getFirst();
        if (effectiveRole == EffectiveRole.MEMBER) {
            // What they sent before slow mode began counts: their last message has a time.
            assertThat(node.refused(ErrorCode.SLOW_MODE, send.address(), send.body())
                            .retryAfter())
                    .isPresent();
        } else {
            ask(send);
            ask(send);
        }
        allowed(scene, Permission.REACT);
        allowed(scene, Permission.EDIT_OWN);
        allowed(scene, Permission.DELETE_OWN);
    }

    @ParameterizedTest
    @EnumSource(Permission.class)
    void aBlockClosesADirectSessionForBoth(Permission action) {
        for (State blocked : new State[] {State.BLOCKED_BY_CALLER, State.BLOCKED_BY_OTHER}) {
            if (action.isAllowedTo(EffectiveRole.PEER)) {
                check(blocked, action, EffectiveRole.PEER, WRITING, ErrorCode.BLOCKED);
            } else {
                refused(
                        blocked.untouched(EffectiveRole.PEER),
                        action,
                        OF_GROUPS.contains(action) ? ErrorCode.DIRECT_SESSION_FIXED : ErrorCode.FORBIDDEN);
            }
        }
    }

    private static void block(UUID by, UUID whom) {
        node.ask(Address.BLOCK_SET, new SetBlock(by, whom, true));
    }

    /** The table holds, but for these actions that fail with the code even where it allows them. */
    private void check(
            State state, Permission action, EffectiveRole effectiveRole, Set<Permission> closed, ErrorCode code) {
        if (!action.isAllowedTo(effectiveRole)) {
            refused(state.untouched(effectiveRole), action, ErrorCode.FORBIDDEN);
        } else if (closed.contains(action)) {
            refused(state.untouched(effectiveRole), action, code);
        } else {
            allowed(state.scene(effectiveRole), action);
        }
    }

    private static void allowed(RoleScene scene, Permission action) {
        scene.asks(action).forEach(RoleTableTest::ask);
    }

    /** What is refused leaves nothing behind: no event, no seq. */
    private void refused(RoleScene scene, Permission action, ErrorCode code) {
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
