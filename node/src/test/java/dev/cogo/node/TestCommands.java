package dev.cogo.node;

import dev.cogo.runtime.database.DatabaseConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands of the program, run in this JVM. */
public final class TestCommands {
    private final String properties;
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    /** On a database. */
    public TestCommands(DatabaseConfig database) {
        this("DATABASE_URL=" + database.uri() + "\n");
    }

    /** With these settings. */
    public TestCommands(String properties) {
        this.properties = properties;
    }

    /** Runs one; its exit code. */
    public int run(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        try {
            Path file = Files.createTempFile("cogo-", ".properties");
            Files.writeString(file, properties);
            List<String> all = new ArrayList<>(List.of(arguments));
            all.addAll(List.of("--config", file.toString()));
            int exit = Main.commandLine()
                    .setOut(new PrintWriter(out, true))
                    .setErr(new PrintWriter(err, true))
                    .execute(all.toArray(String[]::new));
            Files.delete(file);
            return exit;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the last one wrote. */
    public String out() {
        return out.toString();
    }

    /** What it wrote about what went wrong. */
    public String err() {
        return err.toString();
    }
}
