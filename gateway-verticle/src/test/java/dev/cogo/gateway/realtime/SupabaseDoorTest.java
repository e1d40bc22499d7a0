package dev.cogo.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.realtime.event.RealtimeLimits;
import dev.cogo.schema.message.Message;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The realtime door for supabase-js, in its newer serializer. */
class SupabaseDoorTest extends DoorContract {
    @Override
    PhoenixClient connect(@Nullable String ticket) {
        return fixture.phoenix("2.0.0");
    }

    @Override
    String refusal() {
        return "channel_not_found";
    }

    @Override
    String refusalOfNobody() {
        return refusal();
    }

    @Override
    Map<Ability, String> lacks() {
        return Map.of(
                Ability.TICKETS, "the client knows none, and sends its token",
                Ability.SINCE, "the client does not know what it has; the server does");
    }

    @Override
    void refusesNonsense() {
        PhoenixClient client = connect(null);
        for (String nonsense :
                List.of("x", "[]", "{}", "null", "[1,2,3,4,5]", "[null,\"1\",\"t\",\"e\",null]", "\u0003")) {
            client.sendText(nonsense);
        }
        client.fence();
    }

    /** It is not closed when the connection takes what was under way: without its topic it is sent no more. */
    @Override
    @Test
    void aClientThatDoesNotReadIsClosedAndOthersGoOn() {
        open(RealtimeFixture.quick().with(new RealtimeLimits.Outbound(256 * 1024, 1024 * 1024, Duration.ofSeconds(1))));
        PhoenixClient slow = connect(null);
        slow.subscribe(channel, token, null);
        slow.awaitSubscribed(channel);
        slow.pause();
        DoorClient reader = listen(bob, null);
        flood(reader);
        slow.resume();
        RealtimeFixture.until(
                "the slow one has heard that it has to join again, or is closed",
                () -> slow.hasEnded()
                        || slow.has(message -> message.getString("event").equals("phx_error")));
        fixture.services.tell(store(1).getFirst());
        assertThat(reader.seqs(channel, 1)).containsExactly(fixture.services.lastSeq(session));
    }

    @Test
    void whoComesBackGetsWhatItMissedOfAnyLength() {
        // Other doors' clients would be told to load the session anew.
        open(RealtimeFixture.quick().with(recovery(100)));
        store(200);
        fixture.positions.before.put(session, 20L);
        PhoenixClient client = connect(null);
        client.subscribe(channel, token, null);
        client.awaitSubscribed(channel);
        assertThat(client.seqs(channel, 180)).isEqualTo(range(21, 200));
        List<Message> more = store(2);
        fixture.services.tell(more.get(0), more.get(1));
        assertThat(client.seqs(channel, 2)).isEqualTo(range(201, 202));
    }

    @Test
    void whatAClientHasIsNotedWhenItHasAnsweredAPing() {
        open(RealtimeFixture.quick());
        PhoenixClient client = connect(null);
        client.subscribe(channel, token, null);
        client.awaitSubscribed(channel);
        fixture.services.tell(store(1).getFirst());
        RealtimeFixture.until(
                "the first event is proven", () -> fixture.positions.noted.getOrDefault(session, 0L) == 1);
        fixture.services.tell(store(1).getFirst());
        RealtimeFixture.until("the second event is proven", () -> fixture.positions.noted.get(session) == 2);
        client.leave(channel);
        RealtimeFixture.until("it is forgotten", () -> fixture.positions.noted.isEmpty());
    }

    @Test
    void aPageThatIsLeftIsForgottenAndABrokenConnectionIsNot() {
        open(RealtimeFixture.quick());
        PhoenixClient gone = connect(null);
        gone.subscribe(channel, token, null);
        gone.awaitSubscribed(channel);
        fixture.services.tell(store(1).getFirst());
        RealtimeFixture.until("the event is proven", () -> fixture.positions.noted.getOrDefault(session, 0L) == 1);
        gone.close(1000);
        gone.awaitEnd();
        assertThat(fixture.positions.noted).containsEntry(session, 1L);
        PhoenixClient page = connect(null);
        page.subscribe(channel, token, null);
        page.awaitSubscribed(channel);
        page.close(1001);
        RealtimeFixture.until("it is forgotten", () -> fixture.positions.noted.isEmpty());
    }
}
