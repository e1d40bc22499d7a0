package dev.cogo.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.runtime.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentCommandsTest {
    @TempDir
    private Path data;

    @Test
    void anAgentIsRegisteredListedGivenANewSecretShutOutAndRemoved() {
        TestCommands commands =
                new TestCommands("DATABASE_URL=" + TestDatabase.migrated().uri() + "\nDATA_DIR=" + data + "\n");
        assertThat(commands.run("agent", "add", "by-command", "--kind", "pull", "--name", "By Command"))
                .as(commands.err())
                .isZero();
        String first = commands.out();
        assertThat(first).contains("agt_");
        assertThat(commands.run("agent", "list")).isZero();
        assertThat(commands.out()).contains("by-command\tpull\tenabled\t-\tBy Command");
        assertThat(commands.run("agent", "rotate", "by-command", "--keep", "60"))
                .isZero();
        assertThat(commands.out()).contains("agt_").isNotEqualTo(first);
        assertThat(commands.run("agent", "disable", "by-command")).isZero();
        assertThat(commands.run("agent", "list")).isZero();
        assertThat(commands.out()).contains("by-command\tpull\tdisabled");
        assertThat(commands.run("agent", "add", "by-command", "--kind", "pull")).isNotZero();
        assertThat(commands.err()).contains("there is an agent of this handle");
        assertThat(commands.run("agent", "add", "called", "--kind", "push")).isNotZero();
        assertThat(commands.err()).contains("an agent that is called has a url");
        assertThat(commands.run("agent", "remove", "by-command")).isZero();
        assertThat(commands.run("agent", "enable", "by-command")).isNotZero();
    }
}
