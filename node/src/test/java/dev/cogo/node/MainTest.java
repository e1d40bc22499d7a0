package dev.cogo.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MainTest {
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
