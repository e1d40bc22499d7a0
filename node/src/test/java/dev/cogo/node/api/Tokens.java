package dev.cogo.node.api;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes access tokens that a node must not take, with the JDK alone; for some it borrows the node's own key. */
final class Tokens {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final JsonObject key;

    /** @param keysDir where the node keeps its signing keys */
    Tokens(Path keysDir) {
        try (Stream<Path> files = Files.list(keysDir)) {
            Path file = files.filter(found -> found.toString().endsWith(".jwk"))
                    .findFirst()
                    .orElseThrow();
            key = new JsonObject(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A good token of somebody, but from yesterday. */
    String expired(Person person) {
        long yesterday = Instant.now().minusSeconds(86_400).getEpochSecond();
        return signed(claims(person).put("iat", yesterday).put("exp", yesterday + 900), own());
    }

    /** Tokens that nobody but a forger could bear, by what is wrong with them. */
    Map<String, String> forged(Person person) {
        JsonObject claims = claims(person);
        String good = person.token();
        Map<String, String> forged = new LinkedHashMap<>();
        forged.put("that is no token", "garbage");
        forged.put("of three empty parts", "..");
        forged.put("of 100 KiB less a bit", "a".repeat(7_000));
        forged.put("signed with another key", signed(claims, foreign()));
        forged.put("without a signature", good.substring(0, good.lastIndexOf('.') + 1));
        forged.put("with the algorithm none", part(header("none")) + "." + part(claims) + ".");
        forged.put("signed with the public key as a secret", hmac(claims));
        forged.put(
                "whose claims were changed",
                part(header("ES256")) + "." + part(claims.copy().put("operator", true))
                        + good.substring(good.lastIndexOf('.')));
        forged.put("of another issuer", signed(claims.copy().put("iss", "somebody"), own()));
        forged.put("of nobody", signed(claims.copy().put("sub", "somebody"), own()));
        return forged;
    }

    private static JsonObject claims(Person person) {
        String payload = person.token().split("\\.", -1)[1];
        return new JsonObject(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8));
    }

    private JsonObject header(String algorithm) {
        return new JsonObject().put("typ", "JWT").put("alg", algorithm).put("kid", key.getString("kid"));
    }

    private String signed(JsonObject claims, PrivateKey with) {
        String text = part(header("ES256")) + "." + part(claims);
        try {
            // RFC 7518, section 3.4: both numbers side by side, not in ASN.1.
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(with);
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String hmac(JsonObject claims) {
        String text = part(header("HS256")) + "." + part(claims);
        try {
            byte[] publicKey = KeyFactory.getInstance("EC")
                    .generatePublic(new ECPublicKeySpec(new ECPoint(number("x"), number("y")), curve()))
                    .getEncoded();
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(publicKey, "HmacSHA256"));
            return text + "." + BASE64.encodeToString(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private PrivateKey own() {
        try {
            return KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(number("d"), curve()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PrivateKey foreign() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair().getPrivate();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private BigInteger number(String member) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(key.getString(member)));
    }

    private static ECParameterSpec curve() throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }

    private static String part(JsonObject json) {
        return BASE64.encodeToString(json.encode().getBytes(StandardCharsets.UTF_8));
    }
}
