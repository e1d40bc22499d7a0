package dev.cogo.gateway.supabase;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys that {@code createClient(url, key)} of supabase-js is given: JWTs (RFC 7519) of HS256 that say a role and nothing
 * about a user. Each role has a secret of its own, so that one can be replaced without the other and neither goes with a
 * rotation of the keys that sign access tokens. Thread-safe, and does not block.
 */
public final class ApiKeys {
    private static final String HEADER = "apikey";
    private static final String ALGORITHM = "HmacSHA256";
    // The same for ever, so that a secret has one key: what an operator has noted down once stays right.
    private static final long ISSUED_AT = 1_767_225_600; // 2026-01-01
    private static final int MAX_FORMER = 1024;
    private static final long EXPIRES_AT = 4_102_444_800L; // 2100-01-01

    private final Map<Role, byte[]> keys = new EnumMap<>(Role.class);

    private final Optional<String> formerSecret;

    public ApiKeys(String anonSecret, String serviceSecret) {
        this(anonSecret, serviceSecret, Optional.empty());
    }

    /**
     * The keys of these secrets, and the public key of the project before.
     *
     * @param formerSecret that project's, which signs its keys; its service key is nobody's here, as it is known to whoever had it
     */
    public ApiKeys(String anonSecret, String serviceSecret, Optional<String> formerSecret) {
        this.formerSecret = formerSecret;
        keys.put(Role.ANON, make(Role.ANON, anonSecret).getBytes(UTF_8));
        keys.put(Role.SERVICE_ROLE, make(Role.SERVICE_ROLE, serviceSecret).getBytes(UTF_8));
    }

    /** What the bearer of a key may do. */
    public enum Role {
        /** Knock at the doors; the key is public by nature. Who somebody is, their access token says. */
        ANON,
        /** Whatever the server may; the key is a secret of other servers. */
        SERVICE_ROLE;

        /** The claim {@code role}, such as {@code service_role}. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The key of a role; the same for the same secret. */
    public static String make(Role role, String secret) {
        JsonObject header = new JsonObject().put("alg", "HS256").put("typ", "JWT");
        JsonObject claims = new JsonObject()
                .put("iss", "cogo")
                .put("role", role.wireName())
                .put("iat", ISSUED_AT)
                .put("exp", EXPIRES_AT);
        String signed = base64(header.encode().getBytes(UTF_8)) + "."
                + base64(claims.encode().getBytes(UTF_8));
        return signed + "." + base64(signature(signed, secret));
    }

    /** The role of a key; empty when there is no such key. */
    public Optional<Role> roleOf(@Nullable String key) {
        if (key == null) {
            return Optional.empty();
        }
        // A secret has exactly one key, so comparing is verifying, and no header of the client's is ever believed. In
        // constant time: how much of a guess was right must not show.
        byte[] given = key.getBytes(UTF_8);
        return keys.entrySet().stream()
                .filter(entry -> MessageDigest.isEqual(entry.getValue(), given))
                .map(Map.Entry::getKey)
                .findFirst()
                .or(() ->
                        formerSecret.filter(secret -> isFormerAnon(key, secret)).map(secret -> Role.ANON));
    }

    // Of HS256 whatever its header says: who has the signature has the secret.
    private static boolean isFormerAnon(String key, String secret) {
        int end = key.lastIndexOf('.');
        if (end < 0 || key.length() > MAX_FORMER) {
            return false;
        }
        String signed = key.substring(0, end);
        String right = base64(signature(signed, secret));
        if (!MessageDigest.isEqual(right.getBytes(UTF_8), key.substring(end + 1).getBytes(UTF_8))) {
            return false;
        }
        try {
            byte[] text = Base64.getUrlDecoder().decode(signed.substring(signed.indexOf('.') + 1));
            JsonObject claims = new JsonObject(Buffer.buffer(text));
            return Role.ANON.wireName().equals(claims.getValue("role"))
                    && claims.getLong("exp") > Instant.now().getEpochSecond();
        } catch (RuntimeException e) {
            // Signed, but no key.
            return false;
        }
    }

    /** The key that a request brings, in the header or the query parameter {@code apikey}; null when it brings none. */
    public static @Nullable String of(HttpServerRequest request) {
        String header = request.getHeader(HEADER);
        return header == null ? request.getParam(HEADER) : header;
    }

    private static byte[] signature(String text, String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
