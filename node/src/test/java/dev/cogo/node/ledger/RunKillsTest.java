package dev.cogo.node.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.node.config.Setting;
import dev.cogo.node.ledger.Door.RefusedException;
import dev.cogo.node.testing.Ports;
import dev.cogo.runtime.testing.Eventually;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Many times: the node that writes an answer, a word each tenth of a second, is killed in its midst; and once its database. {@link LedgerTest} has it once;
 * {@code -Dcogo.test.kills=20} says how often here, and the log has the figures.
 */
@EnabledIfSystemProperty(named = "cogo.test.kills", matches = "[1-9][0-9]{0,2}")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunKillsTest {
    private static final Logger LOG = LoggerFactory.getLogger(RunKillsTest.class);
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final int WORD_MILLIS = 100;
    private static final int WORDS = 40;
    private static final int BEFORE_KILL = 8;
    private static final Duration LONGEST = Duration.ofSeconds(3);
    private static final List<String> ANSWER = IntStream.rangeClosed(1, WORDS)
            .mapToObj(i -> "word " + i + (i < WORDS ? ", " : "."))
            .toList();

    private static TestSystem system;

    private final AtomicInteger calls = new AtomicInteger();

    @BeforeAll
    void open(@TempDir Path directory) {
        int port = Ports.free();
        system = TestSystem.start(
                directory,
                3,
                Map.of(
                        Setting.GEMINI_BASE_URL,
                        "http://127.0.0.1:" + port + "/v1beta",
                        Setting.GEMINI_API_KEY,
                        "a-key-for-tests"));
        system.vertx()
                .createHttpServer()
                .requestHandler(request -> {
                    calls.incrementAndGet();
                    request.response().setChunked(true).putHeader("content-type", "text/event-stream");
                    write(request.response(), 0);
                })
                .listen(port, "127.0.0.1")
                .await();
    }

    @BeforeEach
    void restore() {
        system.restore();
    }

    @Test
    void whoeverListensHasTheWholeAnswerEachTime() throws Exception {
        List<Long> silences = new ArrayList<>();
        int kills = Integer.getInteger("cogo.test.kills");
        for (int kill = 1; kill <= kills; kill++) {
            system.restore();
            long silence = killInTheMidst(kill) / 1_000_000;
            LOG.info("kill {}: {} ms without a new word", kill, silence);
            silences.add(silence);
        }
        Collections.sort(silences);
        LOG.info(
                "{} kills: silence p50 {} ms, longest {} ms, all {}",
                kills,
                silences.get(kills / 2),
                silences.getLast(),
                silences);
        assertThat(silences.getLast()).isLessThan(LONGEST.toMillis() + WORD_MILLIS);
    }

    @Test
    void soItHasWhenItIsTheDatabase() throws Exception {
        int before = calls.get();
        String session = session(system.node(0));
        List<RunListener> all = listen(session);
        ask(system.node(0), session, all);
        system.database().kill();
        Eventually.until("the end to be heard", SOON, () -> all.stream().allMatch(RunListener::isDone));
        check(session, all);
        LOG.info("{} calls of the model", calls.get() - before);
        all.forEach(RunListener::close);
    }

    private void write(HttpServerResponse response, int i) {
        JsonObject candidate = new JsonObject()
                .put(
                        "content",
                        new JsonObject()
                                .put("role", "model")
                                .put("parts", new JsonArray().add(new JsonObject().put("text", ANSWER.get(i)))));
        boolean last = i == WORDS - 1;
        if (last) {
            candidate.put("finishReason", "STOP");
        }
        system.vertx().setTimer(WORD_MILLIS, next -> {
            if (response.closed()) {
                return;
            }
            response.write("data: "
                    + new JsonObject()
                            .put("candidates", new JsonArray().add(candidate))
                            .encode() + "\r\n\r\n");
            if (last) {
                response.end();
            } else {
                write(response, i + 1);
            }
        });
    }

    /** How long the listeners at the other nodes were without a new word, in nanoseconds. */
    private long killInTheMidst(int round) throws Exception {
        int before = calls.get();
        NodeProcess asked = system.node(round);
        String session = session(asked);
        List<RunListener> all = listen(session);
        ask(asked, session, all);
        String owner = system.leases("ai_runs", "running").getFirst();
        NodeProcess holder = system.nodes().stream()
                .filter(node -> owner.contains(":" + node.address().getPort() + "-"))
                .findFirst()
                .orElseThrow();
        List<RunListener> others = new ArrayList<>(all);
        others.remove(system.nodes().indexOf(holder));
        others.forEach(RunListener::listenFromNow);
        holder.kill();

        Eventually.until("the end to be heard", SOON, () -> others.stream().allMatch(RunListener::isDone));
        check(session, others);
        assertThat(others).allSatisfy(listener -> assertThat(listener.attempt()).isEqualTo(2));
        assertThat(calls.get()).isEqualTo(before + 2);
        assertThat(booked(session)).containsExactly("unfinished", null);
        all.forEach(RunListener::close);
        return others.stream().mapToLong(RunListener::longestSilence).max().orElseThrow();
    }

    private static String session(NodeProcess node) throws IOException, RefusedException {
        return door(node)
                .call(
                        "POST",
                        "/chat/session",
                        new JsonObject().put("title", "AI").put("ai", true))
                .getString("id");
    }

    private static HttpDoor door(NodeProcess node) {
        return new HttpDoor(system.http(), node, system.people().getFirst());
    }

    private static List<RunListener> listen(String session) throws IOException {
        List<RunListener> all = new ArrayList<>();
        for (NodeProcess node : system.nodes()) {
            all.add(RunListener.at(system, node, session));
        }
        Eventually.until("all to listen", SOON, () -> all.stream().allMatch(RunListener::isSubscribed));
        return all;
    }

    /** Asks, and returns when all have heard the beginning. */
    private static void ask(NodeProcess node, String session, List<RunListener> all) {
        HttpDoor door = door(node);
        Thread.ofVirtual().start(() -> {
            try {
                door.call(
                        "POST",
                        "/chat/ai-response",
                        new JsonObject().put("sessionId", session).put("message", "Why?"));
            } catch (IOException | RefusedException e) {
                LOG.info("who asked has lost the answer: {}", e.toString());
            }
        });
        String begun = String.join("", ANSWER.subList(0, BEFORE_KILL)).strip();
        Eventually.until(
                "the answer to be heard",
                SOON,
                () -> all.stream().allMatch(listener -> listener.text().startsWith(begun)));
    }

    private static void check(String session, List<RunListener> listeners) {
        String whole = String.join("", ANSWER);
        for (RunListener listener : listeners) {
            assertThat(listener.faults()).isEmpty();
            assertThat(listener.text()).isEqualTo(whole);
        }
        List<Stored.Line> messages = system.stored(List.of(session)).getFirst().lines().stream()
                .filter(Stored.Line::isMessage)
                .toList();
        assertThat(messages).hasSize(2);
        assertThat(messages.getLast().content()).isEqualTo(whole);
    }

    @AfterAll
    void close() {
        system.close();
    }

    /** What the ledger's rows say that went wrong. */
    private static List<@Nullable String> booked(String session) throws SQLException {
        try (Connection connection = system.database().connect();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT error FROM ai_response_logs WHERE session_id = ?::uuid ORDER BY id")) {
            statement.setString(1, session);
            try (ResultSet rows = statement.executeQuery()) {
                List<@Nullable String> errors = new ArrayList<>();
                while (rows.next()) {
                    errors.add(rows.getString(1));
                }
                return errors;
            }
        }
    }
}
