package dev.cogo.ai.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An error as Google's APIs write it (AIP-193): {@code {"error": {"code", "status", "message", "details": [...]}}}; OpenAI's has
 * {@code type} and {@code message}. Whatever does not have that form reads as empty.
 */
public final class ErrorBody {
    // google.protobuf.Duration in JSON: seconds with up to nine decimals, then "s".
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)s");
    private static final String RETRY_INFO = "google.rpc.RetryInfo";
    private static final int SHOWN_CHARACTERS = 300;

    private final JsonObject error;

    private ErrorBody(JsonObject error) {
        this.error = error;
    }

    /** Reads a body of whatever form. */
    public static ErrorBody of(Buffer body) {
        try {
            return of(new JsonObject(body));
        } catch (DecodeException e) {
            // A proxy's page, or nothing: the status has to do.
        }
        return new ErrorBody(new JsonObject());
    }

    /** Reads an event, which may be an error too. */
    public static ErrorBody of(JsonObject body) {
        return new ErrorBody(body.getValue("error") instanceof JsonObject error ? error : new JsonObject());
    }

    /** Whether it has the form of an error. */
    public boolean present() {
        return !error.isEmpty();
    }

    /** The status that the error itself names, such as 503; 0 for none. */
    public int code() {
        return error.getValue("code") instanceof Number code ? code.intValue() : 0;
    }

    /** Status and message on one bounded line, with the key taken out should a message quote it. */
    public String summary(@Nullable String secret) {
        String text = (text("status") + " " + text("type") + " " + text("message")).strip();
        text = secret == null ? text : text.replace(secret, "***");
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return line.substring(0, Math.min(line.length(), SHOWN_CHARACTERS));
    }

    /** How long the error's RetryInfo says to wait. */
    Optional<Duration> retryDelay() {
        return error.getValue("details") instanceof JsonArray details
                ? details.stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast)
                        .filter(detail ->
                                String.valueOf(detail.getValue("@type")).endsWith(RETRY_INFO))
                        .flatMap(detail -> duration(String.valueOf(detail.getValue("retryDelay"))).stream())
                        .findFirst()
                : Optional.empty();
    }

    private static Optional<Duration> duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        return matcher.matches()
                ? Optional.of(Duration.ofNanos(
                        new BigDecimal(matcher.group(1)).movePointRight(9).longValue()))
                : Optional.empty();
    }

    private String text(String field) {
        return error.getValue(field) instanceof String text ? text : "";
    }
}
