package dev.cogo.schema.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cogo.schema.error.CogoException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssistantHandleTest {
    private static final AssistantHandle AI = new AssistantHandle("ai");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@ai",
                "@AI what is it?",
                "so, @ai.",
                "@ai, and you?",
                "(@Ai)",
                "@ai\nwhy?",
                "@ai야 뭐야?",
                "\uFF20ai さん",
                "一緒に@aiさん",
                "@aid @ai",
                "@@ai"
            })
    void isNamed(String text) {
        assertThat(AI.isNamedIn(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ai",
                "@",
                "@a",
                "@aid",
                "@ai2",
                "@ai-x",
                "@ai_x",
                "me@ai",
                "me+@ai",
                "x.@ai",
                "@ai.example",
                "@ai@example.org",
                "@ ai",
                ""
            })
    void isNotNamed(String text) {
        assertThat(AI.isNamedIn(text)).isFalse();
    }

    @Test
    void isAShortPlainWord() {
        for (String wrong : new String[] {"", "Ai", "a b", "@ai", "é", "a".repeat(33)}) {
            assertThatThrownBy(() -> new AssistantHandle(wrong)).isInstanceOf(CogoException.class);
        }
        assertThat(new AssistantHandle("my-helper_2").isNamedIn("@my-helper_2!"))
                .isTrue();
    }
}
