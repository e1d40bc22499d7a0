package dev.cogo.schema.agent;

import dev.cogo.schema.record.BusRecord;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A secret of an agent's.
 *
 * @param endsAt when it ends to count; null while nothing has taken its place
 * @param secret itself, in the answer that it was made by and nowhere else
 */
public record AgentSecret(
        UUID id,
        Instant createdAt,
        @Nullable Instant endsAt,
        @Nullable String secret) implements BusRecord {
    /** Without the secret. */
    @Override
    public String toString() {
        return "AgentSecret[" + id + "]";
    }
}
