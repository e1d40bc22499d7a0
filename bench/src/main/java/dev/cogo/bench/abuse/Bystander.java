package dev.cogo.bench.abuse;

import dev.cogo.bench.load.Schedule;
import dev.cogo.bench.messages.Bridge;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * Those who have nothing to do with it: they send, listen, read, search and log in, each of that at a pace, and it is known how that
 * went. They are several people in one session, who take turns, so that nobody meets limits of a user.
 */
public final class Bystander implements AutoCloseable {
    private static final int PEOPLE = 4;
    private static final int EACH = 2;
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final Client client;
    private final List<Account> people;
    // Of their last logins: a token lives for 15 minutes, and a measurement may last longer.
    private final AtomicReferenceArray<String> tokens;
    private final AtomicInteger turns = new AtomicInteger();
    private final String session;

    private Bystander(Client client) {
        this.client = client;
        this.people = Stream.generate(client::register).limit(PEOPLE).toList();
        this.tokens =
                new AtomicReferenceArray<>(people.stream().map(Account::token).toArray(String[]::new));
        JsonArray others = new JsonArray();
        people.stream().skip(1).map(Account::id).forEach(others::add);
        JsonObject group =
                new JsonObject().put("kind", "group").put("ai", false).put("members", others);
        this.session = client.call("POST", "/chat/session", tokens.get(0), group.encode())
                .success()
                .json()
                .getString("id");
    }

    static Bystander at(Doors doors, InetAddress address) {
        Client client = new Client(doors, address);
        try {
            return new Bystander(client);
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    /** Begins, on threads of its own. */
    Turn begin() {
        return new Turn();
    }

    boolean sees(String path) {
        return get(path).status() == 200;
    }

    private int nextOne() {
        return turns.getAndIncrement() % PEOPLE;
    }

    private Answer get(String path) {
        return client.call("GET", path, tokens.get(nextOne()), null);
    }

    private Answer post(String path, JsonObject body) {
        return client.call("POST", path, tokens.get(nextOne()), body.encode());
    }

    @Override
    public void close() {
        client.close();
    }

    /** A time in which the bystander is active. */
    final class Turn {
        private final Watch watch = new Watch();
        // When what was sent and not heard yet was due, by its text.
        private final Map<String, Long> unheard = new ConcurrentHashMap<>();
        private final List<Thread> threads = new ArrayList<>();
        private final LiveSocket ear;
        private volatile boolean over;

        private Turn() {
            ear = client.bus(this::hear);
            String unused =
                    ear.ask(Bridge.register(Bridge.channel(session), tokens.get(0)), "\"event\":\"subscribed\"");
            again(Errand.SEND, this::send);
            again(Errand.HISTORY, due -> take(Errand.HISTORY, due, get("/chat/history/" + session + "?limit=50")));
            again(Errand.SEARCH, due -> take(Errand.SEARCH, due, get("/chat/search?q=lighthouse")));
            again(Errand.LOGIN, this::login);
        }

        private void again(Errand errand, LongConsumer work) {
            threads.add(Thread.ofVirtual().name("bystander " + errand).start(() -> {
                Schedule schedule = Schedule.of(errand.perSecond());
                while (!over || (watch.count(errand) < EACH && !watch.hasFailed())) {
                    work.accept(schedule.awaitNext());
                }
            }));
        }

        private void send(long due) {
            String text = "lighthouse " + due;
            unheard.put(text, due);
            JsonObject message = new JsonObject().put("sessionId", session).put("content", text);
            if (!take(Errand.SEND, due, post("/chat/message", message))) {
                unheard.remove(text);
            }
        }

        private void hear(String frame) {
            JsonObject json = new JsonObject(frame);
            JsonObject event = json.getJsonObject("body", json);
            if ("new_message".equals(event.getString("event"))) {
                Long due = unheard.remove(event.getJsonObject("payload").getString("content"));
                if (due != null) {
                    watch.served(Errand.HEAR, due);
                }
            }
        }

        private void login(long due) {
            int one = nextOne();
            JsonObject body = new JsonObject()
                    .put("email", people.get(one).email())
                    .put("password", people.get(one).password());
            Answer answer = client.call("POST", "/auth/login", null, body.encode());
            if (take(Errand.LOGIN, due, answer)) {
                tokens.set(one, answer.json().getString("accessToken"));
            }
        }

        private boolean take(Errand errand, long due, Answer answer) {
            boolean success = answer.status() >= 200 && answer.status() <= 299;
            if (success) {
                watch.served(errand, due);
            } else {
                watch.failed(errand, answer.toString());
            }
            return success;
        }

        /** Ends when everything was done some times at least, and what was sent was heard. */
        Served end() throws InterruptedException {
            over = true;
            for (Thread thread : threads) {
                thread.join();
            }
            long patienceEnds = System.nanoTime() + Client.TIMEOUT.toNanos();
            while (!unheard.isEmpty() && !ear.hasEnded() && System.nanoTime() - patienceEnds < 0) {
                Schedule.sleep(LOOK_EVERY);
            }
            if (!unheard.isEmpty()) {
                watch.failed(
                        Errand.HEAR,
                        unheard.size() + " messages did not come"
                                + (ear.hasEnded() ? ", the live connection has ended" : ""));
            }
            ear.close();
            return watch.served();
        }
    }
}
