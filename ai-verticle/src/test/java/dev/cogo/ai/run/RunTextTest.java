package dev.cogo.ai.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.schema.text.Content;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunTextTest {
    private final RunText text = new RunText();

    /** Cut anywhere, also within a pair and between a letter and its mark, the text is the same and only grows. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\ud83d\ude00 e\u0301 \ud83d\udc69\u200d\ud83d\udcbb!",
                "각각 각\ud83c\uddf0\ud83c\uddf7.",
                " \n a\u0000b\td\n\n "
            })
    void piecesMayBeCutAnywhere(String whole) {
        String expected = whole.replace("\u0000", "").strip();
        for (int first = 0; first <= whole.length(); first++) {
            for (int second = first; second <= whole.length(); second++) {
                RunText cut = new RunText();
                cut.append(whole.substring(0, first));
                String before = cut.text();
                cut.append(whole.substring(first, second));
                cut.append(whole.substring(second));
                assertThat(cut.text()).isEqualTo(expected).startsWith(before);
                assertThat(Content.check(cut.text())).isEqualTo(expected);
            }
        }
    }

    @Test
    void halfAPairIsLeftOut() {
        text.append("a\ud83d");
        text.append("b\ude00c\ud83d");
        assertThat(text.text()).isEqualTo("abc");
    }

    @Test
    void blanksAreShownWhenSomethingFollows() {
        text.append(" one \n");
        assertThat(text.text()).isEqualTo("one");
        text.append(" two ");
        assertThat(text.text()).isEqualTo("one \n two");
        assertThat(text.from(3)).isEqualTo(" \n two");
    }

    @Test
    void noMoreThanAMessageHolds() {
        assertThat(text.append("가".repeat(10_000))).isTrue();
        assertThat(text.append("\ud83d\ude00".repeat(10_000))).isFalse();
        assertThat(text.append("x")).isFalse();
        assertThat(text.text().getBytes(StandardCharsets.UTF_8))
                .hasSizeBetween(Content.MAX_BYTES - 3, Content.MAX_BYTES);
        assertThat(Content.check(text.text())).endsWith("\ud83d\ude00");
    }
}
