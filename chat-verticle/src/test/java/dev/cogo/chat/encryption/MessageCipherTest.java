package dev.cogo.chat.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cogo.chat.encryption.MessageCipher.Plain;
import dev.cogo.chat.encryption.MessageCipher.Sealed;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessageType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageCipherTest {
    private static final Message MESSAGE = new Message(
            Ids.next(),
            7,
            Ids.next(),
            Ids.next(),
            "안녕 👋",
            MessageType.TEXT,
            Instant.parse("2026-11-30T12:00:00.123456Z"),
            "client-1",
            Ids.next(),
            null);
    private static final AssociatedData DATA = AssociatedData.ofMessage(MESSAGE);
    private static final Plain PLAIN = new Plain("안녕 👋", metadata());

    private final MessageCipher cipher = new MessageCipher(TestKeys.of("a"));

    private static Map<String, Object> metadata() {
        Map<String, Object> metadata = new HashMap<>(Map.of("list", List.of(1, "two"), "half", 1.5));
        metadata.put("nothing", null);
        return metadata;
    }

    private static ErrorCode failure(MessageCipher cipher, AssociatedData data, Sealed sealed) {
        return catchThrowableOfType(CogoException.class, () -> cipher.open(data, sealed))
                .code();
    }

    @Test
    void whatWasSealedOpensAgain() {
        assertThat(cipher.open(DATA, cipher.seal(DATA, PLAIN))).isEqualTo(PLAIN);
        Plain bare = new Plain("", null);
        assertThat(cipher.open(DATA, cipher.seal(DATA, bare))).isEqualTo(bare);
    }

    @Test
    void theFormIsVersionNonceTextAndTag() {
        Plain plain = new Plain("hello", null);
        Sealed sealed = cipher.seal(DATA, plain);
        assertThat(sealed.keyId()).isEqualTo("a");
        assertThat(sealed.bytes()).hasSize(1 + 12 + "{\"content\":\"hello\"}".length() + 16);
        assertThat(sealed.bytes()[0]).isEqualTo(MessageCipher.VERSION);
        assertThat(new String(sealed.bytes(), StandardCharsets.ISO_8859_1)).doesNotContain("hello");
    }

    @Test
    void eachSealingHasANonceOfItsOwn() {
        byte[] first = cipher.seal(DATA, PLAIN).bytes();
        byte[] second = cipher.seal(DATA, PLAIN).bytes();
        assertThat(Arrays.copyOf(first, 13)).isNotEqualTo(Arrays.copyOf(second, 13));
    }

    @Test
    void everyChangedByteIsNoticed() {
        Sealed sealed = cipher.seal(DATA, PLAIN);
        for (int i = 0; i < sealed.bytes().length; i++) {
            byte[] changed = sealed.bytes().clone();
            changed[i] ^= 1;
            assertThat(failure(cipher, DATA, new Sealed("a", changed)))
                    .as("byte " + i)
                    .isEqualTo(ErrorCode.DECRYPTION_FAILED);
        }
    }

    @Test
    void everyShorterTextIsNoticed() {
        byte[] bytes = cipher.seal(DATA, PLAIN).bytes();
        for (int length = 0; length < bytes.length; length++) {
            assertThat(failure(cipher, DATA, new Sealed("a", Arrays.copyOf(bytes, length))))
                    .as(length + " bytes")
                    .isEqualTo(ErrorCode.DECRYPTION_FAILED);
        }
    }

    @Test
    void aSealedTextOpensBesideNoOtherData() {
        Sealed sealed = cipher.seal(DATA, PLAIN);
        AssociatedData part = AssociatedData.ofExportPart(MESSAGE.sessionId(), 7);
        for (AssociatedData other : List.of(AssociatedData.ofMessage(MESSAGE.withEditedAt(Instant.EPOCH)), part)) {
            assertThat(failure(cipher, other, sealed)).isEqualTo(ErrorCode.DECRYPTION_FAILED);
        }
        assertThat(failure(cipher, AssociatedData.ofExportPart(MESSAGE.sessionId(), 8), cipher.seal(part, PLAIN)))
                .isEqualTo(ErrorCode.DECRYPTION_FAILED);
    }

    @Test
    void theKeyMustBeTheRightOne() {
        Sealed sealed = cipher.seal(DATA, PLAIN);
        MessageCipher other = new MessageCipher(TestKeys.of("b"));
        assertThat(failure(other, DATA, sealed)).isEqualTo(ErrorCode.ENCRYPTION_UNAVAILABLE);
        assertThat(failure(other, DATA, new Sealed("b", sealed.bytes()))).isEqualTo(ErrorCode.DECRYPTION_FAILED);
    }

    @Test
    void theFirstKeyWritesAndAllRead() {
        Sealed old = cipher.seal(DATA, PLAIN);
        MessageCipher both = new MessageCipher(TestKeys.of("b", "a"));
        assertThat(both.seal(DATA, PLAIN).keyId()).isEqualTo("b");
        assertThat(both.open(DATA, old)).isEqualTo(PLAIN);
    }

    @Test
    void withoutAKeyNothingIsSealed() {
        MessageCipher none = new MessageCipher(EncryptionKeys.none());
        assertThat(none.canSeal()).isFalse();
        assertThat(cipher.canSeal()).isTrue();
        assertThat(catchThrowableOfType(CogoException.class, () -> none.seal(DATA, PLAIN))
                        .code())
                .isEqualTo(ErrorCode.ENCRYPTION_UNAVAILABLE);
    }
}
