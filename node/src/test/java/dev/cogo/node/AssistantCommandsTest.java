package dev.cogo.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.runtime.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssistantCommandsTest {
    @TempDir
    private Path data;

    @Test
    void anAssistantIsMadeListedChangedAndShutOut() throws IOException {
        TestCommands commands = new TestCommands(
                "GEMINI_API_KEY=k\nDATABASE_URL=" + TestDatabase.migrated().uri() + "\nDATA_DIR=" + data + "\n");
        Path template = Files.writeString(data.resolve("scribe.txt"), "You are {{name}}.");
        assertThat(commands.run(
                        "assistant",
                        "create",
                        "scribe",
                        "--name",
                        "Scribe",
                        "--model",
                        "gemini:gemini-3.5-flash-lite",
                        "--template",
                        template.toString(),
                        "--tool",
                        "*",
                        "--day",
                        "0.50"))
                .as(commands.err())
                .isZero();
        assertThat(commands.run("assistant", "list")).isZero();
        assertThat(commands.out())
                .contains("ai\tenabled\t-\tCogo", "scribe\tenabled\tgemini:gemini-3.5-flash-lite\tScribe");
        assertThat(commands.run("assistant", "set", "scribe", "--handle", "minutes", "--name", "Minutes", "--day", "0"))
                .isZero();
        assertThat(commands.run("assistant", "disable", "minutes")).isZero();
        assertThat(commands.run("assistant", "list")).isZero();
        assertThat(commands.out()).contains("minutes\tdisabled").contains("Minutes");
        assertThat(commands.run("assistant", "enable", "scribe")).isNotZero();
        assertThat(commands.err()).contains("there is no assistant of this handle");
        assertThat(commands.run("assistant", "create", "ai")).isNotZero();
        assertThat(commands.err()).contains("there is an assistant or an agent of this handle");
        assertThat(commands.run("assistant", "create", "x", "--model", "gemini:other"))
                .isNotZero();
        assertThat(commands.err()).contains("models can be those of AI_MODELS");
    }
}
