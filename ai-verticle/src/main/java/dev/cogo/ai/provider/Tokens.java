package dev.cogo.ai.provider;

import dev.cogo.schema.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.function.ToIntFunction;

/**
 * How many tokens a text has, without the tokenizer of the model that reads it: no two have the same. From 3 to 5 bytes of
 * UTF-8 make a token in the languages that we tried.
 */
public final class Tokens {
    private static final int BYTES = 3;
    private static final int FEWEST_BYTES = 2;

    private Tokens() {}

    /** About how many. */
    public static int about(String text) {
        return perBytes(text, BYTES);
    }

    /** Hardly more than so many. */
    public static int atMost(String text) {
        return perBytes(text, FEWEST_BYTES);
    }

    /** Hardly more than so many in the whole prompt. */
    public static int atMost(Prompt prompt) {
        return all(prompt, Tokens::atMost);
    }

    /** About how many in the whole prompt. */
    public static int about(Prompt prompt) {
        return all(prompt, Tokens::about);
    }

    private static int all(Prompt prompt, ToIntFunction<String> tokens) {
        int all = tokens.applyAsInt(prompt.system());
        for (Turn turn : prompt.turns()) {
            all += tokens.applyAsInt(turn.text());
        }
        for (ToolSpec tool : prompt.tools()) {
            all += tokens.applyAsInt(tool.description()) + tokens.applyAsInt(Json.string(tool.schema()));
        }
        for (ToolStep step : prompt.steps()) {
            all += tokens.applyAsInt(step.text());
            for (ToolCall call : step.calls()) {
                all += tokens.applyAsInt(Json.string(call));
            }
            for (String result : step.results()) {
                all += tokens.applyAsInt(result);
            }
        }
        return all;
    }

    private static int perBytes(String text, int bytes) {
        return Math.ceilDiv(text.getBytes(StandardCharsets.UTF_8).length, bytes);
    }
}
