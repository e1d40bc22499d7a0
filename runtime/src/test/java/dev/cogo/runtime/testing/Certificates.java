package dev.cogo.runtime.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An authority and what it has signed, as PEM files; the JDK's keytool makes them. */
public final class Certificates {
    private static final String PASSWORD = "changeit";

    private final Path folder;
    private final Path store;

    private Certificates(Path folder) {
        this.folder = folder;
        this.store = folder.resolve("certificates.p12");
    }

    /** Makes an authority. */
    public static Certificates in(Path folder) throws Exception {
        Certificates made = new Certificates(folder);
        made.keytool("authority", "-ext", "bc:c=ca:true");
        return made;
    }

    /** The authority's certificate. */
    public Path authority() throws IOException, GeneralSecurityException {
        return write(
                "authority.crt",
                "CERTIFICATE",
                open().getCertificate("authority").getEncoded());
    }

    /**
     * Signs a certificate; in the folder it is {@code NAME.crt}, and its key {@code NAME.key}.
     *
     * @param name its common name, too
     * @param extensions in keytool's words, such as {@code san=dns:localhost}
     */
    public void sign(String name, String... extensions) throws Exception {
        List<String> options = new ArrayList<>(List.of("-signer", "authority"));
        for (String extension : extensions) {
            options.add("-ext");
            options.add(extension);
        }
        keytool(name, options.toArray(String[]::new));
        KeyStore keys = open();
        Certificate certificate = keys.getCertificate(name);
        write(name + ".crt", "CERTIFICATE", certificate.getEncoded());
        Path key = write(
                name + ".key",
                "PRIVATE KEY",
                keys.getKey(name, PASSWORD.toCharArray()).getEncoded());
        // PostgreSQL refuses a key that others may read.
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    }

    private KeyStore open() throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    }

    private Path write(String name, String what, byte[] der) throws IOException {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return Files.writeString(
                folder.resolve(name), "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n");
    }

    private void keytool(String alias, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                "CN=" + alias,
                "-keyalg",
                "EC",
                "-validity",
                "30",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("keytool: " + said);
        }
    }
}
