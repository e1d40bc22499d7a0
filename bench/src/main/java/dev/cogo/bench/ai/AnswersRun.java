package dev.cogo.bench.ai;

import dev.cogo.bench.cluster.ChannelSocket;
import dev.cogo.bench.database.BenchSchema;
import dev.cogo.bench.load.Latency;
import dev.cogo.bench.load.Measured;
import dev.cogo.bench.load.Schedule;
import dev.cogo.bench.messages.Bridge;
import dev.cogo.bench.messages.Conversations;
import dev.cogo.bench.messages.Conversations.Turn;
import dev.cogo.bench.process.Cores;
import dev.cogo.bench.process.NodeProcess;
import dev.cogo.bench.process.Usage;
import dev.cogo.bench.process.Users;
import dev.cogo.bench.process.WorkFolder;
import dev.cogo.bench.report.Rounds;
import dev.cogo.bench.report.Target;
import dev.cogo.bench.socket.SocketLoop;
import dev.cogo.node.config.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** A node that has many answers written at once, each in a session of its own with two listeners. Methods block. */
public final class AnswersRun {
    private static final int USERS = 20;
    private static final int RUNS_OF_A_USER = 10;
    private static final int LISTENERS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final double LONGEST_P99_MS = 150;
    private static final double LONGEST_CANCEL_MS = 200;
    private static final String CANCELLED = "from the word to cancel until the model's call is reset";
    private static final String CPU = "CPU ms/1000";

    private final AnswersPlan plan;
    private final BenchSchema schema;
    private final Consumer<String> progress;
    private final Rounds rounds = new Rounds();
    private final Map<String, Object> facts = new LinkedHashMap<>();
    // Read and replaced on the loop's thread.
    private Ears ears;
    private int most;

    public AnswersRun(AnswersPlan plan, BenchSchema schema, Consumer<String> progress) {
        this.plan = plan;
        this.schema = schema;
        this.progress = progress;
        this.ears = new Ears(0, plan, 0);
    }

