package dev.cogo.gateway.supabase.auth;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a ban lasts, as Go writes durations: {@code 24h}, {@code 1h30m}; {@code none} ends it. */
final class BanDuration {
    private static final String NONE = "none";
    private static final Pattern PART = Pattern.compile("([0-9]{1,9})(ns|us|ms|s|m|h)");
    private static final int MAX_LENGTH = 40;
    private static final Map<String, Duration> UNITS = Map.of(
            "ns", Duration.ofNanos(1),
            "us", Duration.ofNanos(1000),
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1));

    private BanDuration() {}

    /** Empty for the end of a ban; throws {@link AuthException}. */
    static Optional<Duration> of(String text) {
        if (text.equals(NONE)) {
            return Optional.empty();
        }
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(text.length() > MAX_LENGTH ? "" : text);
        int end = 0;
        while (end < text.length() && part.find(end) && part.start() == end) {
            sum = sum.plus(UNITS.get(part.group(2)).multipliedBy(Long.parseLong(part.group(1))));
            end = part.end();
        }
        if (end < text.length() || sum.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new AuthException(AuthError.invalid("ban_duration must look like 24h or 1h30m, or be none"));
        }
        return Optional.of(sum);
    }
}
