package dev.cogo.schema.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cogo.schema.error.CogoException;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {
    @Test
    void idsAreVersion7AndGrow() {
        var ids = Stream.generate(Ids::next).limit(1000).toList();
        assertThat(ids).allMatch(id -> id.version() == 7 && id.variant() == 2).doesNotHaveDuplicates();
        // As text, since Java compares UUIDs as signed numbers.
        assertThat(ids.stream().map(UUID::toString)).isSorted();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1-1-1-1-1", "01a2076b4bd0713cacd8f1de6955db34", "{01a2076b-4bd0-713c-acd8-f1de6955db3}"})
    void onlyTheCanonicalFormIsAnId(String text) {
        assertThatThrownBy(() -> Ids.parse(text, "sessionId"))
                .isInstanceOf(CogoException.class)
                .hasMessage("sessionId is not a UUID");
    }

    @ParameterizedTest
    @CsvSource({"ko,ko", "KO-kr,ko-KR", "zh-hant-tw,zh-Hant-TW", "pt-br,pt-BR", "sr-Latn,sr-Latn", "es-419,es-419"})
    void languagesHaveOneForm(String tag, String normal) {
        assertThat(Language.normalise(tag)).isEqualTo(normal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "ko_KR",
                "ko KR",
                "und",
                "한국어",
                "a",
                "x-private",
                "en-US-aaaaaaaa-bbbbbbbb-cccccccc-dddddddd"
            })
    void whatIsNoLanguageIsRefused(String tag) {
        assertThatThrownBy(() -> Language.normalise(tag)).isInstanceOf(CogoException.class);
        assertThat(Language.normalise(null)).isNull();
    }
}
