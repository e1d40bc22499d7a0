package dev.cogo.ai.provider;

import java.nio.charset.StandardCharsets;

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
        return atMost(prompt.system())
                + prompt.turns().stream().mapToInt(turn -> atMost(turn.text())).sum();
    }

    /** About how many in the whole prompt. */
    public static int about(Prompt prompt) {
        return about(prompt.system())
                + prompt.turns().stream().mapToInt(turn -> about(turn.text())).sum();
    }

    private static int perBytes(String text, int bytes) {
        return Math.ceilDiv(text.getBytes(StandardCharsets.UTF_8).length, bytes);
    }
}
