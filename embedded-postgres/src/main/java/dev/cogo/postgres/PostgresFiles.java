package dev.cogo.postgres;

import dev.cogo.postgres.files.PrivateFolder;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * Where the embedded server keeps its things.
 *
 * @param home the program's data directory: it exists, is absolute and has no symbolic links, because the server's command line is
 *     compared with it later
 */
record PostgresFiles(Path home) {

    /** Makes the directory if it is missing. */
    static PostgresFiles in(Path dataDir) {
        Path wanted = dataDir.toAbsolutePath().normalize();
        try {
            PrivateFolder.ofData(wanted);
            PostgresFiles files = new PostgresFiles(wanted.toRealPath());
            files.requirePlainName();
            return files;
        } catch (FileSystemException e) {
            throw new EmbeddedPostgresException(
                    "The data directory " + wanted + " can't be used (" + reason(e) + "). Give a DATA_DIR that user '"
                            + System.getProperty("user.name") + "' may write to.",
                    e);
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    "The data directory " + wanted + " can't be used: " + e.getMessage(), e);
        }
    }

    /** A short reason for a failed file operation, with the file's name. */
    static String reason(IOException e) {
        return e.getClass().getSimpleName().replace("Exception", "") + ": " + e.getMessage();
    }

    /** pg_ctl hands the path to a shell between double quotes and leaves what means something there. */
    private void requirePlainName() {
        if (home.toString().chars().anyMatch(c -> "\"$`\\".indexOf(c) >= 0 || Character.isISOControl(c))) {
            throw new EmbeddedPostgresException("The data directory " + home
                    + " has a quote, dollar, backtick, backslash or control character in its path, which PostgreSQL's"
                    + " starter can't handle. Give another DATA_DIR.");
        }
    }

    Path data() {
        return home.resolve("pg");
    }

    Path binaries() {
        return home.resolve("pg-bin");
    }

    Path password() {
        return home.resolve("keys").resolve("pg-password");
    }

    Path log() {
        return home.resolve("pg.log");
    }

    Path port() {
        return home.resolve("pg.port");
    }

    Path lock() {
        return home.resolve("pg.lock");
    }

    Path owner() {
        return home.resolve("pg.owner");
    }
}
