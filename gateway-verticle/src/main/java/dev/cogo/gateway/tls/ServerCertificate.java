package dev.cogo.gateway.tls;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.X509KeyManager;

/**
 * A certificate with its key, of which it is known that they belong together.
 *
 * @param chain PEM
 * @param key PEM; never printed
 * @param ends when clients no longer take it
 */
public record ServerCertificate(Buffer chain, Buffer key, Instant ends) {
    private static final byte[] SIGNED = {1, 2, 3};

    /** @throws IllegalArgumentException naming the settings of files that can't be used */
    static ServerCertificate of(Buffer chain, Buffer key) {
        PemKeyCertOptions pem = options(chain, key);
        try {
            // Both are values: nothing is read, so no Vert.x is needed.
            String alias = pem.loadKeyStore(null).aliases().nextElement();
            X509KeyManager keys = keyManager(pem);
            X509Certificate certificate = keys.getCertificateChain(alias)[0];
            if (!belongs(keys.getPrivateKey(alias), certificate)) {
                throw new IllegalArgumentException("HTTP_TLS_KEY is not the key of the certificate in HTTP_TLS_CERT");
            }
            return new ServerCertificate(chain, key, certificate.getNotAfter().toInstant());
        } catch (IllegalArgumentException e) {
            throw e;
        } catch (Exception e) { // of every kind, by what is wrong with the file
            throw new IllegalArgumentException(
                    "HTTP_TLS_CERT and HTTP_TLS_KEY must name PEM files of a certificate and its private key (PKCS#8,"
                            + " PKCS#1 or SEC 1, without a password)",
                    e);
        }
    }

    private static X509KeyManager keyManager(KeyCertOptions pem) throws Exception {
        return Stream.of(pem.getKeyManagerFactory(null).getKeyManagers())
                .filter(X509KeyManager.class::isInstance)
                .map(X509KeyManager.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static boolean belongs(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        if (!key.getAlgorithm().equals(certificate.getPublicKey().getAlgorithm())) {
            return false;
        }
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(key);
        signer.update(SIGNED);
        byte[] signature = signer.sign();
        Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(certificate.getPublicKey());
        verifier.update(SIGNED);
        return verifier.verify(signature);
    }

    private static PemKeyCertOptions options(Buffer chain, Buffer key) {
        return new PemKeyCertOptions().addCertValue(chain).addKeyValue(key);
    }

    /** What a server changes over to. */
    ServerSSLOptions options() {
        return new ServerSSLOptions().setKeyCertOptions(options(chain, key));
    }

    /** Has a server speak TLS 1.2 and 1.3 and nothing else; and HTTP/1.1, which is what the doors are made for. */
    public HttpServerOptions applyTo(HttpServerOptions options) {
        return options.setSsl(true)
                .setKeyCertOptions(options(chain, key))
                .setUseAlpn(true)
                .setAlpnVersions(List.of(HttpVersion.HTTP_1_1));
    }

    @Override
    public String toString() {
        return "a certificate that ends at " + ends;
    }
}
