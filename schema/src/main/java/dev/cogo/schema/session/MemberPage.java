package dev.cogo.schema.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cogo.schema.record.BusRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of a session's members; {@code next} is null at the end. */
public record MemberPage(
        List<Member> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next) implements BusRecord {
    public MemberPage {
        items = List.copyOf(items);
    }
}
