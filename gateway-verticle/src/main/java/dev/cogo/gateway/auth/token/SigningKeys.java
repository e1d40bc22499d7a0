package dev.cogo.gateway.auth.token;

import dev.cogo.runtime.audit.AuditEntry;
import dev.cogo.runtime.audit.AuditEvent;
import dev.cogo.runtime.audit.AuditLog;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of access tokens: files in a directory that all nodes of the cluster see, one key a file, named by the time it
 * was made. The newest key signs, all verify; a key that is deleted is void. Thread-safe; methods that touch the directory
 * say that they block.
 */
public final class SigningKeys {
    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);
    private static final String PREFIX = "access-";
    private static final String SUFFIX = ".jwk";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Path directory;
    private final AuditLog audit;
    private volatile List<SigningKey> newestFirst = List.of();

    private SigningKeys(Path directory, AuditLog audit) {
        this.directory = directory;
        this.audit = audit;
    }

    /**
     * Opens the directory, and makes it and a first key when there is none. Of several nodes that start together one makes
     * the key. Blocks.
     *
     * @param audit is told of keys that come and go
     * @throws UncheckedIOException when the directory can't be used
     */
    public static SigningKeys open(Path directory, AuditLog audit) {
        SigningKeys keys = new SigningKeys(directory, audit);
        try {
            Files.createDirectories(directory, onlyOurs("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        keys.alone(() -> {
            keys.read();
            if (keys.newestFirst.isEmpty()) {
                keys.create();
            }
            return keys;
        });
        return keys;
    }

    /**
     * Makes a new key, which signs from now on, and deletes those that have not signed for so long that no token of theirs
     * can be valid. Blocks.
     *
     * @param retention longer than an access token lives
     * @return the new key's {@code kid}
     */
    public String rotate(Duration retention) {
        return alone(() -> {
            Instant successorsBefore = Instant.now().minus(retention);
            List<Path> files = files();
            for (int i = 1; i < files.size(); i++) {
                if (madeAt(files.get(i - 1)).compareTo(TIME.format(successorsBefore)) < 0) {
                    delete(files.get(i));
                }
            }
            return create().kid();
        });
    }

    /** Reads the directory again; true when the keys have changed. Blocks. */
    public boolean reload() {
        boolean changed = read();
        if (changed) {
            audit.write(AuditEntry.done(AuditEvent.SIGNING_KEY)
                    .with("change", "taken")
                    .target(newestFirst.getFirst().kid()));
        }
        return changed;
    }

    private boolean read() {
        List<SigningKey> found = new ArrayList<>();
        for (Path file : files()) {
            try {
                found.add(SigningKey.of(new JsonObject(Files.readString(file))));
            } catch (IOException | DecodeException | IllegalArgumentException e) {
                // Without what it says: that is a private key.
                LOG.error(
                        "the signing key {} can't be read: {}",
                        file.getFileName(),
                        e.getClass().getSimpleName());
            }
        }
        List<SigningKey> before = newestFirst;
        if (found.isEmpty() && !before.isEmpty()) {
            LOG.error("there is no signing key in {} any more; the last known ones stay in use", directory);
            return false;
        }
        newestFirst = List.copyOf(found);
        return !newestFirst.equals(before);
    }

    /** The keys, the one that signs first; never empty. */
    List<SigningKey> newestFirst() {
        return newestFirst;
    }

    private SigningKey create() {
        SigningKey key = SigningKey.generate();
        String name = PREFIX + TIME.format(Instant.now()) + "-" + key.kid() + SUFFIX;
        try {
            Path temporary = Files.createTempFile(directory, "new-", ".tmp", onlyOurs("rw-------"));
            Files.writeString(temporary, key.privateJwk().encodePrettily());
            // Whole or not at all, since other nodes read without the lock.
            Files.move(temporary, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        audit.write(
                AuditEntry.done(AuditEvent.SIGNING_KEY).with("change", "made").target(key.kid()));
        read();
        return key;
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(PREFIX)
                            && file.getFileName().toString().endsWith(SUFFIX))
                    .sorted(Comparator.comparing(
                                    (Path file) -> file.getFileName().toString())
                            .reversed())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String madeAt(Path file) {
        String name = file.getFileName().toString().substring(PREFIX.length());
        return name.substring(0, Math.min(name.length(), "yyyyMMddTHHmmss.SSSZ".length()));
    }

    private void delete(Path file) {
        try {
            Files.deleteIfExists(file);
            audit.write(AuditEntry.done(AuditEvent.SIGNING_KEY)
                    .with("change", "deleted")
                    .target(file.getFileName()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // A file lock is one process's; inside the process the monitor is, and a second lock would throw.
    private <T> T alone(Supplier<T> work) {
        synchronized (SigningKeys.class) {
            try (FileChannel channel =
                    FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.lock(); // until the channel is closed
                return work.get();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static FileAttribute<?>[] onlyOurs(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
