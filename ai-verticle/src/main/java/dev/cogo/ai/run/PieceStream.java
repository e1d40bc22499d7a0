package dev.cogo.ai.run;

import dev.cogo.ai.provider.TextSink;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What a model writes, on its way to whoever reads it: pieces that come within {@link #JOIN_MILLIS} go out as one. It is told in the
 * order of the writing, on the verticle's context; {@link #write} and {@link #end} are for any thread.
 */
public final class PieceStream implements TextSink {
    private static final long JOIN_MILLIS = 40;

    private final Vertx vertx;
    private final Context context;
    private final Listener listener;
    private final RunText text = new RunText();
    private final Promise<Void> unwanted = Promise.promise();
    private final AtomicReference<@Nullable Cut> cut = new AtomicReference<>();
    private final AtomicBoolean waiting = new AtomicBoolean();

    // Of the context alone.
    private int index;
    private int told;
    private long toldNanos = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(JOIN_MILLIS);
    private boolean over;

    /** Who is told of the pieces, on the context. */
    @FunctionalInterface
    public interface Listener {
        /** @param offset where in the text the piece begins, in UTF-16 code units */
        void piece(int index, int offset, String piece);
    }

    /** @param context the verticle's own */
    public PieceStream(Vertx vertx, Context context, Listener listener) {
        this.vertx = vertx;
        this.context = context;
        this.listener = listener;
    }

    @Override
    public boolean write(String piece) {
        if (!text.append(piece)) {
            end(Cut.LENGTH);
        }
        if (!waiting.getAndSet(true)) {
            context.runOnContext(come -> tellSoon());
        }
        return cut.get() == null;
    }

    @Override
    public Future<Void> unwanted() {
        return unwanted.future();
    }

    /** Wants no more of the text. Of several reasons the first counts. */
    public void end(Cut why) {
        if (cut.compareAndSet(null, why)) {
            unwanted.tryComplete();
        }
    }

    /** Why no more was wanted; null when more was. */
    public @Nullable Cut cut() {
        return cut.get();
    }

    /** What the text is, if nothing follows. */
    public String text() {
        return text.text();
    }

    /** What of it was told; a piece that waits comes after it. On the context. */
    public String told() {
        return text.text().substring(0, told);
    }

    /** Whether it was closed. On the context. */
    public boolean isOver() {
        return over;
    }

    /** Tells what is left, and no more after it; completes when it is on its way. */
    public Future<Void> close() {
        Promise<Void> closed = Promise.promise();
        context.runOnContext(last -> {
            tell();
            over = true;
            closed.complete();
        });
        return closed.future();
    }

    private void tellSoon() {
        long since = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - toldNanos);
        if (since >= JOIN_MILLIS) {
            tell();
        } else {
            vertx.setTimer(JOIN_MILLIS - since, now -> tell());
        }
    }

    private void tell() {
        waiting.set(false);
        String piece = over ? "" : text.from(told);
        if (piece.isEmpty()) {
            return;
        }
        int from = told;
        told += piece.length();
        toldNanos = System.nanoTime();
        listener.piece(index++, from, piece);
    }
}
