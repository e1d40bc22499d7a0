package dev.cogo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.testing.TestDatabase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
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

    /** Other servers take part if they are installed. */
    @Test
    void fanoutReports() throws Exception {
        JsonObject report = report("fanout");
        List<JsonObject> cases = cases(report);
        assertThat(cases)
                .extracting(measured -> measured.getString("name"))
                .contains(
                        "Cogo, websocket, 40 messages/s",
                        "Cogo, sockjs, 40 messages/s",
                        "Cogo, websocket, 40 messages/s, 1 listener");
        assertThat(cases).allSatisfy(measured -> {
            JsonObject round = measured.getJsonArray("rounds").getJsonObject(0);
            assertThat(round.getLong("failed")).isZero();
            assertThat(round.getDouble("messagesPerSecond")).isPositive();
            assertThat(round.getJsonObject("figures").getDouble("frame B")).isBetween(200.0, 2000.0);
        });
    }

    /** Each person hears each message of the room once; Centrifugo takes part if it is installed. */
    @Test
    void roomsReport() throws Exception {
        JsonObject report = report("rooms");
        assertThat(cases(report))
                .extracting(measured -> measured.getString("name"))
                .contains("Cogo, its first 0 s", "Cogo, warm");
        assertThat(cases(report)).allSatisfy(measured -> {
            JsonObject round = measured.getJsonArray("rounds").getJsonObject(0);
            assertThat(round.getLong("failed")).isZero();
            assertThat(round.getJsonObject("latency").getLong("count")).isEqualTo(60 * 5);
            assertThat(round.getJsonObject("figures").getDouble("frame B")).isBetween(200.0, 2000.0);
        });
    }

    @Test
    void startReports() throws Exception {
        JsonObject report = report("start");
        assertThat(cases(report))
                .hasSize(2)
                .allSatisfy(measured -> assertThat(
                                measured.getJsonArray("rounds").getJsonObject(0).getLong("failed"))
                        .isZero());
        // In its first moment a server on a busy machine may have answered nobody yet.
        assertThat(cases(report)
                        .getLast()
                        .getJsonArray("rounds")
                        .getJsonObject(0)
                        .getDouble("messagesPerSecond"))
                .isPositive();
        assertThat(cases(report)
                        .getFirst()
                        .getJsonArray("rounds")
                        .getJsonObject(0)
                        .getJsonObject("figures")
                        .getDouble("ready s"))
                .isPositive();
    }

    @Test
    void clusterReports() throws Exception {
        JsonObject report = report("cluster", "--subscriptions", "0");
        assertThat(cases(report)).hasSize(4).allSatisfy(measured -> {
            JsonObject round = measured.getJsonArray("rounds").getJsonObject(0);
            assertThat(round.getLong("failed")).isZero();
            assertThat(round.getJsonObject("latency").getLong("count")).isEqualTo(15);
        });
        assertThat(report.getJsonArray("targets")).hasSize(1);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void abuseReports() throws Exception {
        JsonObject report = report("abuse", "--only", "tickets");
        assertThat(cases(report)).hasSize(5).allSatisfy(measured -> {
            JsonObject round = measured.getJsonArray("rounds").getJsonObject(0);
            assertThat(round.getLong("failed")).isZero();
            assertThat(round.getJsonObject("latency").getLong("count")).isPositive();
        });
        assertThat(report.getJsonArray("targets")).hasSize(5);
    }

    private JsonObject report(String command, String... options) throws Exception {
        Path json = folder.resolve("report.json");
        List<String> arguments =
                new ArrayList<>(List.of(command, "--quick", "--folder", folder.toString(), "--json", json.toString()));
        arguments.addAll(List.of(options));
        assertThat(run(arguments.toArray(String[]::new)))
                .as(err.toString() + out)
                .isZero();
        assertThat(schemas()).containsExactly("public");
        return new JsonObject(Files.readString(json));
    }

    private static List<JsonObject> cases(JsonObject report) {
        return report.getJsonArray("cases").stream().map(JsonObject.class::cast).toList();
    }

    @Test
    void aWrongOptionIsNamed() {
        assertThat(run("messages", "--sessions", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--sessions must be 100 to 100000");
        assertThat(run("ai", "--seconds", "60")).isEqualTo(2);
        assertThat(err.toString()).contains("--seconds together make an answer that is too long");
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