    /** Measures; takes about half a minute for each round. */
    public Rounds run() {
        try (WorkFolder folder = WorkFolder.in(plan.folder(), "ai-");
                ModelStub model = ModelStub.start(folder.path(), plan.perSecond(), plan.pieces());
                NodeProcess node = NodeProcess.start(
                        schema.config(),
                        folder.path().resolve("node"),
                        NodeProcess.Heap.upTo(plan.nodeHeapMiB()),
                        Map.of(
                                Setting.GEMINI_BASE_URL.name(), model.baseUrl(),
                                Setting.GEMINI_API_KEY.name(), "a-key-for-measurements",
                                Setting.AI_MAX_CONCURRENT.name(), "10000",
                                // Only what was asked for is to be at work.
                                Setting.AI_SUMMARIES.name(), "false"),
                        List.of());
                SocketLoop loop = new SocketLoop("listeners");
                HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            // One user has at most sixteen answers that are waited for.
            Map<UUID, String> tokens =
                    Users.register(node.url(), Math.max(USERS, Math.ceilDiv(plan.runs(), RUNS_OF_A_USER)));
            Conversations made = Conversations.many(schema, plan.runs(), List.copyOf(tokens.keySet()));
            List<Turn> sessions = Stream.generate(made::next).limit(plan.runs()).toList();
            schema.execute("UPDATE user_chat_sessions SET ai = true");
            List<ChannelSocket> sockets = listen(loop, node, sessions, tokens);
            Questions questions = new Questions(node.url(), http, sessions, tokens);
            for (int round = 0; round <= plan.rounds(); round++) {
                progress.accept(round == 0 ? "answers that do not count" : "round " + round);
                round(round, loop, sockets, node, questions, round == 0 ? new Rounds() : rounds);
            }
            progress.accept("answers that are cancelled");
            loop.call(() -> {
                        sockets.forEach(ChannelSocket::keepAlive);
                        return sockets;
                    })
                    .join();
            rounds.add(
                    CANCELLED,
                    new Cancellations(schema, questions, model).run((plan.rounds() + 1) * plan.runs(), plan.runs()));
            most = model.state().most();
            facts.put("answers that the model wrote at the same time, at most", most);
            return rounds;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<ChannelSocket> listen(
            SocketLoop loop, NodeProcess node, List<Turn> sessions, Map<UUID, String> tokens) {
        List<ChannelSocket> sockets = new ArrayList<>();
        for (int i = 0; i < plan.runs() * LISTENERS; i++) {
            int listener = i;
            Turn session = sessions.get(i / LISTENERS);
            sockets.add(ChannelSocket.open(
                            loop,
                            node.address(),
                            List.of(Bridge.channel(session.sessionId().toString())),
                            tokens.get(session.userId()),
                            piece -> ears.heard(listener, piece),
                            why -> ears.fail(why))
                    .join());
        }
        return sockets;
    }

    private void round(
            int round,
            SocketLoop loop,
            List<ChannelSocket> sockets,
            NodeProcess node,
            Questions questions,
            Rounds into) {
        int first = round * plan.runs();
        Ears fresh = new Ears(first, plan, plan.runs() * LISTENERS);
        loop.call(() -> {
                    ears = fresh;
                    sockets.forEach(ChannelSocket::keepAlive);
                    return fresh;
                })
                .join();
        long[] asked = new long[plan.runs()];
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int run = 0; run < plan.runs(); run++) {
            asked[run] = System.nanoTime();
            answers.add(questions.ask(run, first + run));
        }
        Schedule.sleep(plan.warmUp());
        Usage before = Usage.of(List.of(node.handle()), Cores.NONE);
        Schedule.sleep(plan.time());
        Usage used = Usage.of(List.of(node.handle()), Cores.NONE).since(before);
        long refused = answers.stream()
                .map(CompletableFuture::join)
                .filter(answer -> answer.statusCode() != 201)
                .peek(answer -> fresh.fail("an answer was refused: " + answer.body()))
                .count();
        awaitAll(loop, fresh);
        loop.call(() -> {
                    add(fresh, asked, used, refused, into);
                    return fresh;
                })
                .join();
    }

    private static void awaitAll(SocketLoop loop, Ears fresh) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!loop.call(() -> fresh.hasAll() || !fresh.failure().isEmpty()).join()) {
            if (System.nanoTime() - end > 0) {
                loop.call(() -> {
                            fresh.fail("not everything was heard");
                            return fresh;
                        })
                        .join();
            }
            Schedule.sleep(Duration.ofMillis(20));
        }
    }

    private void add(Ears fresh, long[] asked, Usage used, long refused, Rounds into) {
        Histogram begun = Ears.histogram();
        for (int run = 0; run < asked.length; run++) {
            begun.recordValue(Math.max(0, TimeUnit.NANOSECONDS.toMicros(fresh.begun(run) - asked[run])));
        }
        long failed = fresh.failure().isEmpty() ? 0 : Math.max(1, refused);
        double deltas = (double) plan.runs() * plan.perSecond();
        double seconds = used.nanoTime() / 1e9;
        into.add(
                pieces(),
                new Measured(
                        deltas,
                        failed,
                        fresh.failure(),
                        fresh.pieces(),
                        Map.of(CPU, used.processMicros() / (deltas * seconds))));
        into.add(
                "from the question to the model",
                new Measured(plan.runs(), failed, fresh.failure(), Latency.of(begun)));
    }

    private String pieces() {
        return "pieces of %d answers, from the model to the listener".formatted(plan.runs());
    }

    /** What else is worth keeping. */
    public Map<String, Object> facts() {
        return facts;
    }

    /** What the figures are held against. */
    public List<Target> targets() {
        return List.of(
                Target.below(
                        pieces() + ", p99 ms",
                        LONGEST_P99_MS,
                        rounds.named(pieces()).typical().latency().p99Ms()),
                Target.atLeast("answers at the same time", plan.runs(), most),
                Target.below(
                        CANCELLED + ", p99 ms",
                        LONGEST_CANCEL_MS,
                        rounds.named(CANCELLED).typical().latency().p99Ms()));
    }
}
