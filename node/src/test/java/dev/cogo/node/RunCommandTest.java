package dev.cogo.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.testing.TestDatabase;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that can't be used ends the start at once, with a sentence. */
class RunCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    private void run(String databaseUrl) throws IOException {
        Path file = Files.writeString(
                folder.resolve("cogo.properties"),
                "DATA_DIR=" + folder.resolve("data") + "\nDATABASE_URL=" + databaseUrl);
        int exit = Main.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err))
                .execute("--config", file.toString());
        assertThat(exit).isEqualTo(1);
        assertThat(err.toString()).hasLineCount(1).doesNotContain("postgres:postgres");
    }

    @Test
    void aServerThatDoesNotEncryptIsRefusedWhereThatIsRequired() throws Exception {
        run(TestDatabase.empty().uri().replace("sslmode=disable", "sslmode=require"));
        assertThat(err.toString())
                .startsWith("cogo: the database at ")
                .endsWith(" can't be used: The server does not support SSL.\n");
    }

    @Test
    void aWrongPasswordIsNotTriedAgain() throws Exception {
        run(TestDatabase.empty().uri().replace("/postgres:postgres@", "/nobody:secret@"));
        assertThat(err.toString())
                .contains(" can't be used: FATAL: ")
                .contains("nobody")
                .doesNotContain("secret");
    }

    @Test
    void aModeThatIsNoneIsNamed() throws Exception {
        run("postgresql://me:secret@127.0.0.1:1/chat?sslmode=on");
        assertThat(err.toString())
                .startsWith("cogo: DATABASE_URL must have as sslmode one of disable, ")
                .doesNotContain("secret");
    }

    @Test
    void aDatabaseThatIsOpenToOthersIsRefused() throws Exception {
        DatabaseConfig config = TestDatabase.migrated();
        Vertx vertx = Vertx.vertx();
        try (Database database = Database.open(vertx, config)) {
            database.query("GRANT SELECT ON accounts TO PUBLIC");
        } finally {
            vertx.close().await();
        }
        run(config.uri());
        assertThat(err.toString())
                .contains("the role PUBLIC has SELECT on cogo.accounts, ")
                .endsWith("REVOKE ALL ON TABLE cogo.accounts FROM PUBLIC CASCADE\n");
    }
}
