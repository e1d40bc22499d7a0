package dev.cogo.chat.encryption;

import dev.cogo.chat.ChatConfig;
import dev.cogo.chat.Durability;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keys for tests: the key of an id is always the same. */
public final class TestKeys {
    private TestKeys() {}

    /** The setting's value for these ids. */
    public static String text(String... ids) {
        return Stream.of(ids).map(id -> id + ":" + base64(id.hashCode())).collect(Collectors.joining(","));
    }

    static String base64(int fill) {
        byte[] key = new byte[EncryptionKeys.KEY_BYTES];
        Arrays.fill(key, (byte) fill);
        return Base64.getEncoder().encodeToString(key);
    }

    public static EncryptionKeys of(String... ids) {
        return ids.length == 0 ? EncryptionKeys.none() : EncryptionKeys.parse(text(ids));
    }

    /** The chat role with the keys of these ids. */
    public static ChatConfig config(String... ids) {
        return config(of(ids));
    }

    static ChatConfig config(EncryptionKeys keys) {
        return new ChatConfig(100, Durability.DURABLE, keys);
    }
}
