package dev.cogo.bench.abuse;

import dev.cogo.bench.messages.Bridge;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An account at an address that nobody else has, with a session of its own, and what its recipes do again and again. Methods
 * block. Its connections stay open until it is closed.
 */
public final class Attacker implements AutoCloseable {
    /** The longest text that a message may have. */
    public static final int LONGEST_TEXT = 32_000;

    private static final int SMALL_BUFFER = 4096;
    /** What an attack keeps up is kept up for so long each time. */
    private static final Duration FLOOD = Duration.ofMillis(500);

    private final Client client;
    private final Account account;
    private final Queue<AutoCloseable> open = new ConcurrentLinkedQueue<>();

    private Attacker(Client client, Account account) {
        this.client = client;
        this.account = account;
    }

    static Attacker at(Doors doors, InetAddress address) {
        Client client = new Client(doors, address);
        try {
            return new Attacker(client, client.register());
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    public Account account() {
        return account;
    }

    /** The key that every client of the Supabase doors has. */
    public String anonKey() {
        return client.doors().anonKey();
    }

    public int busPort() {
        return client.doors().busPort();
    }

    /** Somebody else, at the same address. */
    public Account stranger() {
        return client.register();
    }

    // --- calls ---

    public Answer get(String path) {
        return client.call("GET", path, account.token(), null);
    }

    public Answer post(String path, JsonObject body) {
        return post(path, body.encode());
    }

    public Answer post(String path, String body) {
        return client.call("POST", path, account.token(), body);
    }

    public Answer call(String method, String path, @Nullable String body, String... headers) {
        return client.call(method, path, account.token(), body, headers);
    }

    /** Without a login. */
    public Answer anonymous(String path, JsonObject body) {
        return client.call("POST", path, null, body.encode());
    }

    // --- a session and its messages ---

    /** A new session of one's own. */
    public String session() {
        return post("/chat/session", new JsonObject().put("kind", "group").put("ai", false))
                .success()
                .json()
                .getString("id");
    }

    public Answer send(String session, String text) {
        return post("/chat/message", new JsonObject().put("sessionId", session).put("content", text));
    }

    /** Puts texts into a session. */
    public void fill(String session, int messages, IntFunction<String> text) throws Exception {
        for (Answer answer : together(messages, 4, i -> send(session, text.apply(i)))) {
            answer.success();
        }
    }

    /** Words that no two texts have all alike, so long as a message may be. */
    public static String longText() {
        return IntStream.iterate(0, i -> i < LONGEST_TEXT / 10, i -> i + 1)
                .mapToObj(i -> "w" + ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999))
                .collect(Collectors.joining(" "));
    }

    // --- much at once ---

    /** Does something so many times, each on a thread of its own, so many at once; gives what came of it. */
    public <T> List<T> together(int times, int atOnce, IntFunction<T> work) throws Exception {
        List<T> results = new ArrayList<>();
        try (ExecutorService threads =
                Executors.newFixedThreadPool(atOnce, Thread.ofVirtual().factory())) {
            List<Future<T>> futures = IntStream.range(0, times)
                    .mapToObj(i -> threads.submit(() -> work.apply(i)))
                    .toList();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
        return results;
    }

    /** So many do something again and again for a moment, each as soon as its last time was answered. */
    public void flood(int atOnce, Work work) throws Exception {
        long end = System.nanoTime() + FLOOD.toNanos();
        List<Integer> unused = together(atOnce, atOnce, i -> {
            int times = 0;
            while (System.nanoTime() - end < 0) {
                work.once(i, times++);
            }
            return times;
        });
    }

    /** What a flood does. */
    public interface Work {
        /**
         * One time.
         *
         * @param who of those who do it at once, from 0
         * @param time from 0
         */
        void once(int who, int time);
    }

    /** Fails unless all answers have one of the statuses. */
    public static void expectAll(List<Answer> answers, IntPredicate statuses) {
        answers.stream()
                .filter(answer -> !statuses.test(answer.status()))
                .findFirst()
                .ifPresent(answer -> {
                    throw new IllegalStateException("among " + counts(answers) + ": " + answer);
                });
    }

    /** Fails unless an answer has the status. */
    public static void expectSome(List<Answer> answers, int status) {
        if (answers.stream().noneMatch(answer -> answer.status() == status)) {
            throw new IllegalStateException("no " + status + " among " + counts(answers));
        }
    }

    private static Map<Integer, Long> counts(List<Answer> answers) {
        return answers.stream().collect(Collectors.groupingBy(Answer::status, TreeMap::new, Collectors.counting()));
    }

    // --- connections ---

    /** A connection to the event bus with the account's login. */
    public LiveSocket bus() {
        LiveSocket socket = silentBus();
        String unused = socket.ask(Bridge.login(account.token()), "pong");
        return socket;
    }

    /** A connection to the event bus that has said nothing. */
    public LiveSocket silentBus() {
        return keep(client.bus(text -> {}));
    }

    /** A connection of the Supabase door that has said nothing. */
    public LiveSocket supabase() {
        return keep(client.supabase(text -> {}));
    }

    /** Joins a topic on such a connection, and gives the answer. */
    public String join(LiveSocket supabase, String ref, String channel, JsonObject config) {
        JsonArray join = new JsonArray()
                .add(ref)
                .add(ref)
                .add("realtime:" + channel)
                .add("phx_join")
                .add(new JsonObject().put("config", config).put("access_token", account.token()));
        return supabase.ask(join.encode(), "[\"" + ref + "\",\"" + ref + "\",");
    }

    /** A plain connection to the HTTP port on which something was said; nobody reads from it. */
    public Socket say(String text) {
        return say(client.doors().url().getPort(), text);
    }

    /** Likewise, to another port. */
    public Socket say(int port, String text) {
        try {
            return keep(client.say(port, text, SMALL_BUFFER));
        } catch (IOException e) {
            throw new IllegalStateException("a plain connection is refused", e);
        }
    }

    /** The head of a request that has the account's login. */
    public String head(String method, String path, String... lines) {
        return "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n%s\r\n"
                .formatted(
                        method,
                        path,
                        account.token(),
                        List.of(lines).stream().map(line -> line + "\r\n").collect(Collectors.joining()));
    }

    private <T extends AutoCloseable> T keep(T connection) {
        open.add(connection);
        return connection;
    }

    @Override
    public void close() {
        for (AutoCloseable connection : open) {
            try {
                connection.close();
            } catch (Exception e) {
                // it is gone, which is all that was wanted
            }
        }
        client.close();
    }
}
