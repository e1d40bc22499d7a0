package dev.cogo.runtime.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cogo.schema.error.ErrorCode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the security log. Never a secret, and no e-mail address: {@link #account} stands for one.
 *
 * @param refused whether it was not done
 * @param fields by name, in the order in which they are written
 */
public record AuditEntry(AuditEvent event, boolean refused, Map<String, String> fields) {
    private static final int MAX_VALUE = 100;

    public AuditEntry {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** It was done. */
    public static AuditEntry done(AuditEvent event) {
        return new AuditEntry(event, false, Map.of());
    }

    /** It was refused. */
    public static AuditEntry refused(AuditEvent event, ErrorCode reason) {
        return new AuditEntry(event, true, Map.of("reason", reason.wireName()));
    }

    /** Whose doing it was, a user's id. */
    public AuditEntry actor(@Nullable UUID id) {
        return with("actor", id);
    }

    /** The network address that it came from. */
    public AuditEntry address(String address) {
        return with("address", address);
    }

    /** The account that was named by its e-mail address: the first 16 hexadecimal digits of that one's SHA-256. */
    public AuditEntry account(@Nullable String email) {
        return with("account", email == null ? null : accountOf(email));
    }

    /** Whom or what it was done to. */
    public AuditEntry target(Object target) {
        return with("target", target);
    }

    /** Something that only this event has. */
    public AuditEntry with(String name, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        Map<String, String> more = new LinkedHashMap<>(fields);
        more.put(name, harmless(value.toString()));
        return new AuditEntry(event, refused, more);
    }

    // One field is one word, whatever a client put into it.
    private static String harmless(String value) {
        StringBuilder kept = new StringBuilder();
        value.chars()
                .limit(MAX_VALUE)
                .forEach(c -> kept.append(c > ' ' && c <= '~' && c != '"' && c != '=' ? (char) c : '_'));
        return kept.toString();
    }

    /** What stands for an address as {@link #account}. */
    public static String accountOf(String email) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(email.getBytes(UTF_8)), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
