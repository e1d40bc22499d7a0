package dev.cogo.archive.retention;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads what an {@link ArchiveFile} has written. Blocks. */
final class ArchiveLines {
    private static final String END = "end";

    private final Path path;

    ArchiveLines(Path path) {
        this.path = path;
    }

    /**
     * Hands over each line with its kind, in order.
     *
     * @throws ArchiveException when it is no such file, or not whole; some lines may have been handed over by then
     */
    void read(BiConsumer<String, String> lines) {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(Files.newInputStream(path)), UTF_8))) {
            checkFirst(in.readLine());
            long count = 0;
            String line = in.readLine();
            while (line != null) {
                JsonObject json = new JsonObject(line);
                String kind = json.getString("kind", "");
                if (kind.equals(END)) {
                    checkEnd(json, count, in.readLine());
                    return;
                }
                count++;
                lines.accept(kind, line);
                line = in.readLine();
            }
            throw new ArchiveException(path + " has no end: a part of it is missing");
        } catch (IOException | DecodeException e) {
            throw new ArchiveException(path + " can't be read: " + e.getMessage(), e);
        }
    }

    private void checkFirst(@Nullable String line) {
        JsonObject first = line == null ? new JsonObject() : new JsonObject(line);
        if (!ArchiveFile.FORMAT.equals(first.getValue("format"))) {
            throw new ArchiveException(path + " is no file of the archive");
        }
        if (!Integer.valueOf(ArchiveFile.VERSION).equals(first.getValue("version"))) {
            throw new ArchiveException(
                    path + " is of another version of the archive's files: " + first.getValue("version"));
        }
    }

    private void checkEnd(JsonObject end, long count, @Nullable String after) {
        if (after != null || !Long.valueOf(count).equals(end.getLong("lines"))) {
            throw new ArchiveException(path + " does not have the lines that its end counts");
        }
    }
}
