package dev.cogo.schema.event;

import dev.cogo.schema.message.Message;
import java.util.List;
import java.util.UUID;

/** The payload of {@code batch_messages}: messages with consecutive seqs, in order. */
public record BatchMessages(UUID batchId, List<Message> messages) {}
