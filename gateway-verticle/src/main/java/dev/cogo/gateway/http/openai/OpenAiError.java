package dev.cogo.gateway.http.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cogo.gateway.http.filter.Problems;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.ext.web.Router;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A failure as clients of OpenAI read it (OpenAI API, "Error codes"): of a problem document it is the member {@code error}.
 *
 * @param param the parameter that is to be changed
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record OpenAiError(
        String message, String type, @Nullable String param, String code) {
    private static final Duration SOON = Duration.ofMinutes(1);

    /** Gives failures of these paths that form, and tells clients which are not worth a second try, as they make them unasked. */
    public static void mount(Router router) {
        router.route("/v1/*").handler(context -> {
            Problems.alsoAsError(context, OpenAiError::of);
            context.addHeadersEndHandler(head -> {
                if (context.failure() instanceof CogoException failure && !isSoonOver(failure)) {
                    context.response().putHeader("x-should-retry", "false");
                }
            });
            context.next();
        });
    }

    static OpenAiError of(CogoException failure) {
        return new OpenAiError(
                String.valueOf(failure.getMessage()),
                type(failure.code()),
                failure.parameter().orElse(null),
                failure.code().wireName());
    }

    private static String type(ErrorCode code) {
        return switch (code.httpStatus()) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 429 -> code == ErrorCode.AI_BUDGET_SPENT ? "insufficient_quota" : "rate_limit_error";
            default -> code.httpStatus() < 500 ? "invalid_request_error" : "server_error";
        };
    }

    private static boolean isSoonOver(CogoException failure) {
        return failure.code().retryable()
                && failure.retryAfter()
                        .filter(after -> after.compareTo(SOON) > 0)
                        .isEmpty();
    }
}
