package dev.cogo.ai.gemini;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where Gemini is and how patient we are with it.
 *
 * @param apiKey null when there is none; a secret
 * @param baseUrl of the API with its version, such as {@link #DEFAULT_BASE_URL}
 * @param models ids in order of preference, 1 to 10; the next one is used while one before it does not exist (404)
 * @param requestTimeout for an answer with all its retries; at most a minute, because callers on the bus wait 90 seconds
 * @param attemptTimeout for one HTTP call
 * @param attempts HTTP calls for an answer, at most 20, the first included, not counting those that a missing model cost
 * @param firstBackoff the longest pause before the second call; it doubles with each further call
 * @param maxBackoff the longest pause, unless Gemini names a longer one
 * @param maxResponseBytes a longer response is given up
 * @param breakerFailures failed calls within ten seconds after which none is made for {@code breakerRest}
 */
public record GeminiConfig(
        @Nullable String apiKey,
        URI baseUrl,
        List<String> models,
        Duration requestTimeout,
        Duration attemptTimeout,
        int attempts,
        Duration firstBackoff,
        Duration maxBackoff,
        int maxResponseBytes,
        int breakerFailures,
        Duration breakerRest) {
    public static final URI DEFAULT_BASE_URL = URI.create("https://generativelanguage.googleapis.com/v1beta");
    public static final List<String> DEFAULT_MODELS = List.of("gemini-2.5-flash-lite", "gemini-3.5-flash-lite");

    private static final Pattern HEADER_SAFE = Pattern.compile("[\\x21-\\x7e]{1,512}");
    // It becomes part of a path.
    private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    public GeminiConfig {
        apiKey = apiKey == null || apiKey.isBlank() ? null : apiKey.strip();
        models = List.copyOf(models);
        if (apiKey != null && !HEADER_SAFE.matcher(apiKey).matches()) {
            throw new IllegalArgumentException("GEMINI_API_KEY has characters that a key can't have");
        }
        if (!isBase(baseUrl)) {
            throw new IllegalArgumentException(
                    "GEMINI_BASE_URL must be an http or https address without user, query and fragment");
        }
        if (models.isEmpty()
                || models.size() > 10
                || !models.stream().allMatch(id -> MODEL.matcher(id).matches())) {
            throw new IllegalArgumentException("GEMINI_MODELS must be 1 to 10 model ids, such as " + DEFAULT_MODELS);
        }
        if (requestTimeout.toMillis() < 1 || requestTimeout.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("AI_TIMEOUT must be positive and at most 60 seconds");
        }
        if (attemptTimeout.toMillis() < 1
                || attempts < 1
                || attempts > 20
                || firstBackoff.toMillis() < 1
                || maxBackoff.compareTo(firstBackoff) <= 0
                || maxResponseBytes < 1
                || breakerFailures < 1
                || breakerRest.toMillis() < 1) {
            throw new IllegalArgumentException("a limit of the Gemini provider is out of range");
        }
    }

    /** These settings, and defaults for the rest. */
    public static GeminiConfig of(@Nullable String apiKey, URI baseUrl, List<String> models, Duration requestTimeout) {
        return new GeminiConfig(
                apiKey,
                baseUrl,
                models,
                requestTimeout,
                Duration.ofSeconds(15),
                4,
                Duration.ofMillis(400),
                Duration.ofSeconds(5),
                1024 * 1024,
                20,
                Duration.ofSeconds(5));
    }

    /** Everything but the key. */
    @Override
    public String toString() {
        return "GeminiConfig[" + baseUrl + ", " + models + ", key " + (apiKey == null ? "absent" : "present") + "]";
    }

    private static boolean isBase(URI url) {
        return url.getScheme() != null
                && Set.of("http", "https").contains(url.getScheme())
                && url.getHost() != null
                && url.getUserInfo() == null
                && url.getQuery() == null
                && url.getFragment() == null;
    }
}
