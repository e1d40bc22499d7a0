package dev.cogo.bench.fanout;

import dev.cogo.bench.socket.SocketLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Listeners who come. */
final class ListenerRamp {
    // A server's queue of new connections is not what is measured.
    private static final int AT_ONCE = 100;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private ListenerRamp() {}

    /** Connects the listeners with the numbers from {@code from} to before {@code to}, and waits until they listen. */
    static void join(SocketLoop loop, Contender contender, String channel, Audience audience, int from, int to) {
        for (int begin = from; begin < to; begin += AT_ONCE) {
            List<CompletableFuture<Void>> joining = new ArrayList<>();
            for (int i = begin; i < Math.min(to, begin + AT_ONCE); i++) {
                joining.add(join(loop, contender, channel, audience, i));
            }
            await(contender, CompletableFuture.allOf(joining.toArray(CompletableFuture[]::new)));
        }
    }

    private static CompletableFuture<Void> join(
            SocketLoop loop, Contender contender, String channel, Audience audience, int index) {
        Listener listener = new Listener(audience, index, contender.dialect(channel, index));
        return loop.call(() -> {
                    audience.add(listener);
                    return listener;
                })
                .thenCompose(added -> loop.webSocket(contender.address(index), added.target(), added))
                .thenCompose(connected -> listener.listening());
    }

    private static void await(Contender contender, CompletableFuture<Void> listening) {
        try {
            listening.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    contender.name() + ": not all listeners were in after " + TIMEOUT.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    contender.name() + ": " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
