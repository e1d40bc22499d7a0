package dev.cogo.schema.identity;

import dev.cogo.schema.record.BusRecord;
import java.util.List;
import java.util.UUID;

/**
 * That logins of a user have ended: by a logout, a password change, a refresh token that came twice, or with the account.
 *
 * @param families at most {@link #MAX_FAMILIES}
 */
public record LoginsEnded(UUID userId, List<UUID> families) implements BusRecord {
    public static final int MAX_FAMILIES = 500;

    public LoginsEnded {
        families = List.copyOf(families);
    }
}
