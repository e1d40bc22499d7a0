package dev.cogo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.schema.database.DatabaseConfig;
import dev.cogo.schema.testing.TestDatabase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The smallest run of each command: it works and its report is whole. What the figures are is no matter here. */
class BenchTest {
    private final DatabaseConfig database = TestDatabase.empty();

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource({"messages, 12, 5", "history, 16, 9", "soak, 2, 2"})
    void reports(String command, int cases, int targets) throws Exception {
        Path json = folder.resolve("report.json");
        int exit = run(command, "--quick", "--folder", folder.toString(), "--json", json.toString());

        assertThat(exit).as(err.toString() + out).isZero();
        JsonObject report = new JsonObject(Files.readString(json));
        assertThat(report.getString("command")).isEqualTo(command);
        assertThat(report.getJsonObject("machine").getString("fsync")).isIn("on", "off");
        JsonArray measured = report.getJsonArray("cases");
        assertThat(measured).hasSize(cases).allSatisfy(entry -> {
            JsonObject round = ((JsonObject) entry).getJsonArray("rounds").getJsonObject(0);
            assertThat(round.getLong("failed")).isZero();
            assertThat(round.getJsonObject("latency").containsKey("p999Ms")).isTrue();
            assertThat(out.toString()).contains(((JsonObject) entry).getString("name"));
        });
        assertThat(report.getJsonArray("targets")).hasSize(targets);
        assertThat(schemas()).containsExactly("public");
    }

    @Test
    void aWrongOptionIsNamed() {
        assertThat(run("messages", "--sessions", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--sessions must be 100 to 100000");
    }

    @Test
    void aDatabaseThatIsAwayIsSaid() {
        int exit = runOn("postgresql://nobody:nothing@127.0.0.1:1/none", "history", "--quick");
        assertThat(exit).isEqualTo(1);
        assertThat(err.toString()).contains("cogo bench: ").contains("127.0.0.1");
        assertThat(folder).isEmptyDirectory();
    }

    private int run(String... arguments) {
        return runOn(database.uri(), arguments);
    }

    private int runOn(String databaseUrl, String... arguments) {
        return Main.commandLine(Map.of("DATABASE_URL", databaseUrl))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private List<String> schemas() throws Exception {
        try (var connection = DriverManager.getConnection(
                        database.jdbcUrl(),
                        database.user().orElseThrow(),
                        database.password().orElse(null));
                var statement = connection.createStatement();
                ResultSet names = statement.executeQuery("""
                        SELECT string_agg(nspname, ',') FROM pg_namespace
                        WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'""")) {
            names.next();
            return List.of(names.getString(1).split(","));
        }
    }
}
