package dev.cogo.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.runtime.testing.Eventually;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a scraper reads, and that documents, board and alarms speak of the same. */
@ExtendWith(WholeNode.class)
class MetricsTest {
    private static final Pattern NAME = Pattern.compile("\\b(?:cogo|vertx|jvm|process|system|logback)_[a-z_]+");
    private static final Pattern NAMED = Pattern.compile("^\\| `([a-z_]+)`(.*)$", Pattern.MULTILINE);
    private static final Pattern SOMEBODY = Pattern.compile("=\"[^\"]*([0-9a-f]{8}-[0-9a-f]{4}-|@)");

    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        http.close();
    }

    private HttpResponse<String> get(URI address, String accept) {
        try {
            return http.send(
                    HttpRequest.newBuilder(address).header("accept", accept).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String scrape(ApiFixture world) {
        return get(world.metrics(), "text/plain").body();
    }

    private double value(ApiFixture world, String series) {
        return scrape(world)
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    @Test
    void operatorsHearHowItDoes(ApiFixture world) {
        try (Bridge board = world.bridge();
                Bridge bridge = world.bridge()) {
            board.listen("system_operations", world.operator());
            bridge.listen("chat_session_" + world.session(), world.alice());
            world.send(world.bob(), world.session(), "measured");
            JsonObject node = board.next(frame -> {
                        JsonObject status = frame.getJsonObject("body", new JsonObject());
                        if (!"node_status".equals(status.getString("event"))) {
                            return false;
                        }
                        // Something for the next look, should this one have been too early.
                        world.send(world.bob(), world.session(), "measured again");
                        return status.getJsonObject("payload").getDouble("messagesPerSecond") > 0;
                    })
                    .getJsonObject("body")
                    .getJsonObject("payload");
            assertThat(node.getDouble("deliveryP99Ms"))
                    .isGreaterThanOrEqualTo(node.getDouble("deliveryMedianMs"))
                    .isLessThan(60_000);
            assertThat(node.getInteger("people")).isGreaterThanOrEqualTo(2);
            assertThat(node.getJsonArray("roles")).contains("gateway", "archive");
            JsonObject cluster = board.nextEvent("cluster_status").getJsonObject("payload");
            assertThat(cluster.getLong("aiCostTodayMicros")).isNotNegative();
            assertThat(cluster.getLong("agents")).isNotNegative();
        }
    }

    @Test
    void aDeliveryIsCountedWithItsDoorAndItsWay(ApiFixture world) {
        double before = value(world, "cogo_realtime_deliveries_total");
        double stored = value(world, "cogo_messages_stored_total");
        try (Bridge bridge = world.bridge()) {
            bridge.listen("chat_session_" + world.session(), world.alice());
            world.send(world.bob(), world.session(), "counted");
            Eventually.until(
                    "the delivery to be counted", () -> value(world, "cogo_realtime_deliveries_total") > before);
            assertThat(value(world, "cogo_realtime_sockets{door=\"eventbus\"}")).isPositive();
        }
        assertThat(value(world, "cogo_messages_stored_total")).isGreaterThan(stored);
        assertThat(value(world, "cogo_bus_calls_seconds_count{address=\"chat.message.send\"}"))
                .isPositive();
        assertThat(value(world, "cogo_http_requests_seconds_count{operation=\"sendMessage\",status=\"2xx\"}"))
                .isPositive();
        assertThat(value(world, "cogo_cluster_nodes{role=\"chat\"}")).isEqualTo(1);
        assertThat(value(world, "cogo_health{check=\"database\"}")).isEqualTo(1);
    }

    @Test
    void whatIsRefusedIsCountedByItsCode(ApiFixture world) {
        double before = value(world, "cogo_http_failures_total{code=\"unauthenticated\"}");
        world.api().send(Request.get("/auth/me"));
        Eventually.until(
                "the refusal to be counted",
                () -> value(world, "cogo_http_failures_total{code=\"unauthenticated\"}") > before);
    }

    @Test
    void nobodysIdIsALabel(ApiFixture world) {
        world.api()
                .send(Request.post("/auth/login")
                        .with(new JsonObject().put("email", "a@b").put("password", "x")));
        assertThat(scrape(world).lines().filter(SOMEBODY.asPredicate()).toList())
                .isEmpty();
    }

    @Test
    void openMetricsAndTextAreSpoken(ApiFixture world) {
        HttpResponse<String> open = get(world.metrics(), "application/openmetrics-text;version=1.0.0,text/plain;q=0.5");
        assertThat(open.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/openmetrics-text"));
        assertThat(open.body()).endsWith("# EOF\n");
        assertThat(get(world.metrics().resolve("/"), "*/*").statusCode()).isEqualTo(404);
    }

    @Test
    void theTableHasWhatIsMeasured(ApiFixture world) throws IOException {
        String table = read("docs/metrics.md");
        Set<String> documented = named(table, row -> true);
        String scraped = scrape(world);
        assertThat(named(table, row -> !row.contains("(when it happens)")))
                .allSatisfy(name -> assertThat(scraped).contains("\n# TYPE " + name + " "));
        assertThat(scraped.lines()
                        .filter(line -> line.startsWith("# TYPE cogo_"))
                        .map(line -> line.split(" ", -1)[2])
                        .filter(name -> documented.stream().noneMatch(known -> known.equals(name)))
                        .filter(name -> !name.endsWith("_max"))
                        .toList())
                .isEmpty();
    }

    @Test
    void boardAndAlarmsAskForWhatThereIs() throws IOException {
        Set<String> documented = named(read("docs/metrics.md"), row -> true);
        String asked = read("docker/grafana/board.json") + read("docker/grafana/alerts.yaml");
        Set<String> names = NAME.matcher(asked)
                .results()
                .map(MatchResult::group)
                .map(name -> name.replaceAll("_(bucket|sum|count|max)$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(documented).containsAll(names);
    }

    private static String read(String file) throws IOException {
        return Files.readString(Path.of("..").resolve(file));
    }

    private static Set<String> named(String table, Predicate<String> rows) {
        return NAMED.matcher(table)
                .results()
                .filter(row -> rows.test(row.group(2)))
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
