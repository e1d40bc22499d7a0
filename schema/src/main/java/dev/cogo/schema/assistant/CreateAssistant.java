package dev.cogo.schema.assistant;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.record.BusRecord;

/** An operator's request to make an assistant; the settings have its handle and its name. */
public record CreateAssistant(AssistantSettings settings) implements BusRecord {
    public CreateAssistant {
        if (settings.handle() == null || settings.name() == null) {
            throw CogoException.invalid("handle or name is missing");
        }
    }
}
