package dev.cogo.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;

/** What every refusal has to look like. */
public final class ProblemAssert {
    private ProblemAssert() {}

    /** The response is a problem document of this code; gives its detail. */
    public static String assertProblem(HttpResponse<Buffer> response, ErrorCode code) {
        JsonObject problem = response.bodyAsJsonObject();
        assertThat(problem.getString("code")).as(problem.encode()).isEqualTo(code.wireName());
        assertThat(response.statusCode()).isEqualTo(code.httpStatus());
        assertThat(response.getHeader("Content-Type")).isEqualTo("application/problem+json");
        assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(problem.getString("type")).isEqualTo("urn:cogo:error:" + code.wireName());
        assertThat(problem.getString("title")).isEqualTo(code.title());
        assertThat(problem.getInteger("status")).isEqualTo(code.httpStatus());
        assertThat(problem.getString("instance")).isEqualTo(response.getHeader("X-Request-Id"));
        assertThat(problem.getString("detail"))
                .isNotBlank()
                .doesNotContain("Exception")
                .doesNotContain("java.")
                .doesNotContain("io.vertx")
                .doesNotContain("\tat ");
        return problem.getString("detail");
    }
}
