package dev.cogo.chat.personal;

import dev.cogo.runtime.lease.LeaseTable;
import dev.cogo.runtime.lease.Leased;
import io.vertx.sqlclient.Row;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job as this node found it when it claimed it.
 *
 * @param position where it goes on
 * @param attempts how often it was begun since it last got on
 */
record PersonalJob(UUID id, UUID userId, Kind kind, Position position, int attempts) implements Leased {
    /** Jobs that are not done. */
    static final LeaseTable<PersonalJob> TABLE = LeaseTable.of(
                    "personal_jobs",
                    "id, user_id, kind, section, cursor, items, parts, bytes, attempts",
                    PersonalJob::of,
                    "status = 'running'")
            .onClaim("attempts = attempts + 1");

    enum Kind {
        EXPORT,
        ERASURE;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String wireName) {
            return valueOf(wireName.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * How far a job is. An erasure has the cursor only.
     *
     * @param section the number of the section that an export writes
     * @param cursor where in it; null at its beginning
     * @param items what the section holds so far
     * @param parts written so far
     * @param bytes of these, in UTF-8
     */
    record Position(int section, @Nullable String cursor, long items, int parts, long bytes) {
        static final Position START = new Position(0, null, 0, 0, 0);

        static Position at(@Nullable String cursor) {
            return new Position(0, cursor, 0, 0, 0);
        }
    }

    static PersonalJob of(Row row) {
        return new PersonalJob(
                row.getUUID("id"),
                row.getUUID("user_id"),
                Kind.of(row.getString("kind")),
                new Position(
                        row.getInteger("section"),
                        row.getString("cursor"),
                        row.getLong("items"),
                        row.getInteger("parts"),
                        row.getLong("bytes")),
                row.getInteger("attempts"));
    }
}
