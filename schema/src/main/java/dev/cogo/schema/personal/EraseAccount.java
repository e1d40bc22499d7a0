package dev.cogo.schema.personal;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/** The gateway's word that a user wants everything of theirs erased; accepted when it is a row. Repeatable. */
public record EraseAccount(UUID userId) implements BusRecord {}
