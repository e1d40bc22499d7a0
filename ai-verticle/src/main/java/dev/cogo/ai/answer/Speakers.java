package dev.cogo.ai.answer;

import dev.cogo.schema.assistant.Assistant;
import dev.cogo.schema.assistant.AssistantCard;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessageType;
import dev.cogo.schema.text.Characters;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who says what, for the model: {@code [Ada] text}. No text and no name can pass for somebody else's: a name has no brackets and
 * no line ends, two never have the same, however it is written, nobody has one of ours or an assistant's, and only a message's first
 * line begins at the left.
 */
public final class Speakers {
    static final String AGENT = "agent result";
    static final String SUMMARY = "summary";

    private static final int MAX_NAME = 64;
    private static final String NAMELESS = "Member";
    private static final UUID GONE = new UUID(0, 0);
    private static final String INDENT = "  ";

    private final Map<UUID, String> displayNames;
    private final Map<UUID, String> labels = new HashMap<>();
    private final Set<String> taken =
            new HashSet<>(Set.of(key(AGENT), SUMMARY, "cogo", "system", "assistant", "ai", "model"));

    /**
     * @param displayNames of the conversation's authors
     * @param answering the assistant that is told; nobody has its name or handle
     * @param conversation whose assistants have their own names, whoever else would like them
     */
    Speakers(Map<UUID, String> displayNames, Assistant answering, List<Message> conversation) {
        this.displayNames = displayNames;
        Set<String> assistants = new HashSet<>(List.of(key(answering.name()), key(answering.handle())));
        conversation.stream()
                .filter(message -> message.messageType() == MessageType.AI_RESPONSE
                        || message.messageType() == MessageType.AI_GREETING)
                .map(Speakers::author)
                .filter(author -> author != null && !author.equals(answering.id()))
                .forEach(author -> labels.computeIfAbsent(
                        author, unknown -> own(name(displayNames.getOrDefault(author, "")), assistants)));
        taken.addAll(assistants);
    }

    /** Whose message it is; null for one who is gone. What a former system's AI said is the built-in assistant's. */
    static @Nullable UUID author(Message message) {
        boolean ai =
                message.messageType() == MessageType.AI_RESPONSE || message.messageType() == MessageType.AI_GREETING;
        return ai && message.userId() == null ? AssistantCard.BUILT_IN : message.userId();
    }

    /**
     * What a member says.
     *
     * @param author null for one who is gone
     */
    String line(@Nullable UUID author, String text) {
        UUID id = author == null ? GONE : author;
        return labelled(
                labels.computeIfAbsent(id, unknown -> own(name(displayNames.getOrDefault(id, "")), taken)), text);
    }

    /** What an agent has found. */
    static String agent(String text) {
        return labelled(AGENT, text);
    }

    /** A text under one of the server's own names. */
    public static String labelled(String label, String text) {
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

    private static String own(String name, Set<String> taken) {
        String unique = name;
        for (int n = 2; !taken.add(key(unique)); n++) {
            unique = name + " (" + n + ")";
        }
        return unique;
    }

    // What looks the same to a reader: whichever case, width and spaces.
    private static String key(String name) {
        StringBuilder key = new StringBuilder();
        Normalizer.normalize(name, Normalizer.Form.NFKC).codePoints().forEach(c -> {
            if (!Characters.isSpace(c) && !Characters.isIgnorable(c)) {
                key.appendCodePoint(c);
            }
        });
        return key.toString().toLowerCase(Locale.ROOT);
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
                        case '[', '\uFF3B', '\u3010', '\u3014', '\u27E6' -> '(';
                        case ']', '\uFF3D', '\u3011', '\u3015', '\u27E7' -> ')';
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
