package dev.cogo.gateway.http.openai;

import dev.cogo.schema.ai.CompletionTurn;
import dev.cogo.schema.text.Content;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The messages of a request: what the model is to be, and who said what. */
final class Conversation {
    private static final Set<String> TEXTS = Set.of("text", "input_text", "output_text");

    private final StringBuilder system = new StringBuilder();
    private final List<CompletionTurn> turns = new ArrayList<>();

    /** More of what the model is to be. */
    void instruct(String text) {
        system.append(system.isEmpty() ? "" : "\n\n").append(Content.checkText(text, "the instructions"));
    }

    void say(boolean byModel, String text) {
        turns.add(new CompletionTurn(byModel, Content.checkText(text, "a message")));
    }

    /** Reads a list of messages. */
    Conversation read(JsonArray messages, String where) {
        for (int i = 0; i < messages.size(); i++) {
            read(messages.getValue(i), where + "[" + i + "]");
        }
        return checked(where);
    }

    /** Refuses a conversation in which the model would not speak next. */
    Conversation checked(String where) {
        if (turns.isEmpty() || turns.getFirst().byModel() || turns.getLast().byModel()) {
            throw Fields.refused(
                    where, "must begin and end with a message of the role user, beside those of the role system");
        }
        return this;
    }

    @Nullable
    String system() {
        return system.isEmpty() ? null : system.toString();
    }

    List<CompletionTurn> turns() {
        return turns;
    }

    /** The last that the user said. */
    String question() {
        return turns.getLast().text();
    }

    private void read(@Nullable Object item, String where) {
        if (!(item instanceof JsonObject message)) {
            throw Fields.refused(where, "must be an object");
        }
        Object type = message.getValue("type");
        if (type != null && !type.equals("message")) {
            throw Fields.refused(where + ".type", "must be message: nothing else is offered here");
        }
        String text = text(message.getValue("content"), where + ".content");
        switch (String.valueOf(message.getValue("role"))) {
            case "system", "developer" -> instruct(text);
            case "user" -> say(false, text);
            case "assistant" -> say(true, text);
            default -> throw Fields.refused(where + ".role", "must be system, developer, user or assistant");
        }
    }

    private static String text(@Nullable Object content, String where) {
        if (content instanceof String text) {
            return text;
        }
        if (!(content instanceof JsonArray parts)) {
            throw Fields.refused(where, "must be a text, or a list of texts");
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            if (parts.getValue(i) instanceof JsonObject part
                    && part.getValue("type") instanceof String type
                    && TEXTS.contains(type)
                    && part.getValue("text") instanceof String piece) {
                text.append(text.isEmpty() ? "" : "\n").append(piece);
            } else {
                throw Fields.refused(
                        where + "[" + i + "]", "must be a text: pictures, sound and files are not offered here");
            }
        }
        return text.toString();
    }
}
