package dev.cogo.ai.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptLanguageTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ko-KR,ko;q=0.9,en;q=0.5 | ko-KR",
                "en;q=0.5, fr | fr",
                "*, de;q=0.1 | de",
                "de;q=0, it;q=0.2 | it",
                "KO-kr | ko-KR"
            })
    void takesTheMostWanted(String header, String expected) {
        assertThat(AcceptLanguage.first(header)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "*", ";;;", "ko;q=7", "\u0000", "q=", "de;q=0"})
    void takesNothingFromNothing(String header) {
        assertThat(AcceptLanguage.first(header)).isEmpty();
    }

    @Test
    void isNotKeptBusyByALongHeader() {
        assertThat(AcceptLanguage.first("ko," + "de;q=0.1,".repeat(100_000) + "en"))
                .isEmpty();
        assertThat(AcceptLanguage.first(null)).isEmpty();
    }
}
