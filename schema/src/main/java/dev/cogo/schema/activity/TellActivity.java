package dev.cogo.schema.activity;

import dev.cogo.schema.record.BusRecord;
import java.util.List;

/** A node's word to each home: where sessions stand now in which something has happened, each once. */
public record TellActivity(List<MovedSession> sessions) implements BusRecord {
    public TellActivity {
        sessions = List.copyOf(sessions);
    }
}
