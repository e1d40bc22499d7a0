package dev.cogo.runtime.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cogo.runtime.backup.BackupManifest.Part;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.database.FirstConnection;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes all tables into a file, as they are at one moment, while nodes go on writing. A transaction keeps the snapshot and locks
 * nothing; each table is copied in a short one of its own that sees the same snapshot, so that nobody waits behind a lock for longer than
 * a table takes. Blocks.
 */
public final class Backup {
    private static final Logger LOG = LoggerFactory.getLogger(Backup.class);
    /** What running nodes make by themselves, and what is good for some minutes. */
    private static final Set<String> LEFT_OUT =
            Set.of("flyway_schema_history", "cluster_nodes", "node_heartbeats", "login_tickets", "sso_codes");
    /** SQLSTATE of a table that there is not. */
    private static final String NO_TABLE = "42P01";

    private final DatabaseConfig config;
    private final String program;

    /** @param program the version that runs, for people */
    public Backup(DatabaseConfig config, String program) {
        this.config = config;
        this.program = program;
    }

    /** What was written. */
    public record Report(Instant takenAt, int tables, long rows, long bytes) {}

    /**
     * Writes the file, which nobody else may read, and which appears when it is whole.
     *
     * @throws BackupException when it is there already, or something fails
     */
    public Report write(Path file) {
        if (Files.exists(file)) {
            throw new BackupException("there is a file " + file + " already");
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.deleteIfExists(part);
            try {
                Files.createFile(
                        part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                BackupManifest manifest = write(Files.newOutputStream(part));
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
                return new Report(manifest.takenAt(), manifest.tables().size(), manifest.rows(), Files.size(file));
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException | SQLException e) {
            throw new BackupException("the backup could not be written: " + e.getMessage(), e);
        }
    }

    private BackupManifest write(OutputStream target) throws IOException, SQLException {
        try (ZipOutputStream zip = new ZipOutputStream(target, UTF_8);
                Connection holder = FirstConnection.connect(config);
                Connection reader = FirstConnection.connect(config)) {
            Statement statement = begin(holder);
            String snapshot = text(statement, "SELECT pg_export_snapshot()");
            Instant takenAt = now(statement);
            TreeMap<Integer, Integer> migrations = migrations(statement);
            List<Part> parts = new ArrayList<>();
            for (BackupTable table : tables(statement)) {
                zip.putNextEntry(new ZipEntry(table.entry()));
                Part part = copy(reader, snapshot, table, zip);
                zip.closeEntry();
                parts.add(part);
            }
            BackupManifest manifest = new BackupManifest(program, takenAt, migrations, parts);
            zip.putNextEntry(new ZipEntry(BackupManifest.ENTRY));
            zip.write(manifest.toJson().encodePrettily().getBytes(UTF_8));
            zip.closeEntry();
            return manifest;
        }
    }

    private static Statement begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        Statement statement = connection.createStatement();
        statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
        statement.execute("SET LOCAL idle_in_transaction_session_timeout = 0");
        return statement;
    }

    private static Part copy(Connection reader, String snapshot, BackupTable table, OutputStream zip)
            throws IOException, SQLException {
        DigestOutputStream digest = new DigestOutputStream(new Unclosed(zip), sha256());
        try (Statement statement = begin(reader)) {
            statement.execute("SET TRANSACTION SNAPSHOT '" + snapshot + "'");
            long rows = reader.unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut(
                            "COPY (SELECT " + table.columnList() + " FROM ONLY " + BackupTable.quoted(table.name())
                                    + ") TO STDOUT",
                            digest);
            return new Part(table, rows, hex(digest.getMessageDigest()));
        } catch (SQLException e) {
            if (!NO_TABLE.equals(e.getSQLState()) || table.parent() == null) {
                throw e;
            }
            LOG.info("the partition {} was dropped meanwhile, since its rows are too old", table.name());
            return new Part(table, 0, hex(sha256()));
        } finally {
            reader.rollback();
        }
    }

    // By name: the order in which they can be filled is found where they are.
    private static List<BackupTable> tables(Statement statement) throws SQLException {
        List<BackupTable> tables = new ArrayList<>();
        try (ResultSet found = statement.executeQuery("""
                SELECT c.relname, p.relname AS parent,
                       CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END AS bounds,
                       (SELECT array_agg(attname ORDER BY attnum) FROM pg_attribute
                        WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '') AS columns
                FROM pg_class c
                LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
                LEFT JOIN pg_class p ON p.oid = i.inhparent
                WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
                ORDER BY c.relname""")) {
            while (found.next()) {
                if (!LEFT_OUT.contains(found.getString("relname"))) {
                    String[] columns = (String[]) found.getArray("columns").getArray();
                    tables.add(new BackupTable(
                            found.getString("relname"),
                            found.getString("parent"),
                            found.getString("bounds"),
                            Arrays.asList(columns)));
                }
            }
        }
        return tables;
    }

    private static TreeMap<Integer, Integer> migrations(Statement statement) throws SQLException {
        TreeMap<Integer, Integer> migrations = new TreeMap<>();
        try (ResultSet found = statement.executeQuery(
                "SELECT version::int, checksum FROM flyway_schema_history WHERE version IS NOT NULL AND success")) {
            while (found.next()) {
                migrations.put(found.getInt("version"), found.getInt("checksum"));
            }
        }
        return migrations;
    }

    private static Instant now(Statement statement) throws SQLException {
        try (ResultSet found = statement.executeQuery("SELECT now()")) {
            found.next();
            return found.getObject(1, OffsetDateTime.class).toInstant();
        }
    }

    private static String text(Statement statement, String sql) throws SQLException {
        try (ResultSet found = statement.executeQuery(sql)) {
            found.next();
            return found.getString(1);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Whoever writes into a zip may close its entry, and not the zip. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
