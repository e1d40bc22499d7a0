package dev.cogo.schema.presence;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cogo.schema.record.BusRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is on a session's channel.
 *
 * @param items a page of them, by user id; on the first one the session's assistants stand before them, beyond the limit
 * @param next the cursor of the next page
 * @param total how many are there
 * @param complete whether the answer is the session's home's, and it knows of everybody; false for some seconds after a change of
 *     the cluster
 * @param offline on demand: members who are not there and have been, who left last first
 */
public record PresencePage(
        List<Presence> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next,
        int total,
        boolean complete,
        @Nullable List<Presence> offline)
        implements BusRecord {
    public PresencePage {
        items = List.copyOf(items);
        offline = offline == null ? null : List.copyOf(offline);
    }
}
