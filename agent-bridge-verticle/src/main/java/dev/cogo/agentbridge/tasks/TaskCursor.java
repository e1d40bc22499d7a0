package dev.cogo.agentbridge.tasks;

import dev.cogo.schema.agent.Task;
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

/** The place in a list of tasks after which the next page begins; opaque to clients. */
record TaskCursor(OffsetDateTime at, UUID id) {
    // PostgreSQL's year has no four-digit limit, but no task is from after this.
    static final TaskCursor START =
            new TaskCursor(OffsetDateTime.of(9999, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC), new UUID(-1L, -1L));
    private static final int MAX_CHARACTERS = 128;

    /** In a list by the time when tasks were made. */
    static TaskCursor after(Task task) {
        return new TaskCursor(task.createdAt().atOffset(ZoneOffset.UTC), task.taskId());
    }

    /** In a list by the time when they were changed. */
    static TaskCursor afterChange(Task task) {
        return new TaskCursor(task.updatedAt().atOffset(ZoneOffset.UTC), task.taskId());
    }

    String text() {
        byte[] plain = (at.toInstant() + " " + id).getBytes(StandardCharsets.US_ASCII);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain);
    }

    static TaskCursor parse(String text) {
        try {
            if (text.length() <= MAX_CHARACTERS) {
                String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
                String[] parts = plain.split(" ", -1);
                if (parts.length == 2) {
                    OffsetDateTime at = Instant.parse(parts[0]).atOffset(ZoneOffset.UTC);
                    if (at.getYear() >= 2000 && at.isBefore(START.at)) {
                        return new TaskCursor(at, Ids.parse(parts[1], "cursor"));
                    }
                }
            }
        } catch (IllegalArgumentException | DateTimeException | CogoException e) {
            // falls through to the same sentence
        }
        throw new CogoException(ErrorCode.INVALID_CURSOR, "the cursor was not issued by this list");
    }
}
