package dev.cogo.runtime.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cogo.schema.identity.Ids;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SealedTextTest {
    private final SealedText sealed = new SealedText(new DerivedSecrets("a key", "purpose-"));
    private final UUID row = Ids.next();

    @Test
    void aTextOpensInItsRowAlone() {
        byte[] bytes = sealed.seal(row, "what nobody reads \u2713");
        assertThat(sealed.open(row, bytes)).isEqualTo("what nobody reads \u2713");
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain("nobody");
        assertThat(sealed.seal(row, "what nobody reads \u2713")).isNotEqualTo(bytes);
        assertThatThrownBy(() -> sealed.open(Ids.next(), bytes)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new SealedText(new DerivedSecrets("a key", "other-")).open(row, bytes))
                .isInstanceOf(IllegalStateException.class);
    }
}
