package dev.cogo.schema.assistant;

import dev.cogo.schema.record.BusRecord;

/** An operator's request for one assistant. */
public record ReadAssistant(String handle) implements BusRecord {}
