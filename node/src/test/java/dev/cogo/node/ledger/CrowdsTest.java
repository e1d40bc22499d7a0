package dev.cogo.node.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.node.ledger.Door.RefusedException;
import dev.cogo.runtime.testing.Eventually;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Many listeners, of whom all are cut off at once, or one reads no more. Two nodes, each in a JVM of its own. */
class CrowdsTest {
    private static final Logger LOG = LoggerFactory.getLogger(CrowdsTest.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int CLIENTS = Integer.getInteger("cogo.storm.clients", 500);
    private static final int SESSIONS = 25;
    private static final int BEFORE = 2;
    private static final int MISSED = 5;
    private static final long HEAP_ROOM = 24 << 20;

    @AutoClose
    private static TestSystem system;

    @BeforeAll
    static void open(@TempDir Path directory) {
        system = TestSystem.start(directory, 2, Map.of());
    }

    @BeforeEach
    void restore() {
        system.restore();
    }

    @Test
    void allComeBackAtOnce() throws Exception {
        List<String> sessions = system.sessions(SESSIONS);
        List<CrowdClient> clients = IntStream.range(0, CLIENTS)
                .mapToObj(i -> new CrowdClient(
                        system.vertx(), system.people().get(i % system.people().size()), sessions.get(i % SESSIONS)))
                .toList();
        clients.forEach(client -> client.connect(system.node(0)));
        awaitAll("to listen", clients, CrowdClient::isSubscribed);
        send(sessions, BEFORE);
        awaitAll("to hear", clients, client -> client.seqs().size() == BEFORE);

        system.node(0).kill();
        awaitAll("to be cut off", clients, client -> !client.isSubscribed());
        send(sessions, MISSED);
        long transactions = transactions();
        long begin = System.nanoTime();
        clients.forEach(client -> client.connect(system.node(1)));
        awaitAll("to have what they missed", clients, client -> client.seqs().size() == BEFORE + MISSED);
        long millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
        long asked = transactions() - transactions;
        LOG.info("{} clients of {} sessions came back in {} ms with {} transactions", CLIENTS, SESSIONS, millis, asked);

        List<Long> all = LongStream.rangeClosed(1, BEFORE + MISSED).boxed().toList();
        assertThat(clients).allSatisfy(client -> {
            assertThat(client.seqs()).isEqualTo(all);
            assertThat(client.notices()).isEmpty();
        });
        // Rights are checked many at a time, and a session is read once; both nodes' own work is in it too.
        assertThat(asked).isLessThan(CLIENTS);
        clients.forEach(CrowdClient::close);
    }

    @Test
    void oneReadsNoMore() throws Exception {
        NodeProcess node = system.node(0);
        String session = system.sessions(1).getFirst();
        Person idler = system.people().getLast();
        List<CrowdClient> readers = IntStream.range(0, 10)
                .mapToObj(i -> new CrowdClient(system.vertx(), system.people().get(i), session))
                .toList();
        CrowdClient slow = new CrowdClient(system.vertx(), idler, session);
        List<CrowdClient> all = new ArrayList<>(readers);
        all.add(slow);
        all.forEach(client -> client.connect(node));
        awaitAll("to listen", all, CrowdClient::isSubscribed);
        slow.pause();
        // As many as go into the kernel's buffers and the server's limits together, and then some.
        int messages = 0;
        long before = node.liveHeap();
        HttpDoor door = new HttpDoor(system.http(), node, system.people().getFirst());
        while (messages < 800) {
            // No faster than the readers read.
            int sent = messages;
            Eventually.until(
                    "the readers",
                    TIMEOUT,
                    () -> readers.stream().allMatch(one -> one.seqs().size() >= sent - 10));
            door.call(new Work.Send(session, List.of(text("x".repeat(30_000)))));
            messages++;
        }
        int sent = messages;
        awaitAll("to hear", readers, client -> client.seqs().size() == sent);
        Eventually.until("the one that does not read to be gone", TIMEOUT, () -> !isPresent(door, session, idler));
        assertThat(node.liveHeap() - before).isLessThan(HEAP_ROOM);

        slow.resume();
        Eventually.until("its end", TIMEOUT, () -> !slow.isSubscribed());
        assertThat(slow.seqs())
                .isEqualTo(LongStream.rangeClosed(1, slow.seqs().size()).boxed().toList());
        assertThat(slow.seqs().size()).isLessThan(sent);
        assertThat(readers).allSatisfy(reader -> {
            assertThat(reader.isSubscribed()).isTrue();
            assertThat(reader.seqs())
                    .isEqualTo(LongStream.rangeClosed(1, sent).boxed().toList());
            assertThat(reader.notices()).isEmpty();
        });
        all.forEach(CrowdClient::close);
    }

    private static void awaitAll(String what, List<CrowdClient> clients, Predicate<CrowdClient> condition) {
        Eventually.until(
                () -> clients.stream().filter(condition.negate()).count() + " of " + clients.size() + " " + what,
                TIMEOUT,
                () -> clients.stream().allMatch(condition));
    }

    private static boolean isPresent(HttpDoor door, String session, Person person) {
        try {
            return door
                    .call("GET", "/chat/session/" + session + "/presence", new JsonObject())
                    .getJsonArray("items")
                    .stream()
                    .anyMatch(item -> ((JsonObject) item).getString("userId").equals(person.id()));
        } catch (IOException | RefusedException e) {
            return true;
        }
    }

    private static void send(List<String> sessions, int each) {
        HttpDoor door =
                new HttpDoor(system.http(), system.node(1), system.people().getFirst());
        for (String session : sessions) {
            List<Work.Text> texts =
                    IntStream.range(0, each).mapToObj(i -> text("number " + i)).toList();
            sendPatiently(door, new Work.Send(session, texts));
        }
    }

    /** Again and again, as a client does while a node's death is being noticed: it is stored once. */
    private static void sendPatiently(HttpDoor door, Work.Send messages) {
        Eventually.until("the messages to be taken", TIMEOUT, () -> {
            try {
                door.call(messages);
                return true;
            } catch (RefusedException | IOException e) {
                return false;
            }
        });
    }

    private static Work.Text text(String content) {
        return new Work.Text(UUID.randomUUID().toString(), content);
    }

    private static long transactions() throws SQLException {
        try (Connection connection = system.database().connect();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT sum(xact_commit + xact_rollback) FROM pg_stat_database")) {
            row.next();
            return row.getLong(1);
        }
    }
}
