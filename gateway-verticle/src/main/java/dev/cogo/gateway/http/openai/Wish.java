package dev.cogo.gateway.http.openai;

import dev.cogo.schema.identity.Ids;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for, whichever of the APIs it came by.
 *
 * @param model who is asked, as {@link HouseModel} has it
 * @param sessionId the session whose next question it is; null for a conversation that the program keeps itself
 * @param messageId the question's id for its client; null for none
 * @param maxTokens null for the server's own limit
 */
record Wish(
        String model,
        Conversation conversation,
        @Nullable UUID sessionId,
        @Nullable String messageId,
        @Nullable Integer maxTokens,
        boolean stream) {
    static Wish of(String model, Conversation conversation, Fields fields, @Nullable Integer maxTokens) {
        Fields metadata = fields.object("metadata").texts("metadata");
        String session = metadata.text("session_id");
        if (session != null && Ids.find(session).isEmpty()) {
            throw Fields.refused("metadata.session_id", "is not a UUID");
        }
        return new Wish(
                model,
                conversation,
                Ids.find(session).orElse(null),
                metadata.text("message_id"),
                maxTokens,
                fields.flag("stream"));
    }
}
