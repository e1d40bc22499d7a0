package dev.cogo.ai.router;

import dev.cogo.ai.http.CallLimits;
import dev.cogo.ai.model.Generation;
import dev.cogo.ai.model.ModelConfig;
import java.time.Duration;
import java.util.List;

/**
 * Which models are asked and how patient we are with them.
 *
 * @param models in order of preference, at most 10; without one the built-in provider answers
 * @param limits of one call; its total is that of an answer with all its calls
 * @param attempts calls for an answer, at most 20, the first included; two for each model if that is more
 * @param firstBackoff the longest pause before a model is asked the second time; it doubles with each further call
 * @param maxBackoff the longest pause
 * @param longHint a service that asks to be left alone for longer is not waited for
 * @param breakerFailures failed calls within ten seconds after which a model is not asked for {@code breakerRest}
 */
public record RouterConfig(
        List<ModelConfig> models,
        Generation generation,
        CallLimits limits,
        int attempts,
        Duration firstBackoff,
        Duration maxBackoff,
        Duration longHint,
        int breakerFailures,
        Duration breakerRest) {

    public RouterConfig {
        models = List.copyOf(models);
        if (models.size() > 10) {
            throw new IllegalArgumentException("AI_MODELS must be at most 10 models");
        }
        if (attempts < 1
                || attempts > 20
                || firstBackoff.toMillis() < 1
                || maxBackoff.compareTo(firstBackoff) <= 0
                || longHint.isNegative()
                || breakerFailures < 1
                || breakerRest.toMillis() < 1) {
            throw new IllegalArgumentException("a limit of the AI router is out of range");
        }
    }

    /** These settings, and defaults for the rest. */
    public static RouterConfig of(List<ModelConfig> models, Generation generation, CallLimits limits) {
        return new RouterConfig(
                models,
                generation,
                limits,
                4,
                Duration.ofMillis(400),
                Duration.ofSeconds(5),
                Duration.ofSeconds(3),
                20,
                Duration.ofSeconds(5));
    }
}
