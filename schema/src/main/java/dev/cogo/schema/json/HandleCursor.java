package dev.cogo.schema.json;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The place in a list by handle after which the next page begins; opaque to clients. */
public final class HandleCursor {
    private static final int MAX_CHARACTERS = 128;

    private HandleCursor() {}

    /** The cursor of the page that comes after a handle. */
    public static String after(String handle) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(handle.getBytes(StandardCharsets.US_ASCII));
    }

    /** The handle that the page comes after; empty at the beginning. */
    public static String handle(@Nullable String cursor) {
        if (cursor == null) {
            return "";
        }
        try {
            if (cursor.length() <= MAX_CHARACTERS) {
                String handle = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
                if (handle.matches("[A-Za-z0-9_.-]{1,64}")) {
                    return handle;
                }
            }
        } catch (IllegalArgumentException e) {
            // falls through to the same sentence
        }
        throw new CogoException(ErrorCode.INVALID_CURSOR, "the cursor was not issued by this list");
    }
}
