package dev.cogo.ai.gemini;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An error as Google's APIs write it (AIP-193): {@code {"error": {"code", "status", "message", "details": [...]}}}. Whatever
 * does not have that form reads as empty.
 */
final class ErrorBody {
    // google.protobuf.Duration in JSON: seconds with up to nine decimals, then "s".
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)s");
    private static final String RETRY_INFO = "google.rpc.RetryInfo";
    private static final int SHOWN_CHARACTERS = 300;

    private final JsonObject error;

    private ErrorBody(JsonObject error) {
        this.error = error;
    }

    static ErrorBody of(Buffer body) {
        try {
            if (new JsonObject(body).getValue("error") instanceof JsonObject error) {
                return new ErrorBody(error);
            }
        } catch (DecodeException e) {
            // A proxy's page, or nothing: the status has to do.
        }
        return new ErrorBody(new JsonObject());
    }

    /** Status and message on one bounded line, with the key taken out should a message quote it. */
    String summary(String secret) {
        String text = (text("status") + " " + text("message")).strip().replace(secret, "***");
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
