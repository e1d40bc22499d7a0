package dev.cogo.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cogo.gateway.realtime.DoorClient.Told;
import dev.cogo.gateway.realtime.event.RealtimeLimits;
import dev.cogo.runtime.testing.Records;
import dev.cogo.schema.ai.ApprovalState;
import dev.cogo.schema.ai.RunStatus;
import dev.cogo.schema.assistant.AssistantCard;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.event.AiDelta;
import dev.cogo.schema.event.AiDone;
import dev.cogo.schema.event.AiSnapshot;
import dev.cogo.schema.event.AiStep;
import dev.cogo.schema.event.Typing;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.Message;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every door does for its clients, whatever its frames look like. A door's test extends this and says how to come in. */
abstract class DoorContract {
    private static final AssistantCard HOUSE = new AssistantCard(AssistantCard.BUILT_IN, "ai", "Cogo", null, null);

    /** What some doors can't do by their nature. */
    enum Ability {
        SEVERAL_CHANNELS,
        CLIENT_FRAMES,
        TICKETS,
        /** The client itself says what it has. */
        SINCE
    }

    final UUID alice = Ids.next();
    final UUID bob = Ids.next();
    RealtimeFixture fixture;
    UUID session;
    String channel;
    String token;

    /** A new connection, with a ticket when one is given. */
    abstract DoorClient connect(@Nullable String ticket);

    /** The code that a foreign or missing session is refused with. */
    abstract String refusal();

    /** The code that somebody without a token is refused with. */
    String refusalOfNobody() {
        return "unauthenticated";
    }

    /** What this door lacks, and why. */
    abstract Map<Ability, String> lacks();

    /** Sends something that makes no sense at all, and sees it refused. */
    abstract void refusesNonsense();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void everyEventOnceAndInOrder() {
        open(RealtimeFixture.quick());
        DoorClient client = listen(alice, null);
        List<Message> stored = store(7);
        fixture.services.tell(stored.get(2), stored.get(0), stored.get(1), stored.get(1));
        fixture.services.tellBatch(stored.get(3), stored.get(4));
        fixture.publish(new Channel.OfSession(session), EventName.USER_TYPING, new Typing(bob, session, true));
        fixture.services.tell(stored.get(6), stored.get(5), stored.get(0));
        assertThat(client.seqs(channel, 7)).isEqualTo(range(1, 7));
    }

    @Test
    void whoComesLateHearsWhatTheAiHasSaid() {
        open(RealtimeFixture.quick());
        UUID question = Ids.next();
        UUID run = Ids.next();
        DoorClient early = listen(alice, null);
        say(EventName.AI_RUN, new AiSnapshot(session, question, run, alice, HOUSE, 1, 1, 0, ""));
        say(EventName.AI_DELTA, new AiDelta(session, question, run, 1, 0, 0, "one"));
        say(EventName.AI_DELTA, new AiDelta(session, question, run, 1, 1, 3, " two"));
        assertThat(early.payload(channel, "ai_run").getString("text")).isEmpty();
        assertThat(early.payload(channel, "ai_delta").getString("text")).isEqualTo("one");
        assertThat(early.payload(channel, "ai_delta").getString("text")).isEqualTo(" two");
        say(EventName.AI_STEP, new AiStep(session, run, Ids.next(), alice, "w", "forecast", ApprovalState.WAITING));
        assertThat(early.payload(channel, "ai_step").getString("state")).isEqualTo("waiting");

        DoorClient late = listen(bob, null);
        // As its worker does each second; who has heard it does not hear it again.
        say(EventName.AI_RUN, new AiSnapshot(session, question, run, alice, HOUSE, 1, 1, 7, "one two"));
        JsonObject soFar = late.payload(channel, "ai_run");
        assertThat(soFar.getString("text")).isEqualTo("one two");
        assertThat(soFar.getInteger("offset")).isEqualTo(7);
        assertThat(soFar.getString("runId")).isEqualTo(run.toString());

        // A piece is lost, and what follows it is not heard before the text is whole again.
        say(EventName.AI_DELTA, new AiDelta(session, question, run, 1, 3, 13, " four"));
        say(EventName.AI_RUN, new AiSnapshot(session, question, run, alice, HOUSE, 1, 1, 18, "one two three four"));
        say(EventName.AI_DELTA, new AiDelta(session, question, run, 1, 4, 18, "!"));
        // Another node goes on, and the first one does not know yet.
        say(EventName.AI_RUN, new AiSnapshot(session, question, run, alice, HOUSE, 1, 2, 0, ""));
        say(EventName.AI_DELTA, new AiDelta(session, question, run, 1, 5, 19, "?"));
        say(EventName.AI_DELTA, new AiDelta(session, question, run, 2, 0, 0, "new"));
        say(EventName.AI_DONE, new AiDone(session, question, run, RunStatus.DONE, null, Ids.next(), null));
        for (DoorClient client : List.of(early, late)) {
            assertThat(client.payload(channel, "ai_run").getString("text")).isEqualTo("one two three four");
            assertThat(client.payload(channel, "ai_delta").getString("text")).isEqualTo("!");
            assertThat(client.payload(channel, "ai_run").getInteger("attempt")).isEqualTo(2);
            assertThat(client.payload(channel, "ai_delta").getString("text")).isEqualTo("new");
            assertThat(client.payload(channel, "ai_done").getString("status")).isEqualTo("done");
        }
        say(EventName.AI_RUN, new AiSnapshot(session, question, run, alice, HOUSE, 1, 1, 3, "one"));
        UUID next = Ids.next();
        say(EventName.AI_RUN, new AiSnapshot(session, question, next, alice, HOUSE, 2, 1, 0, ""));
        for (DoorClient client : List.of(early, late)) {
            assertThat(client.payload(channel, "ai_run").getString("runId")).isEqualTo(next.toString());
        }
    }

