package dev.cogo.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.runtime.testing.Eventually;
import dev.cogo.schema.channel.Channel;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WholeNode.class)
class DatabaseAwayTest {
    /** What a client may try again. */
    private static final Set<String> PASSING = Set.of("unavailable", "overloaded", "timeout");

    private static final Set<String> WITHOUT_DATABASE =
            Set.of("jwks", "live", "ready", "listSsoProviders", "listModels", "getModel");

    private ApiFixture world;

    DatabaseAwayTest(ApiFixture world) {
        this.world = world;
    }

    /** Readiness is what a check found up to a second ago: who goes on before it has seen the cut meets it later. */
    @AfterEach
    void mendTheLine() {
        try {
            awaitReadiness(503);
        } finally {
            world.line().mend();
        }
        awaitReadiness(200);
    }

    private void awaitReadiness(int status) {
        Eventually.until(
                "readiness to be answered with " + status,
                () -> world.api().send(Request.get("/health/ready")).status() == status);
    }

    @Test
    void everyCallSaysThatItMayBeTriedAgain() {
        List<ApiOperation> operations = world.document().operations().stream()
                .filter(operation -> !WITHOUT_DATABASE.contains(operation.id()))
                .toList();
        Map<ApiOperation, Request> calls = operations.stream()
                .collect(Collectors.toMap(operation -> operation, operation -> GoodCalls.first(operation.id(), world)));
        world.line().cut();

        calls.forEach((operation, request) -> {
            Answer answer = world.api().send(request);
            assertThat(answer.code()).as("%s: %s", operation, answer.text()).isIn(PASSING);
            assertThat(operation.codes()).contains(answer.code());
            if (answer.status() == 503) {
                assertThat(answer.retryAfter())
                        .as("Retry-After of %s", operation)
                        .isPresent();
            }
        });
        awaitReadiness(503);
        assertThat(world.api().send(Request.get("/health/live")).status()).isEqualTo(200);
    }

    @Test
    void realtimeSaysThatItMayBeTriedAgainAndKeepsTheConnection() {
        try (Bridge bridge = world.bridge()) {
            bridge.listen(Channel.SYSTEM, world.alice());
            world.line().cut();
            JsonObject body = new JsonObject().put("sessionId", world.session()).put("content", "Lost?");

            JsonObject frame =
                    bridge.call("chat.message.send", body, world.alice().token());

            assertThat(frame.getString("code")).as(frame.encode()).isIn(PASSING);
            assertThat(bridge.register(
                                    Channel.SESSION + world.session(),
                                    world.alice().token())
                            .getString("code"))
                    .isIn(PASSING);
        }
    }
}
