package dev.cogo.ai.answer;

import dev.cogo.ai.provider.Turn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a conversation the model is told.
 *
 * @param turns the summary, if there is one, and the messages that are told whole, the question last
 * @param used about how many tokens they have
 * @param limit how many they may have; the question may have more
 * @param summarisedUpTo the last message that is in the summary; null without one
 * @param wanted up to which message there should be a summary, because something is neither in it nor told; null when all is
 */
record ContextWindow(
        List<Turn> turns,
        int used,
        int limit,
        @Nullable Long summarisedUpTo,
        @Nullable Long wanted) {
    /** As an answer's metadata show it. */
    Map<String, Object> gauge() {
        Map<String, Object> gauge = new LinkedHashMap<>();
        gauge.put("used", used);
        gauge.put("limit", limit);
        if (summarisedUpTo != null) {
            gauge.put("summarisedUpTo", summarisedUpTo);
        }
        return gauge;
    }
}
