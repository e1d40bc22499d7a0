package dev.cogo.schema.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmojiTest {
    @ParameterizedTest
    @CsvSource({
        "👍, 👍",
        "👍\ufe0f, 👍",
        "👍\ufe0e, 👍",
        "❤, ❤\ufe0f",
        "❤\ufe0f, ❤\ufe0f",
        "👍🏽, 👍🏽",
        "☝🏽, ☝🏽",
        "☝\ufe0f🏽, ☝🏽",
        "1\u20e3, 1\ufe0f\u20e3",
        "#\ufe0f\u20e3, #\ufe0f\u20e3",
        "🇰🇷, 🇰🇷",
        "🇪🇺, 🇪🇺",
        "👩\u200d🚀, 👩\u200d🚀",
        "❤\u200d🔥, ❤\ufe0f\u200d🔥",
        "🏃🏽\u200d♂, 🏃🏽\u200d♂\ufe0f",
        "👩🏽\u200d❤\ufe0f\u200d💋\u200d👨🏽, 👩🏽\u200d❤\ufe0f\u200d💋\u200d👨🏽",
        "👩\u200d👩\u200d👧\u200d👦, 👩\u200d👩\u200d👧\u200d👦"
    })
    void whatLooksTheSameHasOneForm(String given, String form) {
        assertThat(Emoji.canonical(given)).isEqualTo(form);
        assertThat(Emoji.canonical(form)).isEqualTo(form);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u00a0",
                "\u200b",
                "\u3164",
                "\u202e",
                "a",
                "é",
                "1",
                "#",
                "👍👍",
                "👍 ",
                "👍a",
                "🇰",
                "🇦🇦",
                "\u200d",
                "👍\u200d",
                "👍\u200d\u200d👍",
                "👍\ufe0f\ufe0f",
                "\ufe0f",
                "1\ufe0f",
                "가",
                "\uDB40\uDC67",
                "👍\u0301",
                "🐶\u200d🐱\u200d🐭\u200d🐹\u200d🐰"
            })
    void allElseIsNone(String text) {
        assertThat(Emoji.canonical(text)).isNull();
    }
}
