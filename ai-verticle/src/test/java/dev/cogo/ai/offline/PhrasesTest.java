package dev.cogo.ai.offline;

import static java.lang.Character.UnicodeScript.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.ai.offline.Phrases.Phrase;
import dev.cogo.schema.identity.Language;
import dev.cogo.schema.text.Content;
import java.lang.Character.UnicodeScript;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhrasesTest {
    private static final Map<String, Set<UnicodeScript>> OTHER_THAN_LATIN = Map.ofEntries(
            Map.entry("ko", Set.of(HANGUL)),
            Map.entry("ja", Set.of(HIRAGANA, KATAKANA, HAN)),
            Map.entry("zh", Set.of(HAN)),
            Map.entry("zh-Hant", Set.of(HAN)),
            Map.entry("ru", Set.of(CYRILLIC)),
            Map.entry("uk", Set.of(CYRILLIC)),
            Map.entry("el", Set.of(GREEK)),
            Map.entry("ar", Set.of(ARABIC)),
            Map.entry("fa", Set.of(ARABIC)),
            Map.entry("he", Set.of(HEBREW)),
            Map.entry("hi", Set.of(DEVANAGARI)),
            Map.entry("bn", Set.of(BENGALI)),
            Map.entry("th", Set.of(THAI)));

    private final Phrases phrases = Phrases.load();

    @Test
    void thereAreMoreThanTwentyLanguagesEachInItsOwnScript() {
        assertThat(phrases.languages()).hasSizeGreaterThanOrEqualTo(20);
        for (String tag : phrases.languages()) {
            assertThat(Language.normalise(tag)).isEqualTo(tag);
            Phrase phrase = phrases.in(tag);
            assertThat(phrase.greeting()).as(tag).contains("Cogo");
            assertThat(phrase.unconnected()).as(tag).contains("GEMINI_API_KEY");
            Stream.of(phrase.greeting(), phrase.unconnected(), phrase.failed()).forEach(sentence -> {
                Content.check(sentence);
                assertThat(scripts(sentence))
                        .as(tag)
                        .isSubsetOf(OTHER_THAN_LATIN.getOrDefault(tag, Set.of(LATIN)))
                        .isNotEmpty();
            });
        }
    }

    @Test
    void noTwoLanguagesSayTheSame() {
        assertThat(phrases.languages().stream().map(tag -> phrases.in(tag).greeting()))
                .doesNotHaveDuplicates();
        assertThat(phrases.languages().stream().map(tag -> phrases.in(tag).failed()))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "ko-KR, ko, ko-KR",
        "pt-BR, pt, pt-BR",
        "zh-CN, zh, zh-CN",
        "zh-TW, zh-Hant, zh-TW",
        "zh-Hant-HK, zh-Hant, zh-Hant-HK",
        "nb-NO, no, nb-NO",
        "de-CH-1996, de, de-CH-1996",
        "tlh, en, en",
        "x-klingon, en, en"
    })
    void aLanguageIsFoundByLookup(String asked, String found, String said) {
        Phrase phrase = phrases.in(asked);
        assertThat(phrase.greeting()).isEqualTo(phrases.in(found).greeting());
        assertThat(phrase.language()).isEqualTo(said);
    }

    // Names that stay Latin in any script do not count.
    private static Set<UnicodeScript> scripts(String sentence) {
        boolean hasOwn = sentence.codePoints().anyMatch(c -> own(UnicodeScript.of(c)) && UnicodeScript.of(c) != LATIN);
        String rest = hasOwn ? sentence.replaceAll("Cogo|GEMINI_API_KEY|AI", "") : sentence;
        return rest.codePoints()
                .mapToObj(UnicodeScript::of)
                .filter(PhrasesTest::own)
                .collect(Collectors.toSet());
    }

    private static boolean own(UnicodeScript script) {
        return script != COMMON && script != INHERITED;
    }
}
