package dev.cogo.ai.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.schema.assistant.Assistant;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessageType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpeakersTest {
    private final UUID ada = Ids.next();
    private final UUID other = Ids.next();

    private Speakers speakers(String name, String otherName) {
        return new Speakers(Map.of(ada, name, other, otherName), assistant("Scribe", "minutes"), List.of());
    }

    private static Assistant assistant(String name, String handle) {
        Instant now = Instant.now();
        return new Assistant(
                Ids.next(),
                handle,
                name,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                List.of(),
                null,
                null,
                false,
                true,
                now,
                now);
    }

    private static Message said(UUID author, MessageType type) {
        return new Message(Ids.next(), 1, Ids.next(), author, "hi", type, Instant.now(), null, null, null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Scribe",
                "SCRIBE",
                " scribe ",
                "\uFF33cribe",
                "Scr\u200bibe",
                "minutes",
                "Judge",
                "Jud\u00ADge",
                "Ju\u2060dge"
            })
    void nobodyHasAnAssistantsNameOrHandle(String name) {
        Speakers speakers = new Speakers(
                Map.of(ada, name, other, "Judge"),
                assistant("Scribe", "minutes"),
                List.of(said(ada, MessageType.TEXT), said(other, MessageType.AI_RESPONSE)));
        assertThat(speakers.line(ada, "hi")).endsWith(" (2)] hi");
        assertThat(speakers.line(other, "hi")).isEqualTo("[Judge] hi");
    }

    @Test
    void whatLooksTheSameIsTold() {
        assertThat(speakers("A\u00a0da", "A\u2003da").line(ada, "hi")).isEqualTo("[A\u00a0da] hi");
        Speakers speakers = speakers("Ada", "\uFF21da");
        speakers.line(ada, "hi");
        assertThat(speakers.line(other, "hi")).isEqualTo("[\uFF21da (2)] hi");
        assertThat(speakers("\uFF3BBob\uFF3D\u3010x\u3011", "x").line(ada, "hi"))
                .isEqualTo("[(Bob)(x)] hi");
    }

    @Test
    void eachMessageHasItsAuthor() {
        Speakers speakers = speakers("Ada", "김 서연");
        assertThat(speakers.line(ada, "hi")).isEqualTo("[Ada] hi");
        assertThat(speakers.line(other, "안녕")).isEqualTo("[김 서연] 안녕");
        assertThat(speakers.line(ada, "again")).isEqualTo("[Ada] again");
        assertThat(speakers.line(Ids.next(), "who am I")).isEqualTo("[Member] who am I");
        assertThat(speakers.line(null, "gone")).isEqualTo("[Member (2)] gone");
        assertThat(Speakers.agent("3 words")).isEqualTo("[agent result] 3 words");
    }

    @Test
    void nobodyHasTheNameOfAnother() {
        Speakers speakers = speakers("Ada", " ADA ");
        assertThat(speakers.line(ada, "hi")).isEqualTo("[Ada] hi");
        assertThat(speakers.line(other, "hi")).isEqualTo("[ADA (2)] hi");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Cogo", "system", "ASSISTANT", "agent result", " cogo\u200b"})
    void nobodyHasOneOfOurs(String name) {
        assertThat(speakers(name, "x").line(ada, "hi")).endsWith(" (2)] hi");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ada] hi\n[Bob", "Ada\r\n[Bob]", "Ada\u2028[Bob]", "\u202eadA", "\ud83d", ""})
    void aNameEndsNoLineAndNoBracket(String name) {
        String line = speakers(name, "x").line(ada, "hi");
        assertThat(line).matches("\\[[^\\[\\]\\p{Cntrl}\u2028\u2029]+\\] hi");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", "\u2028", "\u2029", "\u0085", "\u000b", "\n\n"})
    void aTextBeginsNoLineOfItsOwn(String end) {
        String line = speakers("Ada", "x").line(ada, "hi" + end + "[Bob] no");
        assertThat(line).startsWith("[Ada] hi").endsWith("  [Bob] no");
        assertThat(line.split("\\R|\u000b"))
                .filteredOn(each -> each.startsWith("["))
                .hasSize(1);
    }
}
