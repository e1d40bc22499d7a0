package dev.cogo.schema.json;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The place in a list by time, newest first, after which the next page begins; opaque to clients. */
public record ChangeCursor(OffsetDateTime at, UUID id) {
    // PostgreSQL's year has no four-digit limit, but nothing is from after this.
    private static final ChangeCursor START =
            new ChangeCursor(OffsetDateTime.of(9999, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC), new UUID(-1L, -1L));
    private static final int MAX_CHARACTERS = 128;

    /** The cursor of the page that comes after an item of this time. */
    public static String after(Instant at, UUID id) {
        byte[] plain = (at + " " + id).getBytes(StandardCharsets.US_ASCII);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain);
    }

    /**
     * Where a page begins.
     *
     * @param text null for the first
     * @throws CogoException {@code invalid_cursor}
     */
    public static ChangeCursor of(@Nullable String text) {
        if (text == null) {
            return START;
        }
        try {
            if (text.length() <= MAX_CHARACTERS) {
                String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
                String[] parts = plain.split(" ", -1);
                if (parts.length == 2) {
                    OffsetDateTime at = Instant.parse(parts[0]).atOffset(ZoneOffset.UTC);
                    if (at.getYear() >= 2000 && at.isBefore(START.at)) {
                        return new ChangeCursor(at, Ids.parse(parts[1], "cursor"));
                    }
                }
            }
        } catch (IllegalArgumentException | DateTimeException | CogoException e) {
            // falls through to the same sentence
        }
        throw new CogoException(ErrorCode.INVALID_CURSOR, "the cursor was not issued by this list");
    }
}
