package dev.cogo.chat.session;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;

/**
 * A place in a list of sessions: after the session with this activity and id. To clients it is opaque.
 *
 * @param lastActivity in microseconds, as PostgreSQL has it
 */
record SessionCursor(Instant lastActivity, UUID sessionId) {
    private static final byte VERSION = 1;
    private static final int BYTES = 1 + Long.BYTES + 2 * Long.BYTES;
    // Far beyond this a timestamp is out of PostgreSQL's range, and a forged cursor would be our error.
    private static final Instant MAX = Instant.parse("9999-12-31T00:00:00Z");

    /** Before the first session of every list. */
    static final SessionCursor START = new SessionCursor(MAX, new UUID(-1, -1));

    String encode() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES)
                .put(VERSION)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, lastActivity))
                .putLong(sessionId.getMostSignificantBits())
                .putLong(sessionId.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /**
     * Reads what {@link #encode} made.
     *
     * @throws CogoException {@code invalid_cursor}
     */
    static SessionCursor decode(String cursor) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            if (bytes.remaining() == BYTES && bytes.get() == VERSION) {
                Instant time = Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS);
                if (!time.isBefore(Instant.EPOCH) && time.isBefore(MAX)) {
                    return new SessionCursor(time, new UUID(bytes.getLong(), bytes.getLong()));
                }
            }
        } catch (IllegalArgumentException e) {
            // not base64url: the same answer
        }
        throw new CogoException(ErrorCode.INVALID_CURSOR, "the cursor does not come from this list");
    }
}
