package dev.cogo.gateway.auth.token;

import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/**
 * A key pair for ES256 (RFC 7518, section 3.4).
 *
 * @param kid the key's thumbprint (RFC 7638)
 * @param privateJwk both halves, as a JSON Web Key (RFC 7517); not for printing
 */
record SigningKey(String kid, JsonObject privateJwk) {
    static final String ALGORITHM = "ES256";
    private static final int COORDINATE_BYTES = 32;

    /** A new key pair. */
    static SigningKey generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            ECPublicKey publicKey = (ECPublicKey) pair.getPublic();
            ECPrivateKey privateKey = (ECPrivateKey) pair.getPrivate();
            JsonObject jwk = new JsonObject()
                    .put("kty", "EC")
                    .put("crv", "P-256")
                    .put("x", base64(publicKey.getW().getAffineX()))
                    .put("y", base64(publicKey.getW().getAffineY()))
                    .put("d", base64(privateKey.getS()))
                    .put("alg", ALGORITHM)
                    .put("use", "sig");
            String kid = thumbprint(jwk);
            return new SigningKey(kid, jwk.put("kid", kid));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads what {@link #privateJwk} holds.
     *
     * @throws IllegalArgumentException when it is no such key
     */
    static SigningKey of(JsonObject jwk) {
        if (!"EC".equals(jwk.getString("kty"))
                || !"P-256".equals(jwk.getString("crv"))
                || !ALGORITHM.equals(jwk.getString("alg"))
                || jwk.getString("x") == null
                || jwk.getString("y") == null
                || jwk.getString("d") == null
                || jwk.getString("kid") == null) {
            throw new IllegalArgumentException("not a private P-256 key with kid and alg ES256");
        }
        return new SigningKey(jwk.getString("kid"), jwk);
    }

    /** The half that everybody may see. */
    JsonObject publicJwk() {
        JsonObject jwk = privateJwk.copy();
        jwk.remove("d");
        return jwk;
    }

    @Override
    public String toString() {
        return "SigningKey[" + kid + "]";
    }

    private static String thumbprint(JsonObject jwk) throws GeneralSecurityException {
        // RFC 7638, section 3.2: the required members in alphabetical order, without blanks.
        String members = new JsonObject()
                .put("crv", jwk.getString("crv"))
                .put("kty", jwk.getString("kty"))
                .put("x", jwk.getString("x"))
                .put("y", jwk.getString("y"))
                .encode();
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(members.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    // RFC 7518, section 6.2.1.2: always the full length of a coordinate.
    private static String base64(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] padded = new byte[COORDINATE_BYTES];
        int length = Math.min(bytes.length, COORDINATE_BYTES);
        System.arraycopy(bytes, bytes.length - length, padded, COORDINATE_BYTES - length, length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(padded);
    }
}
