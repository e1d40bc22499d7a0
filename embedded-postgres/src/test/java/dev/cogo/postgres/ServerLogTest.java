package dev.cogo.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLogTest {
    @TempDir
    Path directory;

    @Test
    void isCutWhileItsWriterHasItOpen() throws Exception {
        Path file = Files.createFile(directory.resolve("pg.log"));
        ServerLog log = new ServerLog(file, Password.readOrMake(directory.resolve("password")));
        String line = "x".repeat(1023) + "\n";
        // As the server's shell opens it: for appending, so that writing goes on at the new end.
        try (BufferedWriter writer = Files.newBufferedWriter(file, StandardOpenOption.APPEND)) {
            for (int i = 0; i <= ServerLog.MAX_BYTES / line.length(); i++) {
                writer.write(line);
            }
            writer.flush();
            log.cutIfLong();
            writer.write("after\n");
        }
        assertThat(file).hasContent("after\n");
        assertThat(directory.resolve("pg.log.1")).hasSize(ServerLog.MAX_BYTES + line.length());
        log.cutIfLong();
        assertThat(file).hasContent("after\n");
    }

    @Test
    void showsItsEndWithoutThePassword() throws Exception {
        Password password = Password.readOrMake(directory.resolve("password"));
        Path file = directory.resolve("pg.log");
        Files.writeString(file, "old\n");
        ServerLog log = new ServerLog(file, password);
        long mark = log.mark();
        Files.writeString(file, "FATAL: " + password.value() + " was wrong\n", StandardOpenOption.APPEND);
        assertThat(log.since(mark)).isEqualTo("FATAL: *** was wrong");
        Files.writeString(file, "y".repeat(10_000), StandardOpenOption.APPEND);
        assertThat(log.since(mark)).isEqualTo("y".repeat(4_000));
    }
}
