package dev.cogo.gateway.http.filter;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.cogo.schema.error.CogoException;
import org.jspecify.annotations.Nullable;

/**
 * A problem document (RFC 9457).
 *
 * @param code stable, and the end of {@code type}
 * @param instance the request's id
 * @param message the detail once more, for clients that look for it here; an extension (section 3.2)
 * @param error the failure in a form of others, for clients that look for that; likewise
 */
@JsonPropertyOrder({"type", "title", "status", "detail", "code", "instance", "message", "error"})
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        @Nullable String instance,
        @Nullable String message,
        @Nullable Object error) {
    static final String MEDIA_TYPE = "application/problem+json";

    public static Problem of(CogoException failure, @Nullable String requestId) {
        String code = failure.code().wireName();
        return new Problem(
                "urn:cogo:error:" + code,
                failure.code().title(),
                failure.code().httpStatus(),
                failure.getMessage(),
                code,
                requestId,
                null,
                null);
    }

    Problem withMessage() {
        return new Problem(type, title, status, detail, code, instance, detail, error);
    }

    Problem withError(Object form) {
        return new Problem(type, title, status, detail, code, instance, message, form);
    }
}
