package dev.cogo.schema.identity;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.cogo.schema.error.CogoException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Identifiers: UUID version 7 (RFC 9562, section 5.7), so that they sort roughly by time. Thread-safe. */
public final class Ids {
    private static final TimeBasedEpochGenerator GENERATOR = Generators.timeBasedEpochGenerator();

    private Ids() {}

    /** A new identifier. */
    public static UUID next() {
        return GENERATOR.generate();
    }

    /** When an identifier was made, to the millisecond; of no meaning for one of another version. */
    public static Instant time(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }

    /**
     * Reads an identifier in its canonical form of 36 characters. ({@code UUID.fromString} alone would take "1-1-1-1-1".)
     *
     * @param name what it is, for the error's sentence
     * @throws CogoException {@code invalid_request}
     */
    public static UUID parse(String text, String name) {
        return find(text).orElseThrow(() -> CogoException.invalid(name + " is not a UUID"));
    }

    /** The identifier that a text is, in that form; empty when it is none. */
    public static Optional<UUID> find(@Nullable String text) {
        try {
            return text != null && text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
