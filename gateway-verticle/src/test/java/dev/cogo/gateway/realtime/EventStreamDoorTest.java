package dev.cogo.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.realtime.event.RealtimeLimits;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Server-sent events. */
class EventStreamDoorTest extends DoorContract {
    @Override
    DoorClient connect(@Nullable String ticket) {
        return new EventStreamClient(fixture.vertx, fixture.port(0), ticket);
    }

    @Override
    String refusal() {
        return "session_not_found";
    }

    @Override
    Map<Ability, String> lacks() {
        return Map.of(
                Ability.SEVERAL_CHANNELS, "a stream is one session's",
                Ability.CLIENT_FRAMES, "a stream goes one way");
    }

    @Override
    void refusesNonsense() {
        throw new UnsupportedOperationException();
    }

    @Test
    void aLostRightEndsTheStreamForGood() {
        open(RealtimeFixture.quick());
        DoorClient client = listen(alice, null);
        fixture.services.removeMember(session, alice);
        assertThat(client.awaitEnd()).isEqualTo(new DoorClient.CloseNotice("forbidden", false));
    }

    @Test
    void theClientIsToldWhenToComeBack() {
        open(RealtimeFixture.quick());
        EventStreamClient client = (EventStreamClient) listen(alice, null);
        assertThat(Integer.parseInt(client.retry())).isBetween(1000, 6000);
        fixture.stopHub(0).await();
        client.awaitEnd();
        assertThat(Integer.parseInt(client.retry())).isBetween(0, 5000);
    }

    @Test
    void aClientThatTakesHeartbeatsIsNotIdle() {
        RealtimeLimits.Times quick = RealtimeFixture.quick().times();
        open(RealtimeFixture.quick()
                .with(new RealtimeLimits.Times(
                        quick.login(),
                        Duration.ofMillis(600),
                        quick.close(),
                        quick.reconnectSpread(),
                        quick.channelLinger(),
                        quick.presenceLinger(),
                        quick.sweep(),
                        Duration.ofMillis(50))));
        EventStreamClient client = (EventStreamClient) listen(alice, null);
        // Three times as long as an idle connection lives.
        RealtimeFixture.until("it was silent for long", () -> client.heartbeats() > 36);
        fixture.services.tell(store(1).getFirst());
        assertThat(client.seqs(channel, 1)).containsExactly(1L);
    }
}
