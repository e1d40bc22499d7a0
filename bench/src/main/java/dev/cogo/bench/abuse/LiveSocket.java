package dev.cogo.bench.abuse;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A live connection of a client, who may stop to read from it. Methods block; one thread at a time may send. */
public final class LiveSocket implements AutoCloseable {
    private final Ear ear;
    private final WebSocket socket;

    private LiveSocket(Ear ear, WebSocket socket) {
        this.ear = ear;
        this.socket = socket;
    }

    /** @param heard is told each text, on a thread of the client's */
    static LiveSocket open(HttpClient client, URI address, Consumer<String> heard) {
        Ear ear = new Ear(heard);
        return new LiveSocket(
                ear,
                get(
                        client.newWebSocketBuilder()
                                .connectTimeout(Client.TIMEOUT)
                                .buildAsync(address, ear),
                        "no connection"));
    }

    /** Returns when the system has taken it. */
    public void send(String text) {
        WebSocket unused = get(socket.sendText(text, true), "what is sent is not taken");
    }

    /** Sends something, and gives the first text from then on that holds a part. */
    public String ask(String text, String part) {
        Wait wait = new Wait(part, new CompletableFuture<>());
        ear.waits.add(wait);
        send(text);
        try {
            return get(wait.found, "no answer with " + part);
        } finally {
            ear.waits.remove(wait);
        }
    }

    /** Reads no more. */
    public void stopReading() {
        ear.reads = false;
    }

    /** Whether the other side has ended it. */
    public boolean hasEnded() {
        return ear.ended.isDone();
    }

    /** Likewise, or does so before anybody's patience ends. */
    public boolean endsSoon() {
        try {
            return ear.ended.get(Client.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        socket.abort();
    }

    private static <T> T get(CompletionStage<T> stage, String otherwise) {
        try {
            return stage.toCompletableFuture().get(Client.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(otherwise + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private record Wait(String part, CompletableFuture<String> found) {}

    private static final class Ear implements WebSocket.Listener {
        private final List<Wait> waits = new CopyOnWriteArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private final Consumer<String> heard;
        private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
        private volatile boolean reads = true;

        Ear(Consumer<String> heard) {
            this.heard = heard;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                String whole = text.toString();
                text.setLength(0);
                heard.accept(whole);
                waits.stream().filter(wait -> whole.contains(wait.part)).forEach(wait -> wait.found.complete(whole));
            }
            if (reads) {
                socket.request(1);
            }
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            end("closed with " + code + " " + reason);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            end(error.toString());
        }

        private void end(String why) {
            ended.complete(true);
            waits.forEach(wait -> wait.found.completeExceptionally(new IllegalStateException(why)));
        }
    }
}
