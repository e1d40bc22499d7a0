package dev.cogo.postgres;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Operations on a directory with all that is in it. Symbolic links are never followed. */
final class FileTrees {
    private FileTrees() {}

    /** Deletes it; nothing happens if it does not exist. */
    static void delete(Path root) throws IOException {
        if (Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            forEach(root, Files::delete);
        }
    }

    /** Gives it to a user. */
    static void chown(Path root, int uid, int gid) throws IOException {
        forEach(root, file -> {
            Files.setAttribute(file, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(file, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
        });
    }

    /** The uid that a file belongs to. */
    static int uid(Path file) throws IOException {
        return (Integer) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    /** A directory comes after what is in it, so one that was done is done whole, even if we are killed on the way. */
    private static void forEach(Path root, FileAction action) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                action.on(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                if (failure != null) {
                    throw failure;
                }
                action.on(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @FunctionalInterface
    private interface FileAction {
        void on(Path file) throws IOException;
    }
}