    private void say(EventName event, Object payload) {
        fixture.publish(new Channel.OfSession(session), event, payload);
    }

    @Test
    void aForeignSessionAndAMissingOneAreRefusedAlike() {
        open(RealtimeFixture.quick());
        UUID foreign = fixture.services.session(bob);
        for (UUID id : List.of(foreign, Ids.next())) {
            DoorClient client = connect(null);
            client.subscribe(new Channel.OfSession(id).name(), token, null);
            assertThat(client.awaitRefusal()).isEqualTo(refusal());
        }
        RealtimeFixture.until("nothing is left of it", () -> fixture.home.now(channel) == 0);
    }

    @Test
    void nobodyWithoutAGoodToken() {
        open(RealtimeFixture.quick());
        Map<String, String> tokens =
                Map.of("forged", "invalid_token", fixture.tokens.issue(alice, Duration.ofSeconds(-1)), "token_expired");
        tokens.forEach((bad, code) -> {
            DoorClient client = connect(null);
            client.subscribe(channel, bad, null);
            assertThat(client.awaitRefusal()).isEqualTo(code);
        });
        DoorClient client = connect(null);
        client.subscribe(channel, null, null);
        assertThat(client.awaitRefusal()).isEqualTo(refusalOfNobody());
    }

    @Test
    void aTicketStandsForTheToken() {
        needs(Ability.TICKETS);
        open(RealtimeFixture.quick());
        String ticket = fixture.tokens.ticketFor(fixture.tokens.issue(alice, Duration.ofMillis(1500)));
        DoorClient client = connect(ticket);
        client.subscribe(channel, null, null);
        client.awaitSubscribed(channel);
        assertThat(client.awaitEnd()).isEqualTo(new DoorClient.CloseNotice("token_expired", true));
    }

    @Test
    void comingBack() {
        needs(Ability.SINCE);
        open(RealtimeFixture.quick().with(recovery(150)));
        store(120);
        comesBack(120, new Told(120L, true), List.of());
        comesBack(20, new Told(120L, true), range(21, 120));
        comesBack(0, new Told(120L, true), range(1, 120));
        comesBack(121, new Told(120L, false), List.of());
        fixture.services.throwAwayUpTo(session, 10);
        comesBack(10, new Told(120L, true), range(11, 120));
        comesBack(9, new Told(120L, false), List.of());
        DoorClient stays = listen(bob, null);
        fixture.services.tell(store(60).toArray(Message[]::new));
        stays.seqs(channel, 60);
        comesBack(30, new Told(180L, true), range(31, 180));
        comesBack(29, new Told(180L, false), List.of());
        for (Object malformed : List.of("-1", "x", "1.5")) {
            DoorClient client = connect(null);
            client.subscribe(channel, token, malformed);
            assertThat(client.awaitRefusal()).isEqualTo("invalid_request");
        }
    }

    @Test
    void aLostRightEndsTheSubscription() {
        open(RealtimeFixture.quick());
        DoorClient loser = listen(alice, null);
        DoorClient stays = listen(bob, null);
        fixture.services.removeMember(session, alice);
        assertThat(loser.awaitUnsubscribed()).isEqualTo("forbidden");
        fixture.services.tell(store(1).getFirst());
        assertThat(stays.seqs(channel, 1)).containsExactly(1L);
        DoorClient again = connect(null);
        again.subscribe(channel, token, 0);
        assertThat(again.awaitRefusal()).isEqualTo(refusal());
    }

    @Test
    void whoLeavesLeavesNothingBehind() {
        open(RealtimeFixture.quick());
        DoorClient client = listen(alice, null);
        client.leave(channel);
        RealtimeFixture.until("the registration is given up", () -> fixture.home.now(channel) == 0);
        RealtimeFixture.until("nobody is present", () -> fixture.home.isAbsent(alice, session));
    }

    @Test
    void theConnectionEndsWithTheToken() {
        open(RealtimeFixture.quick());
        token = fixture.tokens.issue(alice, Duration.ofMillis(1500));
        DoorClient client = listen(alice, null);
        assertThat(client.awaitEnd()).isEqualTo(new DoorClient.CloseNotice("token_expired", true));
    }

