package dev.cogo.ai.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How long a server asks to be left alone: the longer of the header Retry-After and the error's RetryInfo. */
public final class RetryHint {
    private RetryHint() {}

    /** Null when it does not ask. */
    public static @Nullable Duration of(@Nullable String retryAfter, ErrorBody error, Instant now) {
        return Stream.concat(header(retryAfter, now).stream(), error.retryDelay().stream())
                .filter(wait -> !wait.isNegative())
                .max(Duration::compareTo)
                .orElse(null);
    }

    // RFC 9110, section 10.2.3: seconds or a date.
    private static Optional<Duration> header(@Nullable String value, Instant now) {
        if (value == null) {
            return Optional.empty();
        }
        if (value.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        try {
            Instant date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(now, date));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
