package dev.cogo.archive.retention;

import dev.cogo.schema.session.SessionKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What goes when, and where it is written before.
 *
 * @param ages at which messages go; a kind of session that has none keeps them for ever
 * @param folder for files of what goes; none: it is not written
 */
public record RetentionConfig(Map<SessionKind, Duration> ages, Optional<Path> folder) {
    public RetentionConfig {
        ages = Map.copyOf(ages);
        ages.forEach((kind, age) -> check(
                age.toDays() >= 1,
                "RETENTION_" + kind.wireName().toUpperCase(Locale.ROOT) + " must be a day or longer"));
        folder.ifPresent(path -> check(
                Files.isDirectory(path) && Files.isWritable(path),
                "ARCHIVE_FOLDER must be a folder that the server may write to"));
    }

    /** Everything is kept. */
    public static RetentionConfig none() {
        return new RetentionConfig(Map.of(), Optional.empty());
    }

    /** The shortest age; none when everything is kept. */
    Optional<Duration> shortest() {
        return ages.isEmpty() ? Optional.empty() : Optional.of(Collections.min(ages.values()));
    }

    private static void check(boolean valid, String sentence) {
        if (!valid) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
