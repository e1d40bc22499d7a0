package dev.cogo.ai.template;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A text with variables, {@code {{name}}}, and nothing else: no conditions, no calls, and a value is never looked at for
 * variables of its own.
 *
 * @param version changes with the text: 12 hexadecimal digits of its SHA-256
 */
public record Template(String name, String version, String text) {
    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";
    private static final int VERSION_DIGITS = 12;

    /**
     * Reads a template.
     *
     * @param variables those that it may have
     * @throws IllegalArgumentException naming the template when it has another, or one that is not closed
     */
    static Template of(String name, String text, Set<String> variables) {
        Template template = new Template(name, version(text), text.strip());
        if (template.text().isEmpty()) {
            throw new IllegalArgumentException("the template %s is empty".formatted(name));
        }
        template.filled(variable -> {
            if (!variables.contains(variable)) {
                throw new IllegalArgumentException(
                        "the template %s has the variable {{%s}}; it may have %s".formatted(name, variable, variables));
            }
            return "";
        });
        return template;
    }

    /** The text with these values; all that it may have must be among them. */
    public String filled(Map<String, String> values) {
        return filled((String variable) -> Objects.requireNonNull(values.get(variable), variable));
    }

    private String filled(UnaryOperator<String> value) {
        StringBuilder filled = new StringBuilder();
        int from = 0;
        for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, from)) {
            int close = text.indexOf(CLOSE, open);
            if (close < 0) {
                throw new IllegalArgumentException("the template %s has a variable without an end".formatted(name));
            }
            filled.append(text, from, open)
                    .append(value.apply(
                            text.substring(open + OPEN.length(), close).strip()));
            from = close + CLOSE.length();
        }
        return filled.append(text, from, text.length()).toString();
    }

    private static String version(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, VERSION_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** How the ledger names it, such as {@code answer.ko@0f3a9c51b2de}. */
    public String id() {
        return name + "@" + version;
    }
}
