package dev.cogo.node.config;

import dev.cogo.gateway.tls.TlsFiles;
import java.nio.file.Path;
import java.util.Optional;

/** How a node serves HTTPS by itself. */
final class HttpsSettings {
    private HttpsSettings() {}

    /**
     * The certificate's files, of which it is known that they can be used; empty for plain HTTP.
     *
     * @throws IllegalArgumentException naming the setting that is wrong
     */
    static Optional<TlsFiles> files(Settings settings) {
        Optional<Path> certificate = settings.path(Setting.HTTP_TLS_CERT);
        Optional<Path> key = settings.path(Setting.HTTP_TLS_KEY);
        if (certificate.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException("HTTP_TLS_CERT and HTTP_TLS_KEY must be set together");
        }
        return certificate.map(file -> {
            TlsFiles files = TlsFiles.of(file, key.orElseThrow());
            files.read();
            return files;
        });
    }

    /** Where plain HTTP is led to HTTPS; empty for nowhere. */
    static Optional<Integer> redirectPort(Settings settings) {
        if (settings.optional(Setting.HTTP_REDIRECT_PORT).isEmpty()) {
            return Optional.empty();
        } else if (settings.optional(Setting.HTTP_TLS_CERT).isEmpty()) {
            throw new ConfigException(Setting.HTTP_REDIRECT_PORT + " leads to HTTPS, which needs "
                    + Setting.HTTP_TLS_CERT + " and " + Setting.HTTP_TLS_KEY);
        }
        return Optional.of(settings.port(Setting.HTTP_REDIRECT_PORT));
    }
}
