package dev.cogo.chat.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cogo.chat.encryption.MessageCipher.Plain;
import dev.cogo.chat.encryption.MessageCipher.Sealed;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MessageCipherTest {
    private static final UUID SESSION = Ids.next();
    private static final UUID MESSAGE = Ids.next();
    private static final Plain PLAIN = new Plain("안녕 👋", metadata());

    private final MessageCipher cipher = new MessageCipher(TestKeys.of("a"));

    private static Map<String, Object> metadata() {
        Map<String, Object> metadata = new HashMap<>(Map.of("list", List.of(1, "two"), "half", 1.5));
        metadata.put("nothing", null);
        return metadata;
    }

    private static ErrorCode failure(MessageCipher cipher, UUID session, UUID message, Sealed sealed) {
        return catchThrowableOfType(CogoException.class, () -> cipher.open(session, message, sealed))
                .code();
    }

    @Test
    void whatWasSealedOpensAgain() {
        assertThat(cipher.open(SESSION, MESSAGE, cipher.seal(SESSION, MESSAGE, PLAIN)))
                .isEqualTo(PLAIN);
        Plain bare = new Plain("", null);
        assertThat(cipher.open(SESSION, MESSAGE, cipher.seal(SESSION, MESSAGE, bare)))
                .isEqualTo(bare);
    }

    @Test
    void theFormIsNonceTextAndTag() {
        Plain plain = new Plain("hello", null);
        Sealed sealed = cipher.seal(SESSION, MESSAGE, plain);
        assertThat(sealed.keyId()).isEqualTo("a");
        assertThat(sealed.bytes()).hasSize(12 + "{\"content\":\"hello\"}".length() + 16);
        assertThat(new String(sealed.bytes(), StandardCharsets.ISO_8859_1)).doesNotContain("hello");
    }

    @Test
    void eachSealingHasANonceOfItsOwn() {
        byte[] first = cipher.seal(SESSION, MESSAGE, PLAIN).bytes();
        byte[] second = cipher.seal(SESSION, MESSAGE, PLAIN).bytes();
        assertThat(Arrays.copyOf(first, 12)).isNotEqualTo(Arrays.copyOf(second, 12));
    }

    @Test
    void everyChangedByteIsNoticed() {
        Sealed sealed = cipher.seal(SESSION, MESSAGE, PLAIN);
        for (int i = 0; i < sealed.bytes().length; i++) {
            byte[] changed = sealed.bytes().clone();
            changed[i] ^= 1;
            assertThat(failure(cipher, SESSION, MESSAGE, new Sealed("a", changed)))
                    .as("byte " + i)
                    .isEqualTo(ErrorCode.DECRYPTION_FAILED);
        }
    }

    @Test
    void everyShorterTextIsNoticed() {
        byte[] bytes = cipher.seal(SESSION, MESSAGE, PLAIN).bytes();
        for (int length = 0; length < bytes.length; length++) {
            assertThat(failure(cipher, SESSION, MESSAGE, new Sealed("a", Arrays.copyOf(bytes, length))))
                    .as(length + " bytes")
                    .isEqualTo(ErrorCode.DECRYPTION_FAILED);
        }
    }

    @Test
    void aSealedTextOpensInNoOtherPlace() {
        Sealed sealed = cipher.seal(SESSION, MESSAGE, PLAIN);
        assertThat(failure(cipher, SESSION, Ids.next(), sealed)).isEqualTo(ErrorCode.DECRYPTION_FAILED);
        assertThat(failure(cipher, Ids.next(), MESSAGE, sealed)).isEqualTo(ErrorCode.DECRYPTION_FAILED);
        assertThat(failure(cipher, MESSAGE, SESSION, sealed)).isEqualTo(ErrorCode.DECRYPTION_FAILED);
    }

    @Test
    void theKeyMustBeTheRightOne() {
        Sealed sealed = cipher.seal(SESSION, MESSAGE, PLAIN);
        MessageCipher other = new MessageCipher(TestKeys.of("b"));
        assertThat(failure(other, SESSION, MESSAGE, sealed)).isEqualTo(ErrorCode.ENCRYPTION_UNAVAILABLE);
        assertThat(failure(other, SESSION, MESSAGE, new Sealed("b", sealed.bytes())))
                .isEqualTo(ErrorCode.DECRYPTION_FAILED);
    }

    @Test
    void theFirstKeyWritesAndAllRead() {
        Sealed old = cipher.seal(SESSION, MESSAGE, PLAIN);
        MessageCipher both = new MessageCipher(TestKeys.of("b", "a"));
        assertThat(both.seal(SESSION, MESSAGE, PLAIN).keyId()).isEqualTo("b");
        assertThat(both.open(SESSION, MESSAGE, old)).isEqualTo(PLAIN);
    }

    @Test
    void withoutAKeyNothingIsSealed() {
        MessageCipher none = new MessageCipher(EncryptionKeys.none());
        assertThat(none.canSeal()).isFalse();
        assertThat(cipher.canSeal()).isTrue();
        assertThat(catchThrowableOfType(CogoException.class, () -> none.seal(SESSION, MESSAGE, PLAIN))
                        .code())
                .isEqualTo(ErrorCode.ENCRYPTION_UNAVAILABLE);
    }
}
