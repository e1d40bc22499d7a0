package dev.cogo.postgres;

import dev.cogo.postgres.files.PrivateFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/** The password of the role that the program logs in as: 256 random bits, kept in a file that only our user can read. */
final class Password {
    /** Characters that need no quoting in a URI, in SQL or in a shell. */
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{16,200}");

    private final Path file;
    private final String value;
    private boolean kept;

    private Password(Path file, String value, boolean kept) {
        this.file = file;
        this.value = value;
        this.kept = kept;
    }

    /** Reads the file, or makes a new password which is not written yet. */
    static Password readOrMake(Path file) {
        try {
            if (Files.notExists(file)) {
                byte[] random = new byte[32];
                new SecureRandom().nextBytes(random);
                return new Password(
                        file, Base64.getUrlEncoder().withoutPadding().encodeToString(random), false);
            }
            String value = Files.readString(file).strip();
            if (!FORM.matcher(value).matches()) {
                throw new EmbeddedPostgresException("The file " + file + " does not hold a password of letters, digits,"
                        + " '-' and '_'. Delete it, and the next start makes a new password.");
            }
            return new Password(file, value, true);
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    "The password file " + file + " can't be read (" + PostgresFiles.reason(e)
                            + "). Start the program as the user who started it before.",
                    e);
        }
    }

    /** Whether the database has not been told yet. */
    boolean isNew() {
        return !kept;
    }

    /** Writes the file, if it is new. To be called when the database has it, so that the two never differ. */
    void keep() {
        if (kept) {
            return;
        }
        try {
            Path directory = file.getParent();
            PrivateFolder.ofKeys(directory);
            Path unfinished = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(unfinished);
            var options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            try (FileChannel channel = FileChannel.open(unfinished, options, mode("rw-------"))) {
                channel.write(StandardCharsets.US_ASCII.encode(value));
                channel.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            kept = true;
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    "The password file " + file + " can't be written: " + PostgresFiles.reason(e) + ".", e);
        }
    }

    String value() {
        return value;
    }

    /** The text without the password, for logs and messages. */
    String removeFrom(String text) {
        return text.replace(value, "***");
    }

    private static FileAttribute<Set<PosixFilePermission>> mode(String mode) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
    }

    @Override
    public String toString() {
        return "***";
    }
}
