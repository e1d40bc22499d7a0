package dev.cogo.ai.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.schema.text.Content;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ModelTextTest {
    @Test
    void dropsWhatAMessageMayNotHold() {
        assertThat(ModelText.clean("\r\n a\u0000b\u0007\tc\r\nd\ud800 \ud83d\ude00 \u0085"))
                .isEqualTo("ab\tc\nd \ud83d\ude00");
        assertThat(ModelText.clean(" \u0000 ")).isEmpty();
    }

    @Test
    void cutsBetweenCharacters() {
        String cut = ModelText.clean("\ud83d\ude00".repeat(20_000) + "x");
        assertThat(cut.getBytes(StandardCharsets.UTF_8)).hasSize(Content.MAX_BYTES);
        assertThat(Content.check(cut)).isEqualTo(cut);
    }
}
