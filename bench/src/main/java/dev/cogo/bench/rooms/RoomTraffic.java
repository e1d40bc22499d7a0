package dev.cogo.bench.rooms;

import dev.cogo.bench.load.Measured;
import dev.cogo.bench.load.Schedule;
import dev.cogo.bench.process.Cores;
import dev.cogo.bench.process.Usage;
import dev.cogo.bench.socket.MarkedText;
import dev.cogo.bench.socket.SocketLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A server, everybody who listens to it, and messages at a steady pace. Methods are for one thread, and block. */
final class RoomTraffic {
    /** Processor time of the server's processes for a message, in milliseconds. */
    static final String SERVER = "server ms";
    /** Likewise, of PostgreSQL's. */
    static final String POSTGRES = "PostgreSQL ms";

    private static final String ANSWER_P50 = "answer p50";
    private static final String ANSWER_P99 = "answer p99";
    private static final String RESIDENT = "MiB";
    private static final String FRAME = "frame B";

    // A server's queue of new connections is not what is measured.
    private static final int AT_ONCE = 100;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    // How often clients say that they are there, those of the one server by themselves, those of the other when asked.
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(25);

    private final SocketLoop loop;
    private final RoomServer server;
    private final RoomsPlan plan;
    private final List<ProcessHandle> postgres;
    private final List<RoomListener> listeners = new ArrayList<>();
    private volatile RoomTurn turn;
    private int sent;
    private long keptAlive = System.nanoTime();

    private RoomTraffic(SocketLoop loop, RoomServer server, RoomsPlan plan, List<ProcessHandle> postgres) {
        this.loop = loop;
        this.server = server;
        this.plan = plan;
        this.postgres = postgres;
        this.turn = new RoomTurn(0, 0, plan.people());
    }

    /**
     * Lets everybody come, and waits until all listen.
     *
     * @param postgres the processes that the server's rows cost
     */
    static RoomTraffic open(SocketLoop loop, RoomServer server, RoomsPlan plan, List<ProcessHandle> postgres) {
        RoomTraffic traffic = new RoomTraffic(loop, server, plan, postgres);
        for (int begin = 0; begin < plan.listeners(); begin += AT_ONCE) {
            List<CompletableFuture<Void>> coming = new ArrayList<>();
            for (int n = begin; n < Math.min(begin + AT_ONCE, plan.listeners()); n++) {
                coming.add(traffic.join(n / plan.people(), n % plan.people()));
            }
            CompletableFuture<String> all = CompletableFuture.allOf(coming.toArray(CompletableFuture[]::new))
                    .thenApply(listening -> "");
            traffic.requireNone(await(all, "not all listeners were in"));
        }
        return traffic;
    }

    private CompletableFuture<Void> join(int room, int person) {
        RoomListener listener = new RoomListener(
                person,
                server.dialect(room, person),
                (message, who) -> turn.heard(message, who),
                why -> turn.fail(why));
        listeners.add(listener);
        return loop.webSocket(server.address(), listener.target(), listener)
                .thenCompose(connected -> listener.listening());
    }

    RoomServer server() {
        return server;
    }

    /**
     * Messages for a time, each due at its time whatever becomes of those before it. Ends when all have been heard.
     *
     * @throws IllegalStateException when one is refused, is not heard or comes twice: then no figure means anything
     */
    Measured measure(Duration time) {
        int messages = Math.max(1, (int) (plan.perSecond() * time.toNanos() / 1e9));
        RoomTurn fresh = new RoomTurn(sent, messages, plan.people());
        turn = fresh;
        keepAlive();
        Usage own = Usage.of(server.processes(), Cores.NONE);
        Usage database = Usage.of(postgres, Cores.NONE);
        send(fresh, messages);
        requireNone(await(fresh.ended(), "not everything was heard, or acknowledged"));
        own = Usage.of(server.processes(), Cores.NONE).since(own);
        database = Usage.of(postgres, Cores.NONE).since(database);
        return measured(fresh, messages, own, database);
    }

    private void send(RoomTurn fresh, int messages) {
        Schedule schedule = Schedule.of(plan.perSecond());
        for (int i = 0; i < messages && !fresh.ended().isDone(); i++) {
            int number = sent++;
            int room = number % plan.rooms();
            int person = number / plan.rooms() % plan.people();
            long due = schedule.awaitNext();
            server.send(room, person, MarkedText.of(number, due, plan.bytes())).onComplete((stored, failure) -> {
                if (failure == null) {
                    fresh.acknowledged(due);
                } else {
                    fresh.fail("a message was refused: " + failure.getMessage());
                }
            });
            if (System.nanoTime() - keptAlive > KEEP_ALIVE.toNanos()) {
                keepAlive();
            }
        }
    }

    private void keepAlive() {
        keptAlive = System.nanoTime();
        loop.call(() -> {
                    listeners.forEach(RoomListener::keepAlive);
                    return listeners;
                })
                .join();
    }

    private Measured measured(RoomTurn fresh, int messages, Usage own, Usage database) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(SERVER, own.processMicros() / messages / 1000);
        figures.put(POSTGRES, postgres.isEmpty() ? Double.NaN : database.processMicros() / messages / 1000);
        figures.put(ANSWER_P50, fresh.acknowledged().p50Ms());
        figures.put(ANSWER_P99, fresh.acknowledged().p99Ms());
        figures.put(RESIDENT, Usage.residentKiB(server.processes()) / 1024);
        figures.put(FRAME, fresh.frameBytes());
        figures.values().removeIf(value -> !Double.isFinite(value));
        return new Measured(messages * 1e9 / own.nanoTime(), 0, "", fresh.sinceDue(), figures);
    }

    private void requireNone(String failure) {
        if (!failure.isEmpty()) {
            throw new IllegalStateException(server.name() + ": " + failure);
        }
    }

    // Empty, or what went wrong.
    private static String await(CompletableFuture<String> end, String late) {
        try {
            return end.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return late + " after " + TIMEOUT.toSeconds() + " s";
        } catch (ExecutionException e) {
            return String.valueOf(e.getCause().getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "it was interrupted";
        }
    }
}
