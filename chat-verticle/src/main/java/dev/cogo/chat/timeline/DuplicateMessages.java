package dev.cogo.chat.timeline;

import dev.cogo.chat.timeline.BatchPlan.Position;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.message.Message;
import java.util.HashMap;
import java.util.Map;

/** Idempotency: the stored messages that some of a transaction's submitted ones repeat. */
final class DuplicateMessages {
    private final Map<Position, Message> messages = new HashMap<>();

    void add(Position position, Message message) {
        messages.put(position, message);
    }

    /**
     * The message.
     *
     * @throws CogoException {@code message_not_found} when it is no longer kept
     */
    Message get(Position position) {
        Message message = messages.get(position);
        if (message == null) {
            throw new CogoException(ErrorCode.MESSAGE_NOT_FOUND, "the message that was stored first is no longer kept");
        }
        return message;
    }
}
