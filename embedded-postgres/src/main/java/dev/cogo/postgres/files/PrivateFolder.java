package dev.cogo.postgres.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes folders that other users of the machine can't look into, and looks after those that are there already. */
public final class PrivateFolder {
    private static final Logger LOG = LoggerFactory.getLogger(PrivateFolder.class);
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    /** Who knows a name in it may pass through, and nobody may see what names there are. */
    private static final Set<PosixFilePermission> PASSABLE = PosixFilePermissions.fromString("rwx--x--x");

    private static final Set<PosixFilePermission> OF_OTHERS = EnumSet.complementOf(EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));

    private PrivateFolder() {}

    /**
     * Makes the folder of a node's data. Root runs the embedded server as another user, who has to pass through, so then the
     * folder can be passed and not read. One that is there already may be used by others too: it is left, and warned of.
     */
    public static void ofData(Path folder) throws IOException {
        if (make(folder, isRoot() ? PASSABLE : OWNER_ONLY)) {
            return;
        }
        if (Files.getPosixFilePermissions(folder).stream()
                .anyMatch(right -> OF_OTHERS.contains(right) && !PASSABLE.contains(right))) {
            LOG.warn(
                    "other users of this machine can look into the data folder {}; chmod {} closes it",
                    folder,
                    isRoot() ? "711" : "700");
        }
    }

    /** Makes the folder of the keys, or closes it and its files to others; warns where that can't be done. */
    public static void ofKeys(Path folder) throws IOException {
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            make(parent, isRoot() ? PASSABLE : OWNER_ONLY);
        }
        if (!make(folder, OWNER_ONLY)) {
            close(folder);
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                        .forEach(PrivateFolder::close);
            }
        }
    }

    private static boolean make(Path folder, Set<PosixFilePermission> permissions) throws IOException {
        if (Files.exists(folder)) {
            return false;
        }
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(permissions));
        // Whatever the umask.
        Files.setPosixFilePermissions(folder, permissions);
        return true;
    }

    private static void close(Path path) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
            if (permissions.removeAll(OF_OTHERS)) {
                Files.setPosixFilePermissions(path, permissions);
                LOG.info("{} was open to other users of this machine and is closed now", path);
            }
        } catch (IOException e) {
            LOG.warn("{} is open to other users of this machine, and can't be closed: {}", path, e.toString());
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
