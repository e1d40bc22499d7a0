package dev.cogo.chat.search;

import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.message.Message;
import java.time.ZoneOffset;

/** Keeps {@code message_search} true to messages that change. */
public final class SearchIndex {
    // An insert, also when the indexer has not come here yet: what it makes of the message as it was before then meets
    // this row, waits for it if need be, and leaves it alone.
    private static final String PUT = """
            INSERT INTO message_search (session_id, seq, id, timestamp, terms)
            VALUES ($1, $2, $3, $4, $5::text::tsvector)
            ON CONFLICT (session_id, seq) DO UPDATE SET terms = EXCLUDED.terms""";

    private SearchIndex() {}

    /** Lets a message be found by what it says now; a deleted one by nothing. Not for encrypted sessions. */
    public static void put(Statements tx, Message message) {
        tx.query(
                PUT,
                message.sessionId(),
                message.seq(),
                message.id(),
                message.timestamp().atOffset(ZoneOffset.UTC),
                message.deletedAt() == null ? Terms.of(message.content()).toTsvector(message.sessionId()) : "");
    }
}