    @Test
    void aStoppingNodeSendsItsClientsElsewhere() {
        open(RealtimeFixture.quick());
        List<DoorClient> clients =
                IntStream.range(0, 5).mapToObj(i -> listen(alice, null)).toList();
        var stopped = fixture.stopHub(0);
        clients.forEach(
                client -> assertThat(client.awaitEnd()).isEqualTo(new DoorClient.CloseNotice("shutting_down", true)));
        stopped.await();
    }

    @Test
    void tooManyChannels() {
        needs(Ability.SEVERAL_CHANNELS);
        open(RealtimeFixture.quick().with(Records.with(RealtimeFixture.quick().inbound(), "maxChannels", 2)));
        DoorClient client = connect(null);
        for (int i = 0; i < 2; i++) {
            String own = new Channel.OfSession(fixture.services.session(alice)).name();
            client.subscribe(own, token, null);
            client.awaitSubscribed(own);
        }
        client.subscribe(channel, token, null);
        assertThat(client.awaitRefusal()).isEqualTo("too_many_channels");
    }

    @Test
    void nonsenseIsRefused() {
        needs(Ability.CLIENT_FRAMES);
        open(RealtimeFixture.quick());
        refusesNonsense();
    }

    @Test
    void aClientThatDoesNotReadIsClosedAndOthersGoOn() {
        open(RealtimeFixture.quick().with(new RealtimeLimits.Outbound(256 * 1024, 1024 * 1024, Duration.ofSeconds(1))));
        DoorClient slow = listen(alice, null);
        slow.pause();
        DoorClient reader = listen(bob, null);
        flood(reader);
        floodUntil("the slow one is closed", reader, () -> fixture.sockets(0) == 1);
        RealtimeFixture.until("and gone", () -> fixture.leaving(0) == 0);
        slow.resume();
        fixture.services.tell(store(1).getFirst());
        assertThat(reader.seqs(channel, 1)).containsExactly(fixture.services.lastSeq(session));
    }

    @Test
    void aClientThatReadsAgainGetsWhatItMissed() {
        open(RealtimeFixture.quick()
                .with(new RealtimeLimits.Outbound(256 * 1024, 1024 * 1024, Duration.ofSeconds(60))));
        DoorClient slow = listen(alice, null);
        DoorClient reader = listen(bob, null);
        slow.pause();
        flood(reader);
        slow.resume();
        long last = slow.awaitGap(channel);
        assertThat(last).isLessThan(300);
        DoorClient back = slow.comeBack(channel, token, last);
        fixture.services.tell(store(1).getFirst());
        assertThat(back.seqs(channel, (int) (301 - last))).isEqualTo(range(last + 1, 301));
    }

    void open(RealtimeLimits limits) {
        fixture = new RealtimeFixture(limits, 1);
        session = fixture.services.session(alice, bob);
        channel = new Channel.OfSession(session).name();
        token = fixture.tokens.issue(alice);
    }

    DoorClient listen(UUID user, @Nullable Object since) {
        DoorClient client = connect(null);
        client.subscribe(channel, user.equals(alice) ? token : fixture.tokens.issue(user), since);
        client.awaitSubscribed(channel);
        return client;
    }

    List<Message> store(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> fixture.services.store(session, "m"))
                .toList();
    }

    void needs(Ability ability) {
        String reason = lacks().get(ability);
        if (reason != null) {
            fixture = new RealtimeFixture();
        }
        assumeTrue(reason == null, reason);
    }

    private void comesBack(long since, Told expected, List<Long> missed) {
        DoorClient client = connect(null);
        client.subscribe(channel, token, since);
        assertThat(client.awaitSubscribed(channel)).as("since " + since).isEqualTo(expected);
        assertThat(client.seqs(channel, missed.size())).as("since " + since).isEqualTo(missed);
    }

    /**
     * Far more than the kernel's buffers and the limits together, no faster than the reader takes it: what waits for the reader
     * stays below the soft limit, however long the machine keeps it from reading.
     */
    void flood(DoorClient reader) {
        for (int i = 0; i < 150; i++) {
            tellMuch(reader);
        }
    }

    /** The kernel's buffers may grow and take what waits for the slow one just when the flood is over: then there is more. */
    void floodUntil(String what, DoorClient reader, BooleanSupplier condition) {
        RealtimeFixture.until(what, () -> {
            tellMuch(reader);
            return condition.getAsBoolean();
        });
    }

    private void tellMuch(DoorClient reader) {
        for (int i = 0; i < 2; i++) {
            fixture.services.tell(fixture.services.store(session, "x".repeat(100_000)));
        }
        reader.seqs(channel, 2);
    }

    static RealtimeLimits.Recovery recovery(int maxEvents) {
        RealtimeLimits.Recovery defaults = RealtimeLimits.defaults().recovery();
        return new RealtimeLimits.Recovery(
                maxEvents,
                defaults.pageEvents(),
                defaults.pageBytes(),
                defaults.recentEvents(),
                defaults.recentBytes(),
                defaults.keptPages(),
                Duration.ofMillis(1),
                defaults.nodeBytes(),
                defaults.patience());
    }

    static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
