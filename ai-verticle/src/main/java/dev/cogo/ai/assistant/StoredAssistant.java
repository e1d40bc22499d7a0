package dev.cogo.ai.assistant;

import dev.cogo.schema.assistant.Assistant;
import io.vertx.sqlclient.Row;
import java.util.List;

/** Reads rows {@code s} of {@code assistants} with their account {@code a}. */
final class StoredAssistant {
    static final String COLUMNS = """
            s.id, s.handle, a.display_name, s.description, s.avatar, s.models, s.template, s.language, s.max_output_tokens, \
            s.tools, s.daily_micros, s.monthly_micros, s.built_in, s.enabled, s.created_at, s.updated_at""";

    /** All of them, to be followed by conditions. */
    static final String SELECT = "SELECT " + COLUMNS + " FROM assistants s JOIN accounts a USING (id)\n";

    private StoredAssistant() {}

    static Assistant of(Row row) {
        return new Assistant(
                row.getUUID("id"),
                row.getString("handle"),
                row.getString("display_name"),
                row.getString("description"),
                row.getString("avatar"),
                List.of(row.getArrayOfStrings("models")),
                row.getString("template"),
                row.getString("language"),
                row.getInteger("max_output_tokens"),
                List.of(row.getArrayOfStrings("tools")),
                row.getLong("daily_micros"),
                row.getLong("monthly_micros"),
                row.getBoolean("built_in"),
                row.getBoolean("enabled"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }
}
