package dev.cogo.ai.answer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who says what, for the model: {@code [Ada] text}. No text and no name can pass for somebody else's: a name has no brackets and
 * no line ends, two people never have the same, nobody has one of ours, and only a message's first line begins at the left.
 */
final class Speakers {
    static final String AGENT = "agent result";

    private static final int MAX_NAME = 64;
    private static final String NAMELESS = "Member";
    private static final UUID GONE = new UUID(0, 0);
    private static final String INDENT = "  ";

    private final Map<UUID, String> displayNames;
    private final Map<UUID, String> labels = new HashMap<>();
    private final Set<String> taken = new HashSet<>(Set.of(AGENT, "cogo", "system", "assistant", "ai", "model"));

    Speakers(Map<UUID, String> displayNames) {
        this.displayNames = displayNames;
    }

    /**
     * What a member says.
     *
     * @param author null for one who is gone
     */
    String line(@Nullable UUID author, String text) {
        UUID id = author == null ? GONE : author;
        return line(labels.computeIfAbsent(id, unknown -> own(name(displayNames.getOrDefault(id, "")))), text);
    }

    /** What an agent has found. */
    static String agent(String text) {
        return line(AGENT, text);
    }

    private static String line(String label, String text) {
        StringBuilder line = new StringBuilder(label.length() + text.length() + 16)
                .append('[')
                .append(label)
                .append("] ");
        text.codePoints().forEach(c -> {
            line.appendCodePoint(c);
            if (endsLine(c)) {
                line.append(INDENT);
            }
        });
        return line.toString();
    }

    private String own(String name) {
        String unique = name;
        for (int n = 2; !taken.add(unique.toLowerCase(Locale.ROOT)); n++) {
            unique = name + " (" + n + ")";
        }
        return unique;
    }

    private static String name(String displayName) {
        StringBuilder name = new StringBuilder();
        displayName.codePoints().limit(MAX_NAME).forEach(c -> {
            boolean plain = !Character.isISOControl(c)
                    && !endsLine(c)
                    && Character.getType(c) != Character.FORMAT
                    && Character.getType(c) != Character.SURROGATE;
            name.appendCodePoint(
                    switch (c) {
                        case '[' -> '(';
                        case ']' -> ')';
                        default -> plain ? c : ' ';
                    });
        });
        String stripped = name.toString().strip();
        return stripped.isEmpty() ? NAMELESS : stripped;
    }

    // What Unicode calls a mandatory break (UAX #14).
    private static boolean endsLine(int c) {
        return c == '\n' || c == '\r' || c == 0x0b || c == 0x0c || c == 0x85 || c == 0x2028 || c == 0x2029;
    }
}
