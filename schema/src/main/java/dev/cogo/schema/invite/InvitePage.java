package dev.cogo.schema.invite;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cogo.schema.record.BusRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A session's open invites, newest first, all of them; {@code next} is null at the end. */
public record InvitePage(
        List<Invite> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next) implements BusRecord {
    public InvitePage {
        items = List.copyOf(items);
    }
}
