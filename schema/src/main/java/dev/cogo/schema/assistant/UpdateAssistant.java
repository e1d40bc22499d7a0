package dev.cogo.schema.assistant;

import dev.cogo.schema.record.BusRecord;

/** An operator's request to change the assistant of a handle; what is null in the settings stays. */
public record UpdateAssistant(String handle, AssistantSettings settings) implements BusRecord {}
