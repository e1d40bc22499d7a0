package dev.cogo.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.chat.access.EffectiveRole;
import dev.cogo.chat.access.Permission;
import dev.cogo.schema.error.ErrorCode;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every cell of the role table, as the REST door answers it. */
@ExtendWith(WholeNode.class)
class RestRoleTableTest {
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

    @TestFactory
    Stream<DynamicTest> theDoorAnswersAsTheTableSays(ApiFixture world) {
        RoleCast cast = new RoleCast(world);
        return Stream.of(Permission.values())
                .flatMap(action -> Stream.of(EffectiveRole.values())
                        .map(effectiveRole -> DynamicTest.dynamicTest(
                                action + " " + effectiveRole, () -> cell(world, cast, action, effectiveRole))));
    }

    @TestFactory
    Stream<DynamicTest> aStrangerFindsNothing(ApiFixture world) {
        RoleCast cast = new RoleCast(world);
        return Stream.of(Permission.values())
                .map(action -> DynamicTest.dynamicTest(action.name(), () -> {
                    for (Request call : cast.scene(EffectiveRole.MEMBER).calls(action)) {
                        refused(world, call.as(cast.stranger()), ErrorCode.SESSION_NOT_FOUND);
                    }
                }));
    }

    private static void cell(ApiFixture world, RoleCast cast, Permission action, EffectiveRole effectiveRole) {
        RoleCast.Scene scene = cast.scene(effectiveRole);
        for (Request call : scene.calls(action)) {
            Request asked = call.as(scene.caller());
            if (action.isAllowedTo(effectiveRole)) {
                world.api().get(asked);
            } else {
                boolean fixed = effectiveRole == EffectiveRole.PEER && OF_GROUPS.contains(action);
                refused(world, asked, fixed ? ErrorCode.DIRECT_SESSION_FIXED : ErrorCode.FORBIDDEN);
            }
        }
    }

    private static void refused(ApiFixture world, Request call, ErrorCode code) {
        Answer answer = world.api().send(call);
        assertThat(answer.code())
                .as("%s %s: %s", call.method(), call.target(), answer.text())
                .isEqualTo(code.wireName());
        assertThat(answer.status()).isEqualTo(code.httpStatus());
    }
}
