package dev.cogo.schema.block;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/** A user's wish to hear no more from another, or to hear from them again. Repeatable. */
public record SetBlock(UUID userId, UUID blockedId, boolean blocked) implements BusRecord {
    public SetBlock {
        if (userId.equals(blockedId)) {
            throw CogoException.invalid("you can't block yourself");
        }
    }
}
