package dev.cogo.ai.answer;

import dev.cogo.runtime.database.Database;
import dev.cogo.schema.message.Message;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** How the authors of a conversation are called, in the table {@code accounts}. */
public final class Names {
    private final Database database;

    public Names(Database database) {
        this.database = database;
    }

    /** The display names of the authors; those who are gone are missing. */
    Map<UUID, String> of(Collection<Message> conversation) {
        List<UUID> authors = conversation.stream()
                .map(Speakers::author)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        Map<UUID, String> names = new HashMap<>();
        if (!authors.isEmpty()) {
            for (Row row : database.query("SELECT id, display_name FROM accounts WHERE id = ANY($1)", (Object)
                    authors.toArray(UUID[]::new))) {
                names.put(row.getUUID("id"), Objects.requireNonNullElse(row.getString("display_name"), ""));
            }
        }
        return names;
    }
}
