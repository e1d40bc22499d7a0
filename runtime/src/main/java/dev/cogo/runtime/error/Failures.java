package dev.cogo.runtime.error;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.VertxException;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns any failure into one with a stable code. What is nobody's expected answer is logged here, once, where it stops. */
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    /** The SQLSTATE of a database without space on its disk. */
    public static final String DISK_FULL = "53100";

    // A failed reply carries a number and a text and nothing else.
    private static final String WAIT = "retry-after-ms=";
    private static final Pattern WAITING = Pattern.compile(WAIT + "(\\d{1,15});(.*)", Pattern.DOTALL);

    private Failures() {}

    /**
     * The failure with its code.
     *
     * @param where what was being done, for the log
     */
    public static CogoException of(Throwable failure, String where) {
        return switch (failure) {
            case CogoException ours -> ours;
            case CompletionException wrapped when wrapped.getCause() != null -> of(wrapped.getCause(), where);
            case ExecutionException wrapped when wrapped.getCause() != null -> of(wrapped.getCause(), where);
            case ReplyException reply -> fromBus(reply);
            case PgException database -> ofDatabase(database, where);
            case ClosedConnectionException closed -> away(closed, where);
            case IOException io -> away(io, where);
            case TimeoutException timeout -> away(timeout, where);
            case ConnectionPoolTooBusyException full -> busy(full);
            // The rest of the driver's failures have no type of their own; FailuresTest holds their words against the
            // driver.
            case VertxException pool when isWaitTimeout(pool) -> busy(pool);
            case VertxException closed when isClosed(closed) -> away(closed, where);
            default -> {
                LOG.error("{} failed", where, failure);
                yield new CogoException(ErrorCode.INTERNAL, "something went wrong here", failure);
            }
        };
    }

    /** Logs a failure that nobody else is told of. */
    public static void log(Throwable failure, String where) {
        CogoException known = of(failure, where);
        if (failure instanceof CogoException || failure instanceof ReplyException) {
            LOG.warn("{}: {}", where, known.getMessage());
        }
    }

    /** What a bus reply says of a failure: its detail and, when it has one, its wait, which {@link #fromBus} finds again. */
    public static String busText(CogoException failure) {
        return failure.retryAfter().map(wait -> WAIT + wait.toMillis() + ";").orElse("") + failure.getMessage();
    }

    /** The failure of a bus request: the server's own code, or why no answer came. */
    public static CogoException fromBus(Throwable failure) {
        if (!(failure instanceof ReplyException reply)) {
            return of(failure, "a bus request");
        }
        return switch (reply.failureType()) {
            case RECIPIENT_FAILURE ->
                ofText(
                        ErrorCode.ofNumber(reply.failureCode()).orElse(ErrorCode.INTERNAL),
                        String.valueOf(reply.getMessage()));
            case TIMEOUT -> new CogoException(ErrorCode.TIMEOUT, "no answer in time; the work may have been done");
            case NO_HANDLERS, ERROR ->
                new CogoException(ErrorCode.UNAVAILABLE, "a part of the server is away, try again");
        };
    }

    private static CogoException ofText(ErrorCode code, String text) {
        Matcher wait = WAITING.matcher(text);
        return wait.matches()
                ? CogoException.retryAfter(code, wait.group(2), Duration.ofMillis(Long.parseLong(wait.group(1))))
                : new CogoException(code, text);
    }

    private static boolean isWaitTimeout(VertxException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.equals("Timeout") || message.equals("Timeout waiting for connection");
    }

    private static boolean isClosed(VertxException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.startsWith("Connection is not active")
                || message.startsWith("Pending requests failed")
                || message.equals("Pool closed");
    }

    // SQLSTATE (PostgreSQL manual, appendix A). Busy: 57014 the statement ran into its timeout, 55P03 a lock did not
    // come, class 53 out of resources, class 40 rolled back to let others go on. Away: class 08 connection, class 57
    // shutdown, crash or starting up, 25006 a standby after a failover, 53100 no space on its disk.
    private static CogoException ofDatabase(PgException failure, String where) {
        String state = String.valueOf(failure.getSqlState());
        if (state.equals(DISK_FULL)) {
            LOG.error("{}: the disk of the database is full: {}", where, failure.getErrorMessage());
            return new CogoException(ErrorCode.UNAVAILABLE, "nothing can be stored for now, try again later", failure);
        }
        if (state.equals("57014") || state.equals("55P03") || state.startsWith("53") || state.startsWith("40")) {
            LOG.warn("{}: the database is busy: {}", where, state);
            return busy(failure);
        }
        if (state.startsWith("08") || state.startsWith("57") || state.equals("25006")) {
            return away(failure, where);
        }
        LOG.error("{} failed in the database with {}", where, state, failure);
        return new CogoException(ErrorCode.INTERNAL, "something went wrong here", failure);
    }

    private static CogoException busy(Throwable failure) {
        return new CogoException(ErrorCode.OVERLOADED, "the server is busy, try again", failure);
    }

    private static CogoException away(Throwable failure, String where) {
        LOG.warn("{}: the database or a service is away: {}", where, failure.toString());
        return new CogoException(ErrorCode.UNAVAILABLE, "a part of the server is away, try again", failure);
    }
}
