package dev.cogo.node.config;

import dev.cogo.postgres.files.PrivateFolder;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** A random secret in a file of the keys folder, made by whichever node comes first and read by the others. */
public final class SharedSecret {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private SharedSecret() {}

    /**
     * The secret: 256 random bits in base64url.
     *
     * @throws ConfigException when the folder can't be used
     */
    public static String readOrMake(Path keysDir, String name) {
        Path file = keysDir.resolve(name);
        try {
            if (Files.notExists(file)) {
                make(keysDir, file);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new ConfigException("the file " + file + " can't be read or made: " + e.getMessage());
        }
    }

    private static void make(Path keysDir, Path file) throws IOException {
        PrivateFolder.ofKeys(keysDir);
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        Path unfinished = Files.createTempFile(
                keysDir, file.getFileName().toString(), ".new", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            Files.writeString(
                    unfinished, Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
            // A link, unlike a move, fails when another node was faster, and nobody ever sees a half-written file.
            Files.createLink(file, unfinished);
        } catch (FileAlreadyExistsException e) {
            // the other node's secret is as good
        } finally {
            Files.delete(unfinished);
        }
    }
}
