package dev.cogo.ai;

import dev.cogo.ai.budget.SpendingConfig;
import dev.cogo.ai.http.CallLimits;
import dev.cogo.ai.model.Generation;
import dev.cogo.ai.moderation.ModerationConfig;
import dev.cogo.ai.router.RouterConfig;
import dev.cogo.ai.run.RunConfig;
import dev.cogo.ai.template.Templates;
import dev.cogo.ai.tool.ToolsConfig;
import dev.cogo.runtime.cluster.StopBudget;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the AI of a node works.
 *
 * @param router the models that are asked; without one the built-in provider answers
 * @param spending what they cost, and how much that may be
 * @param maxConcurrent requests that a verticle instance works on at once, 1 to 10,000; more fail with {@code overloaded}
 * @param contextMessages the last messages of a session that go into a prompt, the question among them; 1 to 200
 * @param contextTokens about how many of them the conversation in a prompt may have; 100 to 1,000,000
 * @param templates the folder of own templates, whose files are good; null for those that are built in
 * @param tools what the models may have done
 * @param cacheLife how long an answer may be given again; at least a second
 * @param cacheSweep how often expired answers are removed
 * @param drain how long a stop waits for the requests that are under way; their runs then go to other nodes
 * @param moderation the service that has a say on questions and answers; null for none
 * @param summaries whether the model is told what long sessions were about before the messages that it sees
 */
public record AiConfig(
        RouterConfig router,
        SpendingConfig spending,
        int maxConcurrent,
        int contextMessages,
        int contextTokens,
        @Nullable Path templates,
        RunConfig runs,
        ToolsConfig tools,
        Duration cacheLife,
        Duration cacheSweep,
        Duration drain,
        @Nullable ModerationConfig moderation,
        boolean summaries) {
    public AiConfig {
        if (maxConcurrent < 1 || maxConcurrent > 10_000) {
            throw new IllegalArgumentException("AI_MAX_CONCURRENT must be 1 to 10000");
        }
        if (contextMessages < 1 || contextMessages > 200) {
            throw new IllegalArgumentException("AI_CONTEXT_MESSAGES must be 1 to 200");
        }
        if (contextTokens < 100 || contextTokens > 1_000_000) {
            throw new IllegalArgumentException("AI_CONTEXT_TOKENS must be 100 to 1000000");
        }
        // A wrong file stops the start, and not the first answer.
        Templates.in(templates);
        if (cacheLife.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("the cache's life must be at least a second");
        }
        if (cacheSweep.toMillis() < 1 || drain.isNegative()) {
            throw new IllegalArgumentException("the cache's sweep and the drain must be positive");
        }
        spending.check(router.models(), LocalDate.now(ZoneOffset.UTC));
    }

    /**
     * The settings that an operator has; everything else has its default.
     *
     * @throws IllegalArgumentException naming the setting that is wrong
     */
    public static AiConfig of(
            RouterConfig router,
            SpendingConfig spending,
            int maxConcurrent,
            int contextMessages,
            int contextTokens,
            @Nullable Path templates,
            RunConfig runs,
            ToolsConfig tools,
            @Nullable ModerationConfig moderation,
            boolean summaries) {
        return new AiConfig(
                router,
                spending,
                maxConcurrent,
                contextMessages,
                contextTokens,
                templates,
                runs,
                tools,
                Duration.ofHours(1),
                Duration.ofMinutes(5),
                StopBudget.WORK,
                moderation,
                summaries);
    }

    /** No model, so no provider but the built-in one. */
    public static AiConfig defaults() {
        return of(
                RouterConfig.of(List.of(), Generation.DEFAULT, CallLimits.DEFAULT),
                SpendingConfig.none(),
                64,
                20,
                8000,
                null,
                RunConfig.of(Duration.ofSeconds(15), false, false),
                ToolsConfig.none(),
                null,
                true);
    }
}
