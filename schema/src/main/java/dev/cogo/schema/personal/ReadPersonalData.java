package dev.cogo.schema.personal;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.record.BusRecord;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The job's request for a page of what a room holds of a user.
 *
 * @param cursor a former page's {@code next}
 */
public record ReadPersonalData(UUID userId, @Nullable String cursor) implements BusRecord {
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    /**
     * The id after which the page begins, where the cursor is one.
     *
     * @throws CogoException {@code invalid_cursor}
     */
    @JsonIgnore
    public UUID afterId() {
        if (cursor == null) {
            return BEFORE_ALL;
        }
        try {
            return Ids.parse(cursor, "cursor");
        } catch (CogoException e) {
            throw new CogoException(ErrorCode.INVALID_CURSOR, "the cursor was not issued here");
        }
    }
}
