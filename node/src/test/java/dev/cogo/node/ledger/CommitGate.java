package dev.cogo.node.ledger;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A line between a node and PostgreSQL that keeps one commit from being heard of: when a transaction has carried the given
 * words, and the server then says that it is committed, that answer and all after it are withheld. Messages as in the
 * PostgreSQL manual, section 54.7, Message Formats: a type, a length that counts itself, the rest.
 */
final class CommitGate implements AutoCloseable {
    private static final byte COMMAND_COMPLETE = 'C';
    private static final byte[] COMMIT = "COMMIT\0".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = 5;

    private final URI server;
    private final String words;
    private final NetClient client;
    private final NetServer listener;
    private volatile boolean caught;

    CommitGate(Vertx vertx, String uri, String words) {
        this.server = URI.create(uri);
        this.words = words;
        this.client = vertx.createNetClient();
        this.listener = vertx.createNetServer()
                .connectHandler(this::connect)
                .listen(0, "127.0.0.1")
                .await();
    }

    /** The database at this end of the line. */
    String uri() {
        return server.toString().replace(":" + server.getPort() + "/", ":" + listener.actualPort() + "/");
    }

    /** Whether a commit took place that nobody was told of. */
    boolean hasCaught() {
        return caught;
    }

    private void connect(NetSocket near) {
        near.pause();
        client.connect(server.getPort(), server.getHost())
                .onSuccess(far -> {
                    new Line(near, far);
                    near.resume();
                })
                .onFailure(refused -> near.close());
    }

    @Override
    public void close() {
        listener.close().await();
        client.close().await();
    }

    /** One connection. Both ends are on one event loop. */
    private final class Line {
        private final NetSocket near;
        private String tail = "";
        private Buffer answers = Buffer.buffer();
        private boolean armed;
        private boolean shut;

        Line(NetSocket near, NetSocket far) {
            this.near = near;
            near.handler(bytes -> {
                listen(bytes);
                far.write(bytes);
            });
            far.handler(this::answer);
            near.closeHandler(closed -> far.close());
            far.closeHandler(closed -> near.close());
        }

        // The words may be cut in two by the packets.
        private void listen(Buffer bytes) {
            String heard = tail + bytes.toString(StandardCharsets.ISO_8859_1);
            armed |= heard.contains(words);
            tail = heard.substring(Math.max(0, heard.length() - words.length() + 1));
        }

        private void answer(Buffer bytes) {
            answers.appendBuffer(bytes);
            int end = 0;
            while (!shut && answers.length() >= end + HEADER) {
                int next = end + 1 + answers.getInt(end + 1);
                if (answers.length() < next) {
                    break;
                }
                shut = armed && isCommit(end, next);
                end = shut ? end : next;
            }
            near.write(answers.getBuffer(0, end));
            answers = answers.getBuffer(end, answers.length());
            caught |= shut;
        }

        private boolean isCommit(int from, int to) {
            return answers.getByte(from) == COMMAND_COMPLETE
                    && Arrays.equals(answers.getBytes(from + HEADER, to), COMMIT);
        }
    }
}
