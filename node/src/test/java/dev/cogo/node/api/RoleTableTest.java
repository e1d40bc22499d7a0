package dev.cogo.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.chat.access.SessionAction;
import dev.cogo.chat.access.Standing;
import dev.cogo.schema.error.ErrorCode;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every cell of the role table, as the REST door answers it. */
@ExtendWith(WholeNode.class)
class RoleTableTest {
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

    @TestFactory
    Stream<DynamicTest> theDoorAnswersAsTheTableSays(World world) {
        RoleCast cast = new RoleCast(world);
        return Stream.of(SessionAction.values())
                .flatMap(action -> Stream.of(Standing.values())
                        .map(standing -> DynamicTest.dynamicTest(
                                action + " " + standing, () -> cell(world, cast, action, standing))));
    }

    @TestFactory
    Stream<DynamicTest> aStrangerFindsNothing(World world) {
        RoleCast cast = new RoleCast(world);
        return Stream.of(SessionAction.values())
                .map(action -> DynamicTest.dynamicTest(action.name(), () -> {
                    for (Request call : cast.scene(Standing.MEMBER).calls(action)) {
                        refused(world, call.as(cast.stranger()), ErrorCode.SESSION_NOT_FOUND);
                    }
                }));
    }

    private static void cell(World world, RoleCast cast, SessionAction action, Standing standing) {
        RoleCast.Scene scene = cast.scene(standing);
        for (Request call : scene.calls(action)) {
            Request asked = call.as(scene.caller());
            if (action.isAllowedTo(standing)) {
                world.api().get(asked);
            } else {
                boolean fixed = standing == Standing.PEER && OF_GROUPS.contains(action);
                refused(world, asked, fixed ? ErrorCode.DIRECT_SESSION_FIXED : ErrorCode.FORBIDDEN);
            }
        }
    }

    private static void refused(World world, Request call, ErrorCode code) {
        Answer answer = world.api().send(call);
        assertThat(answer.code())
                .as("%s %s: %s", call.method(), call.target(), answer.text())
                .isEqualTo(code.wireName());
        assertThat(answer.status()).isEqualTo(code.httpStatus());
    }
}
