package dev.cogo.schema.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cogo.schema.record.BusRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of the pieces of a task's artifacts, in their order. */
public record ArtifactPage(
        List<Artifact> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next) implements BusRecord {
    public ArtifactPage {
        items = List.copyOf(items);
    }
}
