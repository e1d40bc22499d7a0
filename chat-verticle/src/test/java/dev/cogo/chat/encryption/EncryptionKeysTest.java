package dev.cogo.chat.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EncryptionKeysTest {
    private static final String KEY = TestKeys.base64(7);

    @Test
    void theFirstKeyEncrypts() {
        EncryptionKeys keys = EncryptionKeys.parse("new-1:" + KEY + ", old_2:" + TestKeys.base64(8));
        assertThat(keys.first()).contains("new-1");
        assertThat(keys.ids()).containsExactly("new-1", "old_2");
    }

    @Test
    void withoutKeysThereIsNoFirst() {
        assertThat(EncryptionKeys.none().first()).isEmpty();
    }

    @Test
    void noKeyIsEverShown() {
        assertThat(EncryptionKeys.parse("a:" + KEY).toString()).contains("a").doesNotContain(KEY);
    }

    @Test
    void aFingerprintBelongsToTheKeyAndNotToItsId() {
        EncryptionKeys keys = EncryptionKeys.parse("a:" + KEY + ",b:" + KEY + ",c:" + TestKeys.base64(8));
        assertThat(keys.fingerprint("a")).isEqualTo(keys.fingerprint("b")).isNotEqualTo(keys.fingerprint("c"));
    }

    static Stream<String> wrong() {
        return Stream.of(
                KEY,
                "a:",
                "a:" + KEY + ",",
                "a:" + KEY.substring(4),
                "a:" + KEY + KEY,
                "a:not base64 at all",
                "A:" + KEY,
                ":" + KEY,
                "x".repeat(33) + ":" + KEY,
                "a:" + KEY + ",a:" + TestKeys.base64(8));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aWrongValueIsNamedAndNotShown(String value) {
        assertThatThrownBy(() -> EncryptionKeys.parse(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("CHAT_ENCRYPTION_KEY ")
                .hasMessageNotContaining(KEY.substring(8, 20))
                .hasMessageNotContaining("not base64 at all");
    }
}
