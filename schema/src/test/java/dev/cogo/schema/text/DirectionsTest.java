package dev.cogo.schema.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectionsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "עברית \u200e!",
                "\u2068שלום\u2069 there",
                "\u202aone\u202c two",
                "\u2067\u202ea\u2069b",
                "c\u202c\u2069"
            })
    void whatIsClosedStays(String text) {
        assertThat(Directions.closed(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "pay\u202exe.txt, pay\u202exe.txt\u202c",
        "\u2067a, \u2067a\u2069",
        "\u2067\u202ea, \u2067\u202ea\u202c\u2069",
        "\u202e\u2067a\u2069b, \u202e\u2067a\u2069b\u202c",
        "\u202ea\u2069, \u202ea\u2069\u202c"
    })
    void whatIsOpenIsClosed(String text, String closed) {
        assertThat(Directions.closed(text)).isEqualTo(closed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\u2029"})
    void itEndsWithTheLineAnyway(String end) {
        String closed = Directions.closed("\u202ea" + end + "\u2066b");

        assertThat(closed).isEqualTo("\u202ea\u202c" + end + "\u2066b\u2069");
    }
}
