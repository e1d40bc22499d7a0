package dev.cogo.gateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.math.BigInteger;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/** Keys of those who sign tokens elsewhere, and such tokens. */
public final class TestKeys {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private TestKeys() {}

    /** A token of ES256. */
    public static String es256(Vertx vertx, JsonObject key, JsonObject claims) {
        return sign(vertx, new JWTAuthOptions().addJwk(key), "ES256", claims);
    }

    /** A token of HS256. */
    public static String hs256(Vertx vertx, String secret, JsonObject claims) {
        PubSecKeyOptions key = new PubSecKeyOptions().setAlgorithm("HS256").setBuffer(secret);
        return sign(vertx, new JWTAuthOptions().addPubSecKey(key), "HS256", claims);
    }

    private static String sign(Vertx vertx, JWTAuthOptions keys, String algorithm, JsonObject claims) {
        boolean noTimestamp = !claims.containsKey("iat");
        return JWTAuth.create(vertx, keys)
                .generateToken(claims, new JWTOptions().setAlgorithm(algorithm).setNoTimestamp(noTimestamp));
    }

    /** A token that nobody has signed. */
    public static String unsigned(JsonObject claims) {
        return ENCODER.encodeToString("{\"alg\":\"none\",\"typ\":\"JWT\"}".getBytes(UTF_8)) + "."
                + ENCODER.encodeToString(claims.toBuffer().getBytes()) + ".";
    }

    /** A private key for ES256. */
    public static JsonObject newKey(String kid) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            ECPublicKey open = (ECPublicKey) pair.getPublic();
            return new JsonObject()
                    .put("kty", "EC")
                    .put("crv", "P-256")
                    .put("alg", "ES256")
                    .put("kid", kid)
                    .put("x", number(open.getW().getAffineX()))
                    .put("y", number(open.getW().getAffineY()))
                    .put("d", number(((ECPrivateKey) pair.getPrivate()).getS()));
        } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
            throw new IllegalStateException(e);
        }
    }

    public static JsonObject publicPart(JsonObject key) {
        JsonObject open = key.copy();
        open.remove("d");
        return open;
    }

    private static String number(BigInteger number) {
        byte[] bytes = new byte[32];
        byte[] given = number.toByteArray();
        int from = Math.max(0, given.length - bytes.length);
        System.arraycopy(given, from, bytes, bytes.length - (given.length - from), given.length - from);
        return ENCODER.encodeToString(bytes);
    }
}
