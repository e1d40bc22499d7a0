package dev.cogo.schema.ai;

import dev.cogo.schema.record.BusRecord;
import java.util.UUID;

/**
 * Tells the worker that holds a run to write no more of its answer.
 *
 * @param steered whether the run goes on, because its author has written more; else it was cancelled
 */
public record StopRun(UUID runId, boolean steered) implements BusRecord {}
