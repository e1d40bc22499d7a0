package dev.cogo.runtime.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cogo.runtime.backup.BackupManifest.Part;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.database.FirstConnection;
import dev.cogo.runtime.database.Migrations;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.postgresql.PGConnection;

/**
 * Puts a backup into a database that has no schema of ours: its tables are made as they were in the backup's version, filled in one
 * transaction, and brought to this version. What fails leaves nothing behind, but in a schema that was made before. Blocks.
 */
public final class Restore {
    private final DatabaseConfig config;

    public Restore(DatabaseConfig config) {
        this.config = config;
    }

    /**
     * What was restored.
     *
     * @param program the version that made the backup
     * @param migrations how many brought it to this version
     */
    public record Report(String program, Instant takenAt, int tables, long rows, int migrations) {}

    /**
     * Reads the file.
     *
     * @throws BackupException when it is no backup, a newer version's, or damaged; when the database is not empty, or fails
     */
    public Report read(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile(), UTF_8)) {
            BackupManifest manifest = manifest(zip);
            checkVersion(manifest);
            try (Connection connection = FirstConnection.connect(config)) {
                boolean ours = checkEmpty(connection);
                boolean done = false;
                try {
                    Migrations.run(config, manifest.version());
                    fill(connection, zip, manifest);
                    done = true;
                } finally {
                    if (!done && ours) {
                        removeSchema();
                    }
                }
            }
            int migrated = Migrations.run(config);
            return new Report(
                    manifest.program(), manifest.takenAt(), manifest.tables().size(), manifest.rows(), migrated);
        } catch (IOException | SQLException e) {
            throw new BackupException("the backup could not be restored: " + e.getMessage(), e);
        }
    }

    private static BackupManifest manifest(ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry(BackupManifest.ENTRY);
        if (entry == null) {
            throw new BackupException("this is no backup, or not the whole of one");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return BackupManifest.of(new JsonObject(Buffer.buffer(in.readAllBytes())));
        } catch (DecodeException | NullPointerException | ClassCastException | IllegalArgumentException e) {
            throw new BackupException("the backup's manifest can't be read", e);
        }
    }

    private void checkVersion(BackupManifest manifest) {
        Map<Integer, Integer> known = Migrations.known(config);
        int newest = known.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
        if (manifest.version() > newest) {
            throw new BackupException("the backup was made by a newer version (" + manifest.program()
                    + ", tables of version " + manifest.version() + "), and this one knows them up to " + newest
                    + ": restore it with that one");
        }
        manifest.migrations().forEach((version, checksum) -> {
            if (!Objects.equals(known.get(version), checksum)) {
                throw new BackupException("the backup's tables were made by another migration " + version
                        + " than this version's: restore it with the version that made it (" + manifest.program()
                        + ")");
            }
        });
    }

    /** Whether there is no such schema, so that the one to come is ours to remove. */
    private boolean checkEmpty(Connection connection) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement("""
                SELECT EXISTS (SELECT FROM pg_class WHERE relnamespace = n.oid) AS used
                FROM pg_namespace n WHERE n.nspname = ?""")) {
            find.setString(1, config.schema());
            try (ResultSet found = find.executeQuery()) {
                boolean exists = found.next();
                if (exists && found.getBoolean("used")) {
                    throw new BackupException("the schema " + config.schema()
                            + " of the database is not empty: a backup is restored into an empty database");
                }
                return !exists;
            }
        }
    }

    private void removeSchema() throws SQLException {
        try (Connection connection = FirstConnection.connect(config);
                Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS " + BackupTable.quoted(config.schema()) + " CASCADE");
        }
    }

    private static void fill(Connection connection, ZipFile zip, BackupManifest manifest)
            throws IOException, SQLException {
        connection.setAutoCommit(false);
        boolean done = false;
        try (Statement statement = connection.createStatement()) {
            List<Part> parts = inOrder(statement, manifest.tables());
            for (Part part : parts) {
                makePartition(statement, part.table());
            }
            statement.execute("SELECT close_to_others()");
            // Counters and the like that triggers keep are in the rows already.
            triggers(statement, "DISABLE");
            statement.execute("TRUNCATE "
                    + parts.stream()
                            .map(part -> BackupTable.quoted(part.table().name()))
                            .collect(Collectors.joining(", "))
                    + " CASCADE");
            for (Part part : parts) {
                copy(connection, zip, part);
            }
            triggers(statement, "ENABLE");
            connection.commit();
            connection.setAutoCommit(true);
            statement.execute("ANALYZE");
            done = true;
        } finally {
            if (!done && !connection.getAutoCommit()) {
                connection.rollback();
            }
        }
    }

    private static void makePartition(Statement statement, BackupTable table) throws SQLException {
        if (table.parent() != null) {
            statement.execute("CREATE TABLE IF NOT EXISTS " + BackupTable.quoted(table.name()) + " PARTITION OF "
                    + BackupTable.quoted(table.parent()) + " " + table.bounds());
        }
    }

    private static void triggers(Statement statement, String what) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet found = statement.executeQuery("""
                SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
                WHERE c.relnamespace = current_schema()::regnamespace AND NOT t.tgisinternal""")) {
            while (found.next()) {
                tables.add(found.getString(1));
            }
        }
        for (String table : tables) {
            statement.execute("ALTER TABLE " + BackupTable.quoted(table) + " " + what + " TRIGGER USER");
        }
    }

    private static void copy(Connection connection, ZipFile zip, Part part) throws IOException, SQLException {
        BackupTable table = part.table();
        ZipEntry entry = zip.getEntry(table.entry());
        if (entry == null) {
            throw damaged(table);
        }
        try (DigestInputStream in = new DigestInputStream(zip.getInputStream(entry), Backup.sha256())) {
            long rows = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "COPY " + BackupTable.quoted(table.name()) + " (" + table.columnList() + ") FROM STDIN",
                            in);
            if (rows != part.rows() || !Backup.hex(in.getMessageDigest()).equals(part.sha256())) {
                throw damaged(table);
            }
        }
    }

    private static BackupException damaged(BackupTable table) {
        return new BackupException(
                "the backup is damaged: the rows of " + table.name() + " are not those that were written");
    }

    /** What others refer to comes before them. */
    private static List<Part> inOrder(Statement statement, List<Part> parts) throws SQLException {
        Map<String, Set<String>> needs = new HashMap<>();
        try (ResultSet found = statement.executeQuery("""
                SELECT DISTINCT o.relname, t.relname AS needs
                FROM pg_constraint k JOIN pg_class o ON o.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid
                WHERE k.contype = 'f' AND o.relnamespace = current_schema()::regnamespace AND o.oid <> t.oid""")) {
            while (found.next()) {
                needs.computeIfAbsent(found.getString("relname"), none -> new HashSet<>())
                        .add(found.getString("needs"));
            }
        }
        Set<Part> sorted = new LinkedHashSet<>();
        List<Part> left = new ArrayList<>(parts);
        while (!left.isEmpty()) {
            Set<String> waiting = left.stream().map(part -> part.table().name()).collect(Collectors.toSet());
            List<Part> ready = left.stream()
                    .filter(part -> needs.getOrDefault(part.table().name(), Set.of()).stream()
                            .noneMatch(waiting::contains))
                    .toList();
            if (ready.isEmpty()) {
                throw new BackupException("the tables " + waiting + " refer to each other in a circle");
            }
            sorted.addAll(ready);
            left.removeAll(ready);
        }
        return List.copyOf(sorted);
    }
}
