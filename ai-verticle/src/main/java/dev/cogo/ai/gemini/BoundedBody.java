package dev.cogo.ai.gemini;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import io.vertx.ext.web.codec.BodyCodec;
import io.vertx.ext.web.codec.spi.BodyStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of one response, up to a number of bytes. The web client can't be told to drop a response, but it does not read on
 * while its body stream says that it is full; the connection's read idle timeout then closes it. So {@link #stop()} bounds the
 * memory at once and the connection's life a moment later.
 */
class BoundedBody implements BodyCodec<Buffer>, BodyStream<Buffer> {
    private final int maxBytes;
    private final Buffer body = Buffer.buffer();
    private final Promise<Buffer> result = Promise.promise();
    private volatile boolean stopped;

    BoundedBody(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Takes no further byte. */
    void stop() {
        stopped = true;
    }

    boolean stopped() {
        return stopped;
    }

    @Override
    public BodyStream<Buffer> stream() {
        return this;
    }

    /** Fails with {@link TooLarge} as soon as the body is. */
    @Override
    public Future<Buffer> result() {
        return result.future();
    }

    @Override
    public Future<Void> write(Buffer data) {
        if (!stopped && body.length() + data.length() > maxBytes) {
            stop();
            result.tryFail(new TooLarge());
        } else if (!stopped) {
            body.appendBuffer(data);
        }
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> end() {
        result.tryComplete(body);
        return Future.succeededFuture();
    }

    @Override
    public void handle(Throwable failure) {
        result.tryFail(failure);
    }

    @Override
    public boolean writeQueueFull() {
        return stopped;
    }

    @Override
    public WriteStream<Buffer> setWriteQueueMaxSize(int maxSize) {
        return this;
    }

    @Override
    public WriteStream<Buffer> drainHandler(@Nullable Handler<Void> handler) {
        return this;
    }

    @Override
    public WriteStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        return this;
    }

    /** The body is longer than it may be. */
    static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLarge() {
            super("the response is too large", null, false, false);
        }
    }
}
