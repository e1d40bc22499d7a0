package dev.cogo.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The frames of the bridge as the messages of a plain WebSocket. */
class WebSocketDoorTest extends DoorContract {
    @Override
    DoorClient connect(@Nullable String ticket) {
        return new BridgeDoorClient(TestClient.raw(fixture.vertx, fixture.port(0), ticket));
    }

    @Override
    String refusal() {
        return "channel_not_found";
    }

    @Override
    Map<Ability, String> lacks() {
        return Map.of();
    }

    @Override
    void refusesNonsense() {
        TestClient client = fixture.raw();
        for (String nonsense : List.of("x", "[]", "{}", "{\"type\":\"dance\"}")) {
            assertThat(client.sendText(nonsense).awaitErr().getString("code")).startsWith("invalid_");
        }
        client.send(new JsonObject().put("type", "publish").put("address", channel));
        assertThat(client.awaitErr().getString("code")).isEqualTo("method_not_allowed");
        client.fence();
    }
}
