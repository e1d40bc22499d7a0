package dev.cogo.bench.fanout;

import dev.cogo.bench.load.Schedule;
import dev.cogo.bench.process.Cores;
import dev.cogo.bench.process.Usage;
import dev.cogo.bench.socket.MarkedText;
import dev.cogo.bench.socket.SocketLoop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** A contender, one channel of it, its audience and who speaks to it. Methods are for one thread, and block. */
final class Scenario {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final SocketLoop loop;
    private final Contender contender;
    private final Audience audience;
    private final Publisher publisher;
    private final int bytes;
    // Written by the caller's thread or by the loop's, never by both in one turn.
    private volatile int published;

    private Scenario(SocketLoop loop, Contender contender, Audience audience, Publisher publisher, int bytes) {
        this.loop = loop;
        this.contender = contender;
        this.audience = audience;
        this.publisher = publisher;
        this.bytes = bytes;
    }

    /**
     * Connects everybody, and waits until they listen.
     *
     * @param channel which nobody else listens on
     */
    static Scenario open(SocketLoop loop, Contender contender, String channel, int listeners, int bytes) {
        Audience audience = new Audience(listeners);
        ListenerRamp.join(loop, contender, channel, audience, 0, listeners);
        return new Scenario(loop, contender, audience, contender.publisher(loop, channel), bytes);
    }

    /**
     * What a turn was.
     *
     * @param clientShare of the wall clock's time that the client's thread computed
     * @param missing deliveries that did not come
     * @param failure empty without one; with one nothing else counts
     */
    record Turn(int messages, Audience.Heard heard, Usage usage, double clientShare, long missing, String failure) {}

    /** Messages at a steady pace, each due at its time whatever becomes of those before it. Ends when all have been heard. */
    Turn atRate(double perSecond, Duration time, Cores cores) {
        int messages = Math.max(1, (int) (perSecond * time.toNanos() / 1e9));
        Begin begin = begin(cores);
        CompletableFuture<Void> heard = onLoop(() -> whenWhole(published + messages));
        Schedule schedule = Schedule.of(perSecond);
        for (int n = 0; n < messages && !failed(); n++) {
            publish(schedule.awaitNext());
        }
        return end(begin, heard, TIMEOUT, cores);
    }

    /** So many messages under way at any time: when all have heard one, the next is sent. Ends when all have been heard. */
    Turn outstanding(int messages, Duration time, Cores cores) {
        Begin begin = begin(cores);
        CompletableFuture<Void> heard =
                onLoop(() -> keepUnderWay(messages, begin.usage().nanoTime() + time.toNanos()));
        return end(begin, heard, time.plus(TIMEOUT), cores);
    }

    private CompletableFuture<Void> whenWhole(int messages) {
        CompletableFuture<Void> heard = new CompletableFuture<>();
        audience.onWhole(whole -> {
            if (whole == messages) {
                heard.complete(null);
            }
        });
        return heard;
    }

    private CompletableFuture<Void> keepUnderWay(int messages, long until) {
        CompletableFuture<Void> heard = new CompletableFuture<>();
        audience.onWhole(whole -> {
            long now = System.nanoTime();
            if (now - until < 0) {
                publish(now);
            } else if (whole == published) {
                heard.complete(null);
            }
        });
        for (int i = 0; i < messages; i++) {
            publish(System.nanoTime());
        }
        return heard;
    }

    private void publish(long due) {
        int number = published;
        published = number + 1;
        publisher.publish(MarkedText.of(number, due, bytes));
    }

    private record Begin(int published, Usage usage, long clientNanos) {}

    /** Servers close a connection that has been silent for long, as all are while others have their turn. */
    void keepAlive() {
        onLoop(() -> {
            audience.listeners().forEach(Listener::keepAlive);
            publisher.keepAlive();
            return audience;
        });
    }

    private Begin begin(Cores cores) {
        onLoop(() -> {
            audience.reset();
            return audience;
        });
        return new Begin(published, Usage.of(contender.processes(), cores), loop.cpuNanos());
    }

    private Turn end(Begin begin, CompletableFuture<Void> heard, Duration patience, Cores cores) {
        String late = "";
        try {
            Object unused = CompletableFuture.anyOf(heard, audience.failure(), publisher.failure())
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            late = "not all listeners heard all messages in " + patience.toSeconds() + " s";
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        Usage usage = Usage.of(contender.processes(), cores).since(begin.usage());
        double clientShare = (double) (loop.cpuNanos() - begin.clientNanos()) / usage.nanoTime();
        String failure = audience.failure().getNow(publisher.failure().getNow(late));
        return onLoop(() -> new Turn(
                published - begin.published(),
                audience.heard(),
                usage,
                clientShare,
                audience.missing(published),
                failure));
    }

    private boolean failed() {
        return audience.failure().isDone() || publisher.failure().isDone();
    }

    private <T> T onLoop(Supplier<T> work) {
        return loop.call(work).join();
    }

    Contender contender() {
        return contender;
    }

    int listeners() {
        return audience.size();
    }
}
