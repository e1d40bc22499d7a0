package dev.cogo.bench.socket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** Posts texts to one path on one connection, without waiting for the answers. */
public final class PostConnection extends Connection {
    private final String head;
    private final CompletableFuture<PostConnection> opened = new CompletableFuture<>();
    private final CompletableFuture<String> failure = new CompletableFuture<>();

    PostConnection(Selector selector, InetSocketAddress address, String target) throws IOException {
        super(selector, address);
        this.head = "POST %s HTTP/1.1\r\nHost: %s:%d\r\nContent-Type: text/plain\r\nContent-Length: "
                .formatted(target, address.getHostString(), address.getPort());
    }

    /** Completes when requests can be sent. */
    public CompletableFuture<PostConnection> opened() {
        return opened;
    }

    /** Completes with what went wrong: an answer that is no 2xx, or the end of the connection. */
    public CompletableFuture<String> failure() {
        return failure;
    }

    /** Any thread. */
    public void post(String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        byte[] first = (head + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        write(ByteBuffer.allocate(first.length + body.length)
                .put(first)
                .put(body)
                .array());
    }

    @Override
    void connected() {
        opened.complete(this);
    }

    @Override
    void consume(ByteBuffer in) throws IOException {
        while (HttpAnswers.takeSuccess(in)) {
            // the next one
        }
    }

    @Override
    void broken(String why) {
        opened.completeExceptionally(new IOException(why));
        failure.complete(why);
    }
}
