package dev.cogo.schema.message;

import dev.cogo.schema.record.BusRecord;
import java.util.List;

/** The messages of a send as they stand in the database, in the order of the request. */
public record StoredMessages(List<Message> messages) implements BusRecord {
    public StoredMessages {
        messages = List.copyOf(messages);
    }
}
