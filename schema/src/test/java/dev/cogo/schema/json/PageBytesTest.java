package dev.cogo.schema.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageBytesTest {
    private static final String HALF = "x".repeat(PageBytes.MAX / 2 - 2);

    @Test
    void aPageEndsByItsBytes() {
        assertThat(PageBytes.count(List.of(HALF, HALF, HALF), 3)).isEqualTo(2);
        assertThat(PageBytes.count(List.of(HALF, HALF + "x", HALF), 3)).isEqualTo(1);
    }

    @Test
    void aPageEndsByItsCount() {
        assertThat(PageBytes.count(Collections.nCopies(11, 7), 10)).isEqualTo(10);
        assertThat(PageBytes.count(List.of(7), 10)).isEqualTo(1);
        assertThat(PageBytes.count(List.of(), 10)).isZero();
    }

    @Test
    void oneItemIsAPageHoweverLong() {
        String tooLong = "x".repeat(2 * PageBytes.MAX);

        assertThat(PageBytes.count(List.of(tooLong, tooLong), 10)).isEqualTo(1);
    }
}
