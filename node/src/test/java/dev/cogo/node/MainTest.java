package dev.cogo.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    @TempDir
    private Path folder;

    @Test
    void keysAreMadeOnceAndAllOfThem() throws IOException {
        TestCommands commands = new TestCommands("KEYS_DIR=" + folder.resolve("keys"));
        assertThat(commands.run("make-keys")).as(commands.err()).isZero();
        String[] made = folder.resolve("keys").toFile().list();
        assertThat(made)
                .contains("agent-token", "agent-secrets-key", "operator-code", "refresh-token-secret")
                .contains("api-anon-secret", "api-service-secret")
                .anyMatch(name -> name.endsWith(".jwk"));
        String secret = Files.readString(folder.resolve("keys/operator-code"));
        assertThat(commands.run("make-keys")).isZero();
        assertThat(folder.resolve("keys").toFile().list()).hasSameSizeAs(made);
        assertThat(folder.resolve("keys/operator-code")).hasContent(secret);
    }

    /** The first logger settles how all of them write: one that is made before the settings are read has them all write at DEBUG. */
    @Test
    void noLoggerIsMadeBeforeACommandKnowsItsSettings() throws Exception {
        Process help = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dlogback.statusListenerClass=ch.qos.logback.core.status.OnConsoleStatusListener",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--help")
                .redirectErrorStream(true)
                .start();
        String said = new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(help.waitFor()).as(said).isZero();
        assertThat(said).contains("backup", "agent").doesNotContain("ch.qos.logback");
    }
}
