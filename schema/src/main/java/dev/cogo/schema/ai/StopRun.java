package dev.cogo.schema.ai;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/** Tells the worker that holds a run to look whether it was cancelled. */
public record StopRun(UUID runId) implements BusRecord {}
