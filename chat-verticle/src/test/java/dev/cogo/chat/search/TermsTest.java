package dev.cogo.chat.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermsTest {
    private static final UUID SESSION = new UUID(0, 1);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Hello, WORLD! hello | 'hello':1,5 'world':3",
                "don't x1y2 | 'don':1 't':3 'x1y2':5",
                "회의록 | '회의':1 '의록':2 '록':3",
                "밥 | '밥':1",
                "가나 나다 | '가나':1 '나':2 '나다':4 '다':5",
                "한국tv | '한국':1 '국':2 'tv':4",
                "東京タワー | '東京':1 '京タ':2 'タワ':3 'ワー':4 'ー':5",
                "ｶﾞｲﾄﾞ ＡＢＣ① | 'ガイ':1 'イド':2 'ド':3 'abc1':5",
                "हिन्दी ok | 'हिन्दी':1 'ok':3",
                "e\u0301te\u0301 | 'été':1",
                "𠮷野家 | '𠮷野':1 '野家':2 '家':3",
                "👍 ... | -"
            })
    void textsBecomeTerms(String text, String terms) {
        String vector = Terms.of(text).toTsvector(SESSION);
        assertThat(vector).isEqualTo(("'/" + SESSION + "' " + terms.replace("-", "")).strip());
    }

    @Test
    void aLongMessageHasSoManyTermsAndNoMore() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 6_000; i++) {
            text.append("w").append(i).append(' ');
        }
        assertThat(Terms.of(text.toString()).positions()).hasSize(Terms.MAX_TERMS);
        assertThat(Terms.of("a ".repeat(10_000)).toTsvector(SESSION).split(",")).hasSize(255);
        assertThat(Terms.of("x".repeat(5_000)).positions().keySet().iterator().next())
                .hasSize(64);
    }
}
