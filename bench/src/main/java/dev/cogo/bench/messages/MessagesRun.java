package dev.cogo.bench.messages;

import dev.cogo.bench.database.BenchSchema;
import dev.cogo.bench.load.Latency;
import dev.cogo.bench.load.Load;
import dev.cogo.bench.load.Measured;
import dev.cogo.bench.load.Operation;
import dev.cogo.bench.process.NodeProcess;
import dev.cogo.bench.report.Rounds;
import dev.cogo.bench.report.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** The cases of {@code messages}, in rounds: PostgreSQL alone, the bus, and HTTP, all on the same tables. */
public final class MessagesRun {
    private static final int BUS_USERS = 100;
    private static final int SINGLE_COMMIT_CONNECTIONS = 32;
    private static final List<Integer> BATCH_CONNECTIONS = List.of(1, 2, 4);
    private static final int SQL_BATCH = 100;
    private static final int SEND_BATCH = 20;
    // Below what the bus serves at one time: more would be refused, not late.
    private static final int MAX_LATE = 1500;
    private static final int FIRST_WARM_UP = 5;

    private static final String SQL_ONE = "PostgreSQL, 1 a commit, 32 connections";
    private static final String SQL_MANY = "PostgreSQL, 100 a commit, best of 1, 2, 4 connections";
    private static final String SQL_HISTORY = "PostgreSQL, history rows alone, 100 a commit";
    private static final String BUS = "bus, many sessions, 1 a send";
    private static final String BUS_HOT = "bus, one hot session, 1 a send";
    private static final String BUS_BATCH = "bus, many sessions, 20 a send";
    private static final String BUS_HALF = "bus, many sessions, half of its own rate";
    private static final String HTTP = "HTTP, many sessions, 1 a request";
    private static final String HTTP_HOT = "HTTP, one hot session, 1 a request";
    private static final String HTTP_BATCH = "HTTP, many sessions, 20 a request";
    private static final String HTTP_HALF = "HTTP, many sessions, half of HTTP's rate";
    private static final String BUS_AS_HTTP = "bus, many sessions, half of HTTP's rate";

    private final Plan plan;
    private final BenchSchema schema;
    private final Consumer<String> progress;
    private final String content;
    private final Rounds rounds = new Rounds();

    /**
     * How much is measured.
     *
     * @param inFlight sends that wait for an answer at the bus
     * @param connections of the HTTP clients, each with one request under way
     * @param users who send over HTTP
     * @param nodeHeapMiB of the node that serves HTTP
     * @param folder for the node's files
     */
    public record Plan(
            int sessions,
            int inFlight,
            int connections,
            int users,
            int bytes,
            int rounds,
            Duration warmUp,
            Duration time,
            int nodeHeapMiB,
            Path folder) {}

    public MessagesRun(Plan plan, BenchSchema schema, Consumer<String> progress) {
        this.plan = plan;
        this.schema = schema;
        this.progress = progress;
        this.content = "x".repeat(plan.bytes());
    }

    /** Measures all; takes some minutes. */
    public Rounds run() {
        try (BusChat chat = BusChat.start(schema.config())) {
            Load load = new Load(chat.vertx());
            List<UUID> users = Conversations.accounts(schema, BUS_USERS);
            Conversations many = Conversations.many(schema, plan.sessions(), users);
            warmUp(load, "the bus", chat.send(many, 1, content), plan.inFlight());
            databaseAndBus(chat, load, many, Conversations.oneHot(schema, users));
            pace(load, BUS_HALF, chat.send(many, 1, content), rounds.rate(BUS) / 2);
            try (NodeProcess node = NodeProcess.start(schema.config(), plan.folder(), plan.nodeHeapMiB());
                    HttpChat http = HttpChat.open(chat.vertx(), node.url(), plan.connections(), plan.users())) {
                httpBesideBus(http, chat, load, many);
            }
        }
        return rounds;
    }

