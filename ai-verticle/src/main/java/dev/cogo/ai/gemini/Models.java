package dev.cogo.ai.gemini;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The models in order of preference. One that was missing is left out for a while and then tried again: names are retired
 * for good, but a new one may take some time to reach our region. Thread-safe.
 */
final class Models {
    private static final Duration LEFT_OUT = Duration.ofMinutes(10);

    private final List<String> preferred;
    private final Clock clock;
    private final Map<String, Instant> missingUntil = new ConcurrentHashMap<>();

    Models(List<String> preferred, Clock clock) {
        this.preferred = preferred;
        this.clock = clock;
    }

    /** The first that is not known to be missing. */
    Optional<String> current() {
        Instant now = clock.instant();
        return preferred.stream()
                .filter(model -> now.isAfter(missingUntil.getOrDefault(model, Instant.MIN)))
                .findFirst();
    }

    /** The one to name when all are missing. */
    String first() {
        return preferred.getFirst();
    }

    void missing(String model) {
        missingUntil.put(model, clock.instant().plus(LEFT_OUT));
    }
}
