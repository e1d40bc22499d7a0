package dev.cogo.postgres;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The unpacked programs of PostgreSQL: initdb, pg_ctl and postgres, no more.
 *
 * @param directory where they lie, named after the checksum and the size of the archive they came from
 * @param version as PostgreSQL says it, such as 18.6
 */
record Binaries(Path directory, String version) {
    private static final Logger log = LoggerFactory.getLogger(Binaries.class);
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+\\S*)");

    /**
     * Unpacks this platform's archive, unless that was done before. Several processes may do so at once with the same directory.
     *
     * @param root the directory that holds one directory for each version
     */
    static Binaries unpackInto(Path root) {
        String archive = Platform.current().archive();
        try {
            Path target = root.toAbsolutePath().normalize().resolve(checksum(archive));
            if (Files.notExists(target)) {
                makeRoot(target.getParent());
                unpackOnce(archive, target);
            }
            Path real = target.toRealPath();
            return new Binaries(real, askVersion(real));
        } catch (FileNotFoundException e) {
            throw new EmbeddedPostgresException(
                    "This build brings no PostgreSQL for " + Platform.current() + " (" + archive
                            + "). Build the program on this kind of machine, or set DATABASE_URL to a PostgreSQL server.",
                    e);
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    "PostgreSQL can't be unpacked into " + root + " (" + PostgresFiles.reason(e)
                            + "). It needs about 100 MB there and the right to write.",
                    e);
        }
    }

    /** The path of one of the programs. */
    String program(String name) {
        return directory.resolve("bin").resolve(name).toString();
    }

    /** The part of the version that decides whether a data directory fits. */
    String majorVersion() {
        return version.replaceFirst("\\D.*", "");
    }

    /** Deletes other versions beside this one. Only for a root that nobody else uses. */
    void deleteOthers() {
        try (var siblings = Files.newDirectoryStream(directory.getParent(), Files::isDirectory)) {
            for (Path sibling : siblings) {
                if (!sibling.equals(directory)) {
                    FileTrees.delete(sibling);
                }
            }
        } catch (IOException e) {
            log.warn("Old PostgreSQL binaries in {} could not be deleted", directory.getParent(), e);
        }
    }

    private static void makeRoot(Path root) throws IOException {
        if (Files.notExists(root)) {
            Files.createDirectories(root);
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static void unpackOnce(String archive, Path target) throws IOException {
        Path lockFile = target.resolveSibling(".lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock(channel);
            if (Files.exists(target)) {
                return; // by the process that held the lock before us
            }
            log.info("Unpacking PostgreSQL into {}, once", target);
            Path unfinished = target.resolveSibling(target.getFileName() + ".new");
            FileTrees.delete(unfinished);
            try (InputStream content = open(archive)) {
                TarXz.unpack(content, unfinished);
            }
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Waits for the lock, which is held until the channel is closed. */
    private static void lock(FileChannel channel) throws IOException {
        while (true) {
            try {
                channel.lock();
                return;
            } catch (OverlappingFileLockException e) {
                // Another thread of this process: Java does not wait for those.
                Pause.of(Duration.ofMillis(50));
            }
        }
    }

    // The jar has summed it up already; reading it takes a tenth of a start.
    private static String checksum(String archive) throws IOException {
        URL url = Binaries.class.getResource("/" + archive);
        if (url == null) {
            throw new FileNotFoundException(archive);
        }
        if (!(url.openConnection() instanceof JarURLConnection connection)) {
            throw new IOException(archive + " lies in no jar");
        }
        JarEntry entry = connection.getJarEntry();
        return "%08x%08x".formatted(entry.getCrc(), entry.getSize());
    }

    private static InputStream open(String archive) throws FileNotFoundException {
        InputStream content = Binaries.class.getResourceAsStream("/" + archive);
        if (content == null) {
            throw new FileNotFoundException(archive);
        }
        return content;
    }

    /** Also the proof that they run here. */
    private static String askVersion(Path directory) {
        String postgres = directory.resolve("bin").resolve("postgres").toString();
        Command.Result answer = Command.run(List.of(postgres, "--version"), Duration.ofSeconds(30));
        Matcher matcher = VERSION.matcher(answer.output());
        if (!answer.ok() || !matcher.find()) {
            throw new EmbeddedPostgresException("The PostgreSQL in " + directory + " does not run on this machine ("
                    + answer.output() + "). If its file system is mounted noexec give another DATA_DIR; if files are"
                    + " missing delete " + directory
                    + " and start again; else set DATABASE_URL to a PostgreSQL server.");
        }
        return matcher.group(1);
    }
}
