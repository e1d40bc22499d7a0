package dev.cogo.schema.personal;

import dev.cogo.schema.record.BusRecord;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a user's data, made by a job.
 *
 * @param bytes its length; null until it is done
 * @param parts how many {@link ExportPart}s it has; null until it is done
 * @param expiresAt when it is thrown away; null until it is done
 */
public record Export(
        UUID id,
        ExportStatus status,
        Instant createdAt,
        @Nullable Long bytes,
        @Nullable Integer parts,
        @Nullable Instant expiresAt)
        implements BusRecord {}
