package dev.cogo.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** What every refusal must be: a problem document with a listed code, and nothing stored. */
final class Refusal {
    private final ApiFixture world;

    Refusal(ApiFixture world) {
        this.world = world;
    }

    Stream<DynamicTest> tests(Stream<BadCall> calls) {
        return calls.map(call -> DynamicTest.dynamicTest(call.toString(), () -> check(call)));
    }

    Answer check(BadCall call) {
        String before = world.rows().count();
        Answer answer = world.api().send(call.request());
        checkProblem(world.document().operation(call.operation()), answer);
        if (!call.codes().isEmpty()) {
            assertThat(answer.code()).as(answer.text()).isIn(call.codes());
        }
        assertThat(world.rows().count()).as("what is stored").isEqualTo(before);
        return answer;
    }

    static void checkProblem(ApiOperation operation, Answer answer) {
        assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        JsonObject problem = answer.json();
        assertThat(answer.code())
                .as("the codes that are listed for %s", operation)
                .isIn(operation.codes());
        assertThat(problem.getString("type")).isEqualTo("urn:cogo:error:" + answer.code());
        assertThat(problem.getInteger("status")).isEqualTo(answer.status());
        assertThat(problem.getString("title")).isNotBlank();
        assertThat(problem.getString("detail")).isNotBlank().doesNotContain("Exception", "io.vertx", "java.");
    }
}
