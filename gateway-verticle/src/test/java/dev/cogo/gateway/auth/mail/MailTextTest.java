package dev.cogo.gateway.auth.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.auth.mail.MailText.Kind;
import dev.cogo.gateway.auth.mail.SmtpConfig.Security;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MailTextTest {
    private static final String LINK = "https://chat.example/#/password/abc_-";

    private final MailText.Templates templates = new MailText.Templates();

    static Stream<String> languages() {
        return MailText.LANGUAGES.stream();
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyLanguageHasAllOfIt(String language) {
        List<MailText> mails = Stream.of(Kind.RESET, Kind.JOIN, Kind.ADDRESS_LEFT, Kind.ADDRESS_TAKEN)
                .map(kind -> templates.of(kind, language, "Minji", LINK))
                .toList();
        assertThat(mails).allSatisfy(mail -> {
            assertThat(mail.subject()).isNotBlank();
            assertThat(mail.text()).contains("Minji", LINK).doesNotContain("null", "{name}", "<");
            assertThat(mail.html())
                    .contains("lang=\"" + language + "\"", "Minji", "href=\"" + LINK + "\"")
                    .doesNotContain("null", "{name}");
        });
        assertThat(mails).extracting(MailText::text).doesNotHaveDuplicates();
        MailText code = templates.code(language, "Minji", LINK, "012345");
        assertThat(code.text()).contains("Minji", LINK, "012345").doesNotContain("null", "{");
        assertThat(code.html()).contains("012345").doesNotContain("null", "{");
        assertThat(Stream.of("en", language)
                        .distinct()
                        .map(tag -> templates.of(Kind.RESET, tag, "Minji", LINK).subject()))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(
            value = {"pt-BR,en", "zh-Hant-TW,zh", "ko-KR,ko", "null,en"},
            nullValues = "null")
    void whoSpeaksAnotherLanguageGetsEnglish(String tag, String language) {
        assertThat(templates.of(Kind.RESET, tag, "A", LINK)).isEqualTo(templates.of(Kind.RESET, language, "A", LINK));
    }

    @Test
    void aNameIsTextAndNoMarkup() {
        assertThat(templates
                        .of(Kind.RESET, "en", "<img src=x onerror=\"1\">&", LINK)
                        .html())
                .contains("&lt;img src=x onerror=&quot;1&quot;&gt;&amp;")
                .doesNotContain("<img");
    }

    @ParameterizedTest
    @CsvSource({
        "smtp://mail.example.org,587,STARTTLS",
        "smtps://mail.example.org,465,TLS",
        "smtp://a:b@127.0.0.1:2525,2525,OPPORTUNISTIC",
    })
    void onlyThisMachinesServerIsSpokenToInTheOpen(String url, int port, Security security) {
        SmtpConfig config = SmtpConfig.of(url, "chat@example.org", 60, "https://chat.example");
        assertThat(config.port()).isEqualTo(port);
        assertThat(config.security()).isEqualTo(security);
    }

    @Test
    void signsInThePasswordAreDecodedAndNothingIsPrinted() {
        SmtpConfig config = SmtpConfig.of("smtp://me%40a:p%3Aw+d@mail.example.org", "a@b", 60, "https://c");
        assertThat(config.login()).contains(new SmtpConfig.Login("me@a", "p:w+d"));
        assertThat(config.toString() + config.login()).doesNotContain("p:w+d");
    }
}
