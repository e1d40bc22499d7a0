package dev.cogo.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.node.api.StubCollector.Span;
import dev.cogo.runtime.testing.Eventually;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a collector is told of requests: one trace from the door to the database, the AI and agents. */
@ExtendWith(WholeNode.class)
class TracesTest {
    /** They are sent every two seconds. */
    private static final Duration SENT = Duration.ofSeconds(30);

    private static final String CALLER = "00f067aa0ba902b7";

    private final String trace = newTrace();

    private static String newTrace() {
        byte[] id = new byte[16];
        ThreadLocalRandom.current().nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    private Request traced(Request request) {
        return request.header("traceparent", "00-" + trace + "-" + CALLER + "-01");
    }

    private List<Span> await(ApiFixture world, String... names) {
        Eventually.until(
                () -> List.of(names) + " among " + world.collector().of(trace),
                SENT,
                () -> world.collector().of(trace).stream()
                        .map(Span::name)
                        .toList()
                        .containsAll(List.of(names)));
        return world.collector().of(trace);
    }

    private static Span named(List<Span> spans, String name) {
        return spans.stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aRequestIsOneTraceFromTheCallerToTheDatabase(ApiFixture world) {
        world.api()
                .get(traced(Request.get("/chat/history/{sessionId}").at("sessionId", world.session()))
                        .as(world.alice()));

        List<Span> spans = await(world, "getHistory", "SELECT");
        Span door = named(spans, "getHistory");
        assertThat(door.parent()).isEqualTo(CALLER);
        Span call = spans.stream()
                .filter(span -> span.parent().equals(door.id()))
                .findFirst()
                .orElseThrow();
        assertThat(call.name()).startsWith("chat.").doesNotContain("@");
        assertThat(named(spans, "SELECT").attributes().get("db.query.text")).contains("$1");
        // Every span hangs together with another one.
        assertThat(spans)
                .allSatisfy(span -> assertThat(
                                Stream.concat(Stream.of(CALLER), spans.stream().map(Span::id)))
                        .contains(span.parent()));
    }

    @Test
    void theProviderIsCalledInTheTraceOfTheQuestion(ApiFixture world) {
        String session = world.newSession(world.alice());
        world.api()
                .get(traced(Request.post("/chat/ai-response")
                                .with(new JsonObject().put("sessionId", session).put("message", "When was it built?")))
                        .as(world.alice()));

        List<Span> spans = await(world, "aiResponse", "POST");
        assertThat(named(spans, "POST").attributes()).containsEntry("server.address", "127.0.0.1");
        assertThat(spans.toString()).doesNotContain("key-of-this-test", "v1beta", "When was it built?");
    }

    @Test
    void anAgentIsCalledInTheTraceOfItsTask(ApiFixture world) {
        world.api()
                .get(traced(Request.post("/chat/agent-task")
                                .with(new JsonObject()
                                        .put("sessionId", world.newSession(world.alice()))
                                        .put("taskType", "word_count")))
                        .as(world.alice()));

        await(world, "startAgentTask", "POST");
        assertThat(world.agentsTraces()).anySatisfy(told -> assertThat(told).contains(trace));
    }

    @Test
    void whatMachinesAskIsNoTrace(ApiFixture world) {
        world.api().get(traced(Request.get("/health/ready")));
        world.api().get(traced(Request.get("/auth/me")).as(world.alice()));

        assertThat(await(world, "me"))
                .noneSatisfy(span -> assertThat(span.name()).isEqualTo("ready"));
    }
}
