package dev.cogo.archive.retention;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/**
 * A file that is being written: lines of JSON, compressed with gzip, each {@code {"kind": ..., "row": {...}}}, after a first one that
 * says what it is, and with a last one that counts them, by which half a file is known. Only its owner may read it. Blocks.
 */
public final class ArchiveFile implements AutoCloseable {
    static final String FORMAT = "cogo-archive";
    static final int VERSION = 1;
    private static final int BUFFER = 1 << 16;

    private final Path path;
    private final FileChannel channel;
    private final MessageDigest digest;
    private final GZIPOutputStream gzip;
    private final OutputStream out;
    private long lines;
    private long bytes;

    private ArchiveFile(Path path, FileChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        this.digest = sha256();
        this.gzip = new GZIPOutputStream(new DigestOutputStream(Channels.newOutputStream(channel), digest), BUFFER);
        this.out = new BufferedOutputStream(gzip, BUFFER);
    }

    static ArchiveFile create(Path path) {
        try {
            FileChannel channel = FileChannel.open(
                    path,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            ArchiveFile file = new ArchiveFile(path, channel);
            file.write(new JsonObject()
                    .put("format", FORMAT)
                    .put("version", VERSION)
                    .encode());
            return file;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Adds a line, an object. */
    public void add(String json) {
        lines++;
        write(json);
    }

    private void write(String line) {
        try {
            out.write(line.getBytes(UTF_8));
            out.write('\n');
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** How many lines were added. */
    public long lines() {
        return lines;
    }

    /** Writes the end, and waits until it is on the disk. */
    public void finish() {
        write(new JsonObject().put("kind", "end").put("lines", lines).encode());
        try {
            out.flush();
            gzip.finish();
            channel.force(true);
            bytes = channel.size();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Of the finished file. */
    public long bytes() {
        return bytes;
    }

    /** Of the finished file, in hexadecimal. */
    public String sha256Hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    Path path() {
        return path;
    }

    /** Lets it go, and throws it away unless it has got its name. */
    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static UncheckedIOException failure(IOException e) {
        return new UncheckedIOException("the archive's file can't be written: " + e.getMessage(), e);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
