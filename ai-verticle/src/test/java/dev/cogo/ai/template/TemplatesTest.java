package dev.cogo.ai.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cogo.ai.provider.Purpose;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatesTest {
    @TempDir
    private Path folder;

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    void everyPurposeIsBuiltIn() {
        for (Purpose purpose : Purpose.values()) {
            String text = Templates.builtIn().of(purpose, "ko").filled(Templates.values("ko", "Cogo"));
            assertThat(text).contains("Korean (BCP 47: ko)").doesNotContain("{{");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ko, all",
        "pt, portuguese",
        "pt-BR, brazilian",
        "pt-PT, portuguese",
        "PT-br, brazilian",
        "zh-Hant-TW, all"
    })
    void theNearestLanguageWins(String language, String text) throws IOException {
        write("answer.txt", "all");
        write("answer.pt.txt", "portuguese");
        write("answer.pt-BR.txt", "brazilian");
        write("notes.md", "no template");
        Template template = Templates.in(folder).of(Purpose.ANSWER, language);
        assertThat(template.text()).isEqualTo(text);
        assertThat(Templates.in(folder).of(Purpose.GREETING, language).text()).contains("{{name}}");
    }

    @Test
    void theVersionChangesWithTheText() throws IOException {
        write("answer.txt", "one");
        String first = Templates.in(folder).of(Purpose.ANSWER, "en").id();
        assertThat(first).matches("answer@[0-9a-f]{12}");
        assertThat(Templates.in(folder).of(Purpose.ANSWER, "en").id()).isEqualTo(first);
        write("answer.txt", "two");
        assertThat(Templates.in(folder).of(Purpose.ANSWER, "en").id()).isNotEqualTo(first);
    }

    @Test
    void aValueIsNeverATemplate() {
        Template template = Template.of("t", "{{a}} {{ b }}{{a}}", Set.of("a", "b"));
        assertThat(template.filled(Map.of("a", "{{b}}", "b", "$1 \\ }}"))).isEqualTo("{{b}} $1 \\ }}{{b}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{title}}", "{{", "{{language", "{{}}", "{{#each x}}", "{{{language}}}"})
    void anythingButAVariableIsNamed(String text) throws IOException {
        write("greeting.txt", text);
        assertThatThrownBy(() -> Templates.in(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("greeting");
    }

    @Test
    void namesAWrongFile() throws IOException {
        assertThatThrownBy(() -> Templates.in(folder.resolve("none"))).hasMessageContaining("AI_TEMPLATES_DIR");
        write("anser.txt", "x");
        assertThatThrownBy(() -> Templates.in(folder)).hasMessageContaining("anser.txt");
        Files.delete(folder.resolve("anser.txt"));
        write("answer.txt", " \n");
        assertThatThrownBy(() -> Templates.in(folder)).hasMessageContaining("empty");
        Files.write(folder.resolve("answer.txt"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThatThrownBy(() -> Templates.in(folder)).hasMessageContaining("UTF-8");
        Files.write(folder.resolve("answer.txt"), "x".repeat(33_000).getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> Templates.in(folder)).hasMessageContaining("32 KiB");
    }
}
