package dev.cogo.schema.error;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A failure with a stable code. It crosses the bus as a {@code ReplyException} with the code's number and this message.
 * The message is shown to clients: it names what to change and never holds a secret or another user's data.
 */
public final class CogoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient @Nullable Duration retryAfter;
    private final @Nullable String parameter;

    public CogoException(ErrorCode code, String detail) {
        this(code, detail, null, null, null);
    }

    public CogoException(ErrorCode code, String detail, @Nullable Throwable cause) {
        this(code, detail, null, null, cause);
    }

    private CogoException(
            ErrorCode code,
            String detail,
            @Nullable Duration retryAfter,
            @Nullable String parameter,
            @Nullable Throwable cause) {
        // An expected answer, not a defect: without a cause a stack trace would only cost time under attack.
        super(detail, cause, false, cause != null);
        this.code = Objects.requireNonNull(code);
        this.retryAfter = retryAfter;
        this.parameter = parameter;
    }

    /** A failure that says when the caller may come back. */
    public static CogoException retryAfter(ErrorCode code, String detail, Duration retryAfter) {
        return new CogoException(code, detail, retryAfter, null, null);
    }

    /** Shorthand for {@link ErrorCode#INVALID_REQUEST}. */
    public static CogoException invalid(String detail) {
        return new CogoException(ErrorCode.INVALID_REQUEST, detail);
    }

    /** {@link ErrorCode#INVALID_REQUEST} because of one parameter. Which one is lost on the bus. */
    public static CogoException ofParameter(String parameter, String detail) {
        return new CogoException(ErrorCode.INVALID_REQUEST, detail, null, parameter, null);
    }

    /** The parameter that is to be changed, where that is known. */
    public Optional<String> parameter() {
        return Optional.ofNullable(parameter);
    }

    public ErrorCode code() {
        return code;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