    private void databaseAndBus(BusChat chat, Load load, Conversations many, Conversations hot) {
        // Sessions of its own: nobody else may count in them.
        Conversations plain = Conversations.many(schema, plan.sessions(), Conversations.accounts(schema, BUS_USERS));
        try (PlainSql sql = PlainSql.open(chat.vertx(), load, schema, plain, SINGLE_COMMIT_CONNECTIONS, content)) {
            for (int round = 0; round < plan.rounds(); round++) {
                fullSpeed(load, SQL_ONE, sql.one(), SINGLE_COMMIT_CONNECTIONS);
                fullSpeed(load, BUS, chat.send(many, 1, content), plan.inFlight());
                best(load, SQL_MANY, sql.many(SQL_BATCH));
                fullSpeed(load, BUS_HOT, chat.send(hot, 1, content), plan.inFlight());
                fullSpeed(load, BUS_BATCH, chat.send(many, SEND_BATCH, content), plan.inFlight());
                best(load, SQL_HISTORY, sql.historyAlone(SQL_BATCH));
            }
        }
    }

    private void httpBesideBus(HttpChat http, BusChat chat, Load load, Conversations busSessions) {
        Conversations many = Conversations.many(schema, plan.sessions(), http.users());
        Conversations hot = Conversations.oneHot(schema, http.users());
        warmUp(load, "HTTP", http.send(many, 1, content), plan.connections());
        for (int round = 0; round < plan.rounds(); round++) {
            fullSpeed(load, HTTP, http.send(many, 1, content), plan.connections());
            fullSpeed(load, HTTP_HOT, http.send(hot, 1, content), plan.connections());
            fullSpeed(load, HTTP_BATCH, http.send(many, SEND_BATCH, content), plan.connections());
        }
        double half = rounds.rate(HTTP) / 2;
        for (int round = 0; round < plan.rounds(); round++) {
            pace(load, HTTP_HALF, http.send(many, 1, content), half);
            pace(load, BUS_AS_HTTP, chat.send(busSessions, 1, content), half);
        }
    }

    // A new process first compiles what it does often; the short time before each case is not enough for that.
    private void warmUp(Load load, String what, Operation operation, int inFlight) {
        progress.accept("warm-up of " + what);
        load.atFullSpeed(operation, inFlight, plan.warmUp().multipliedBy(FIRST_WARM_UP), Duration.ofMillis(100));
    }

    private void fullSpeed(Load load, String name, Operation operation, int inFlight) {
        progress.accept(name);
        rounds.add(name, load.atFullSpeed(operation, inFlight, plan.warmUp(), plan.time()));
    }

    private void best(Load load, String name, Operation operation) {
        progress.accept(name);
        rounds.add(
                name,
                BATCH_CONNECTIONS.stream()
                        .map(inFlight -> load.atFullSpeed(operation, inFlight, plan.warmUp(), plan.time()))
                        .max(Comparator.comparingDouble(Measured::messagesPerSecond))
                        .orElseThrow());
    }

    private void pace(Load load, String name, Operation operation, double perSecond) {
        progress.accept(name);
        rounds.add(name, load.atPace(operation, perSecond, MAX_LATE, plan.warmUp(), plan.time()));
    }

    /** What the figures are held against. */
    public static List<Target> targets(Rounds rounds) {
        return List.of(
                Target.atLeast("bus / PostgreSQL in batches of 100", 0.6, rounds.rateRatio(BUS, SQL_MANY)),
                Target.atLeast("bus / PostgreSQL at one a commit", 1.5, rounds.rateRatio(BUS, SQL_ONE)),
                Target.atLeast("one hot session / many sessions, at the bus", 0.5, rounds.rateRatio(BUS_HOT, BUS)),
                Target.below("ms that HTTP adds to the bus, p50", 1, added(rounds, Latency::p50Ms)),
                Target.below("ms that HTTP adds to the bus, p99", 10, added(rounds, Latency::p99Ms)));
    }

    private static double added(Rounds rounds, ToDoubleFunction<Latency> percentile) {
        return rounds.compare(
                HTTP_HALF,
                BUS_AS_HTTP,
                (http, bus) -> percentile.applyAsDouble(http.latency()) - percentile.applyAsDouble(bus.latency()));
    }
}
