package dev.cogo.runtime.database;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.pgclient.SslMode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.TrustManagerFactory;

/**
 * How connections to PostgreSQL are encrypted and who is believed to be at their end, in libpq's words
 * (PostgreSQL's documentation, "SSL Support"), for both drivers.
 *
 * @param root the certificates to trust; empty with {@link SslMode#VERIFY_FULL} for those that Java trusts
 * @param certificate of this client, with its key; both or none
 */
record DatabaseTls(SslMode mode, Optional<Path> root, Optional<Path> certificate, Optional<Path> key) {
    static final String MODE = "sslmode";

    private static final String ROOT = "sslrootcert";
    private static final String CERTIFICATE = "sslcert";
    private static final String KEY = "sslkey";

    static final Set<String> PARAMETERS = Set.of(MODE, ROOT, CERTIFICATE, KEY);

    private static final String SYSTEM = "system";
    // Algorithm of the JDK and Netty: that of RFC 2818.
    private static final String HOST_NAME = "HTTPS";

    /**
     * Reads the parameters and looks into the files that they name.
     *
     * @throws IllegalArgumentException naming the parameter that can't be used
     */
    static DatabaseTls of(Map<String, String> parameters) {
        SslMode mode = mode(parameters.getOrDefault(MODE, SslMode.PREFER.value));
        Optional<String> trusted = Optional.ofNullable(parameters.get(ROOT));
        Optional<Path> root = trusted.filter(value -> !value.equals(SYSTEM)).map(value -> file(ROOT, value));
        root.ifPresent(file -> certificates(ROOT, file));
        if (trusted.isPresent() && root.isEmpty() && mode != SslMode.VERIFY_FULL) {
            throw new IllegalArgumentException("has sslrootcert=system, which needs sslmode=verify-full");
        }
        if (trusted.isEmpty() && (mode == SslMode.VERIFY_CA || mode == SslMode.VERIFY_FULL)) {
            throw new IllegalArgumentException("has sslmode=" + mode.value
                    + " without sslrootcert: the file with the certificates to trust"
                    + (mode == SslMode.VERIFY_FULL ? ", or system for those that Java trusts" : ""));
        }
        Optional<Path> certificate =
                Optional.ofNullable(parameters.get(CERTIFICATE)).map(value -> file(CERTIFICATE, value));
        Optional<Path> key = Optional.ofNullable(parameters.get(KEY)).map(value -> file(KEY, value));
        if (certificate.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException("must have sslcert and sslkey, or neither");
        }
        if (certificate.isPresent() && trusted.isPresent() && root.isEmpty()) {
            throw new IllegalArgumentException("has sslrootcert=system, which does not go with sslcert: name a file");
        }
        certificate.ifPresent(file -> certificates(CERTIFICATE, file));
        // As libpq does: who names certificates to trust wants them looked at.
        SslMode meant = mode == SslMode.REQUIRE && root.isPresent() ? SslMode.VERIFY_CA : mode;
        return new DatabaseTls(meant, root, certificate, key);
    }

    /** For the client of Vert.x. */
    ClientSSLOptions clientOptions() {
        ClientSSLOptions options =
                new ClientSSLOptions().setHostnameVerificationAlgorithm(mode == SslMode.VERIFY_FULL ? HOST_NAME : "");
        switch (mode) {
            case VERIFY_CA, VERIFY_FULL ->
                options.setTrustOptions(
                        root.<TrustOptions>map(file -> new PemTrustOptions().addCertPath(file.toString()))
                                .orElseGet(DatabaseTls::javasOwn));
            default -> options.setTrustAll(true);
        }
        certificate.ifPresent(file -> options.setKeyCertOptions(new PemKeyCertOptions()
                .addCertPath(file.toString())
                .addKeyPath(key.orElseThrow().toString())));
        return options;
    }

    /** For the driver of JDBC. */
    Map<String, String> jdbcParameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put(MODE, mode.value);
        root.ifPresent(file -> parameters.put(ROOT, file.toString()));
        if (mode == SslMode.VERIFY_FULL && root.isEmpty()) {
            parameters.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        }
        certificate.ifPresent(file -> {
            parameters.put(CERTIFICATE, file.toString());
            parameters.put(KEY, key.orElseThrow().toString());
            parameters.put(
                    "pemKeyAlgorithm",
                    certificates(CERTIFICATE, file)
                            .iterator()
                            .next()
                            .getPublicKey()
                            .getAlgorithm());
        });
        return parameters;
    }

    private static SslMode mode(String name) {
        return Arrays.stream(SslMode.VALUES)
                .filter(mode -> mode.value.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must have as sslmode one of "
                        + Arrays.stream(SslMode.VALUES).map(mode -> mode.value).collect(Collectors.joining(", "))));
    }

    private static Path file(String parameter, String value) {
        Path file = Path.of(value).toAbsolutePath();
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new IllegalArgumentException("names as " + parameter + " a file that can't be read: " + file);
        }
        return file;
    }

    private static Collection<? extends Certificate> certificates(String parameter, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (!found.isEmpty()) {
                return found;
            }
        } catch (IOException | CertificateException e) {
            // falls through: the same answer as for a file without certificates
        }
        throw new IllegalArgumentException(
                "names as " + parameter + " a file without certificates in PEM form: " + file);
    }

    private static TrustOptions javasOwn() {
        try {
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init((KeyStore) null);
            return TrustOptions.wrap(trusted.getTrustManagers()[0]);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no certificates to trust", e);
        }
    }
}
