package dev.cogo.bench.rooms;

import dev.cogo.bench.database.BenchSchema;
import dev.cogo.bench.database.BenchServer;
import dev.cogo.bench.load.Measured;
import dev.cogo.bench.load.Schedule;
import dev.cogo.bench.process.Cores;
import dev.cogo.bench.process.Usage;
import dev.cogo.bench.process.WorkFolder;
import dev.cogo.bench.report.Rounds;
import dev.cogo.bench.report.Target;
import dev.cogo.bench.socket.SocketLoop;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The servers on one PostgreSQL, each cold as soon as it is there, then warm in turns. */
public final class RoomsRun {
    private static final Duration QUIET = Duration.ofSeconds(5);

    private final RoomsPlan plan;
    private final BenchServer database;
    private final Cores cores;
    private final Consumer<String> progress;
    private final Rounds rounds = new Rounds();
    private final Map<String, Object> facts = new LinkedHashMap<>();

    public RoomsRun(RoomsPlan plan, BenchServer database, Cores cores, Consumer<String> progress) {
        this.plan = plan;
        this.database = database;
        this.cores = cores;
        this.progress = progress;
    }

    /** Measures; takes some minutes. */
    public Rounds run() {
        facts.put("cores", cores.toString());
        Vertx vertx = Vertx.vertx();
        try (WorkFolder folder = WorkFolder.in(plan.folder(), "rooms-");
                SocketLoop loop = new SocketLoop("listeners");
                BenchSchema ours = database.schema("rooms");
                BenchSchema theirs = database.emptySchema("centrifugo");
                RoomServer cogo = CogoRooms.start(vertx, plan, ours, folder(folder, "cogo"), cores.runner())) {
            List<RoomTraffic> all = new ArrayList<>();
            all.add(cold(loop, cogo));
            try (Closing other = new Closing(other(vertx, theirs, folder))) {
                other.server().ifPresent(server -> all.add(cold(loop, server)));
                quiet();
                for (int round = 0; round < plan.rounds(); round++) {
                    progress.accept("round %d of %d".formatted(round + 1, plan.rounds()));
                    for (RoomTraffic traffic : all) {
                        rounds.add(warm(traffic.server().name()), traffic.measure(plan.time()));
                    }
                }
            }
        } finally {
            vertx.close().await();
        }
        return rounds;
    }

    private Optional<RoomServer> other(Vertx vertx, BenchSchema schema, WorkFolder folder) {
        if (!plan.compare()) {
            return Optional.empty();
        }
        Optional<Path> program = Centrifugo.program();
        if (program.isEmpty()) {
            facts.put("left out", "Centrifugo: it is not installed (go install " + Centrifugo.SOURCE + ")");
        }
        return program.map(
                found -> Centrifugo.start(vertx, found, schema, folder(folder, "centrifugo"), cores.runner()));
    }

    private RoomTraffic cold(SocketLoop loop, RoomServer server) {
        progress.accept(server.name() + ": " + plan.listeners() + " listeners come");
        RoomTraffic traffic = RoomTraffic.open(loop, server, plan, database.processes());
        progress.accept(server.name() + ": cold");
        rounds.add(cold(server.name()), traffic.measure(plan.first()));
        if (!plan.warmUp().isZero()) {
            progress.accept(server.name() + ": warm-up");
            Measured unused = traffic.measure(plan.warmUp());
        }
        return traffic;
    }

    // What is done without any messages is in the figures, too.
    private void quiet() {
        if (plan.warmUp().isZero()) {
            return;
        }
        List<ProcessHandle> postgres = database.processes();
        Usage before = Usage.of(postgres, Cores.NONE);
        Schedule.sleep(QUIET);
        Usage used = Usage.of(postgres, Cores.NONE).since(before);
        if (!postgres.isEmpty()) {
            facts.put(
                    "PostgreSQL, ms a second while nobody sends",
                    Math.round(used.processMicros() * 1e6 / used.nanoTime() * 10) / 10.0);
        }
    }

    private static Path folder(WorkFolder parent, String name) {
        try {
            return Files.createDirectory(parent.path().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String cold(String server) {
        return "%s, its first %d s".formatted(server, plan.first().toSeconds());
    }

    private static String warm(String server) {
        return server + ", warm";
    }

    /** What else is worth keeping. */
    public Map<String, Object> facts() {
        return facts;
    }

    /** What the figures are held against. */
    public List<Target> targets() {
        double warm = rounds.named(warm(CogoRooms.NAME)).figure(RoomTraffic.SERVER);
        double cold = rounds.named(cold(CogoRooms.NAME)).figure(RoomTraffic.SERVER);
        List<Target> targets = new ArrayList<>();
        targets.add(Target.atMost("the node's processor for a message, ms", 0.35, warm));
        targets.add(Target.atMost("its first seconds / warm, processor", 1.5, cold / warm));
        if (!rounds.named(warm(Centrifugo.NAME)).rounds().isEmpty()) {
            targets.add(Target.atMost(
                    "the node / Centrifugo with PostgreSQL, processor",
                    0.5,
                    rounds.compare(
                            warm(CogoRooms.NAME),
                            warm(Centrifugo.NAME),
                            (a, b) -> a.figure(RoomTraffic.SERVER) / b.figure(RoomTraffic.SERVER))));
        }
        return targets;
    }

    private record Closing(Optional<RoomServer> server) implements AutoCloseable {
        @Override
        public void close() {
            server.ifPresent(RoomServer::close);
        }
    }
}
