package dev.cogo.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.testing.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReencryptCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String properties) throws IOException {
        Path file = Files.writeString(folder.resolve("cogo.properties"), properties);
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return commandLine.execute("reencrypt-messages", "--config", file.toString());
    }

    private static String key(String id, int fill) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) fill);
        return id + ":" + Base64.getEncoder().encodeToString(bytes);
    }

    @Test
    void itWantsAKey() throws IOException {
        assertThat(run("DATA_DIR=" + folder)).isEqualTo(1);
        assertThat(err.toString()).startsWith("cogo: CHAT_ENCRYPTION_KEY ").hasLineCount(1);
    }

    @Test
    void itWantsADatabase() throws IOException {
        assertThat(run("DATA_DIR=" + folder.resolve("nothing") + "\nCHAT_ENCRYPTION_KEY=" + key("a", 1)))
                .isEqualTo(1);
        assertThat(err.toString())
                .startsWith("cogo: there is no database in DATA_DIR")
                .hasLineCount(1);
        assertThat(folder.resolve("nothing")).doesNotExist();
    }

    @Test
    void itSaysWhatItHasDone() throws IOException {
        DatabaseConfig database = TestDatabase.migrated();
        String where = "DATABASE_URL=" + database.uri() + "\nCHAT_ENCRYPTION_KEY=";
        assertThat(run(where + key("a", 1))).isZero();
        assertThat(out.toString()).contains("0 messages were encrypted with the key a.");
        assertThat(run(where + key("a", 2))).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("cogo: CHAT_ENCRYPTION_KEY has another key a ")
                .hasLineCount(1);
    }
}
