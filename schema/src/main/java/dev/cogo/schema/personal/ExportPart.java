package dev.cogo.schema.personal;

import dev.cogo.schema.record.BusRecord;

/**
 * A piece of an export; all pieces one after the other are a JSON document.
 *
 * @param text at most about {@link #MAX_CHARACTERS} characters
 */
public record ExportPart(String text) implements BusRecord {
    public static final int MAX_CHARACTERS = 256 * 1024;
}
