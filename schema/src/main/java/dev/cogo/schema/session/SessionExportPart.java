package dev.cogo.schema.session;

import dev.cogo.schema.record.BusRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a session's export.
 *
 * @param lines of JSON
 * @param next null behind the last part
 */
public record SessionExportPart(
        List<String> lines, @Nullable String next) implements BusRecord {
    public SessionExportPart {
        lines = List.copyOf(lines);
    }
}
