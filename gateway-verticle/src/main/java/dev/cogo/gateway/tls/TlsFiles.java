package dev.cogo.gateway.tls;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The PEM files of the HTTP port.
 *
 * @param certificate the server's certificate, and behind it those that lead to the authority
 * @param key its private key, without a password
 * @param lookEvery how soon changed files are seen
 */
public record TlsFiles(Path certificate, Path key, Duration lookEvery) {
    private static final long MAX_BYTES = 1024 * 1024;

    /** Looked at so often that nobody waits, and so seldom that nobody notices. */
    public static TlsFiles of(Path certificate, Path key) {
        return new TlsFiles(certificate, key, Duration.ofSeconds(10));
    }

    /**
     * Reads both. Blocks.
     *
     * @throws IllegalArgumentException naming the setting whose file can't be used
     */
    public ServerCertificate read() {
        return ServerCertificate.of(read(certificate, "HTTP_TLS_CERT"), read(key, "HTTP_TLS_KEY"));
    }

    private static Buffer read(Path file, String setting) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IllegalArgumentException(setting + " names a file that is no PEM file: it is too long");
            }
            return Buffer.buffer(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    setting + " must name a readable PEM file (" + e.getClass().getSimpleName() + ")", e);
        }
    }
}
