package dev.cogo.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.schema.identity.Ids;
import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WholeNode.class)
class ForeignSessionsTest {
    @TestFactory
    Stream<DynamicTest> aStrangerCannotTellThemFromMissingOnes(ApiFixture world) {
        return tests(world, world.carol(), "a stranger");
    }

    @TestFactory
    Stream<DynamicTest> whoWasRemovedCannotTellThemFromMissingOnes(ApiFixture world) {
        return tests(world, world.dave(), "who was removed");
    }

    @TestFactory
    Stream<DynamicTest> anOperatorCannotTellThemFromMissingOnes(ApiFixture world) {
        // Operators end anybody's task.
        return tests(world, world.operator(), "an operator")
                .filter(test -> !test.getDisplayName().startsWith("cancelTask"));
    }

    @Test
    void aReplyCannotTellWhetherAMessageOfAnotherSessionExists(ApiFixture world) {
        String own = world.newSession(world.carol());
        assertThat(reply(world, own, world.message().getString("id")))
                .isEqualTo(reply(world, own, Ids.next().toString()));
    }

    @Test
    void aListOfSessionsHasOnlyOnesOwn(ApiFixture world) {
        String list = world.api()
                .get(Request.get("/chat/sessions").query("limit", 100).as(world.dave()))
                .encode();
        assertThat(list).doesNotContain(world.session());
    }

    private static Stream<DynamicTest> tests(ApiFixture world, Person person, String who) {
        Refusal refusal = new Refusal(world);
        return ForeignCalls.all(world)
                .map(foreign -> DynamicTest.dynamicTest(
                        "%s: %s, by %s".formatted(foreign.operation(), foreign.name(), who), () -> {
                            Answer theirs = refusal.check(call(world, foreign, foreign.named(), person));
                            Answer missing = refusal.check(
                                    call(world, foreign, Ids.next().toString(), person));
                            assertThat(theirs.withoutInstance()).isEqualTo(missing.withoutInstance());
                        }));
    }

    private static BadCall call(ApiFixture world, ForeignCalls.Foreign foreign, String id, Person person) {
        Request request = foreign.request().apply(world, id).as(person);
        return new BadCall(foreign.operation(), foreign.name(), foreign.code(), request);
    }

    private static String reply(ApiFixture world, String session, String message) {
        JsonObject body =
                new JsonObject().put("sessionId", session).put("content", "x").put("replyTo", message);
        Request request = Request.post("/chat/message").as(world.carol()).with(body);
        return new Refusal(world)
                .check(new BadCall("sendMessage", "a foreign reply", "message_not_found", request))
                .withoutInstance();
    }
}
