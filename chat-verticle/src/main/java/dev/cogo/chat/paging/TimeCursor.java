package dev.cogo.chat.paging;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A place in a list that is sorted by time and id: behind the item that has these. To clients it is opaque.
 *
 * @param instant in microseconds, as PostgreSQL has it
 */
public record TimeCursor(Instant instant, UUID id) {
    /** The lists; a cursor of one is refused by the others. */
    public enum Of {
        SESSIONS(1),
        MEMBERS(2),
        BLOCKS(3),
        SEARCH(4),
        READ_MARKS(5);

        private final byte tag;

        Of(int tag) {
            this.tag = (byte) tag;
        }
    }

    private static final int BYTES = 1 + Long.BYTES + 2 * Long.BYTES;
    // Far beyond this a timestamp is out of PostgreSQL's range, and a forged cursor would be our error.
    private static final Instant MAX = Instant.parse("9999-12-31T00:00:00Z");

    /** Before the first item of a list that begins with the latest. */
    public static final TimeCursor LATEST = new TimeCursor(MAX, new UUID(-1, -1));

    /** Before the first item of a list that begins with the earliest. */
    public static final TimeCursor EARLIEST = new TimeCursor(Instant.EPOCH, new UUID(0, 0));

    /** The time as a statement's argument. */
    public OffsetDateTime time() {
        return instant.atOffset(ZoneOffset.UTC);
    }

    public String encode(Of list) {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES)
                .put(list.tag)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, instant))
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /**
     * Reads what {@link #encode} made for the same list; null gives the start.
     *
     * @throws CogoException {@code invalid_cursor}
     */
    public static TimeCursor decode(Of list, @Nullable String cursor, TimeCursor start) {
        if (cursor == null) {
            return start;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            if (bytes.remaining() == BYTES && bytes.get() == list.tag) {
                Instant time = Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS);
                if (!time.isBefore(Instant.EPOCH) && time.isBefore(MAX)) {
                    return new TimeCursor(time, new UUID(bytes.getLong(), bytes.getLong()));
                }
            }
        } catch (IllegalArgumentException e) {
            // not base64url: the same answer
        }
        throw new CogoException(ErrorCode.INVALID_CURSOR, "the cursor does not come from this list");
    }
}
