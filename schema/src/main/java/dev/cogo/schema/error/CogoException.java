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

    public CogoException(ErrorCode code, String detail) {
        this(code, detail, null, null);
    }

    public CogoException(ErrorCode code, String detail, @Nullable Throwable cause) {
        this(code, detail, null, cause);
    }

    private CogoException(ErrorCode code, String detail, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        // An expected answer, not a defect: without a cause a stack trace would only cost time under attack.
        super(detail, cause, false, cause != null);
        this.code = Objects.requireNonNull(code);
        this.retryAfter = retryAfter;
    }

    /** A failure that says when the caller may come back. */
    public static CogoException retryAfter(ErrorCode code, String detail, Duration retryAfter) {
        return new CogoException(code, detail, retryAfter, null);
    }

    /** Shorthand for {@link ErrorCode#INVALID_REQUEST}. */
    public static CogoException invalid(String detail) {
        return new CogoException(ErrorCode.INVALID_REQUEST, detail);
    }

    public ErrorCode code() {
        return code;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
