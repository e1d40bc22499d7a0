package dev.cogo.archive.retention;

import dev.cogo.schema.identity.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The folder of files of what went, the same for all nodes. */
public final class ArchiveFolder {
    private final Path folder;

    public ArchiveFolder(Path folder) {
        this.folder = folder;
    }

    /** Begins a file, under a name that nobody takes for one. Close it: what was not {@link #keep kept} is thrown away then. */
    public ArchiveFile begin() {
        return ArchiveFile.create(folder.resolve("." + Ids.next() + ".part"));
    }

    /**
     * Gives a finished file its name; it survives a loss of power from then on. One of that name is replaced: it has the same rows, and
     * comes of a node that was killed before it could let them go.
     */
    public void keep(ArchiveFile file, String name) {
        try {
            Files.move(file.path(), folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the archive's file " + name + " can't be kept: " + e.getMessage(), e);
        }
    }
}
