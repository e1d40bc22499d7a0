package dev.cogo.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks a {@code .tar.xz} without help from the system's tools, which a small container does not have. */
final class TarXz {
    /** Enough for what xz itself needs at its highest level, and a bound if the archive is broken. */
    private static final int MAX_MEMORY_KIB = 128 * 1024;

    private TarXz() {}

    /**
     * Unpacks files, directories and symbolic links. Everyone may read all of it, and run what the archive marks as runnable, whatever
     * the umask says: the server may run as another user. The files are on the disk when this returns.
     *
     * @throws IOException also if an entry would lie outside the directory
     */
    static void unpack(InputStream archive, Path directory) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(archive, MAX_MEMORY_KIB))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(tar, entry, directory);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path directory) throws IOException {
        Path target = inside(directory, directory.resolve(entry.getName()), entry);
        if (entry.isDirectory()) {
            makeDirectories(directory, target);
        } else if (entry.isSymbolicLink()) {
            makeDirectories(directory, target.getParent());
            inside(directory, target.resolveSibling(entry.getLinkName()), entry);
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isFile()) {
            makeDirectories(directory, target.getParent());
            write(tar, target);
            boolean runnable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    target, PosixFilePermissions.fromString(runnable ? "rwxr-xr-x" : "rw-r--r--"));
        } else {
            throw new IOException("The archive has an entry of an unexpected kind: " + entry.getName());
        }
    }

    private static void write(InputStream content, Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            content.transferTo(Channels.newOutputStream(channel));
            // The finished directory is trusted from then on; a power failure must not leave empty files in it.
            channel.force(false);
        }
    }

    private static void makeDirectories(Path root, Path directory) throws IOException {
        if (Files.notExists(directory)) {
            if (!directory.equals(root)) {
                makeDirectories(root, directory.getParent());
            }
            Files.createDirectory(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static Path inside(Path directory, Path target, TarArchiveEntry entry) throws IOException {
        Path normal = target.normalize();
        if (!normal.startsWith(directory)) {
            throw new IOException("The archive has an entry that points out of it: " + entry.getName());
        }
        return normal;
    }
}
