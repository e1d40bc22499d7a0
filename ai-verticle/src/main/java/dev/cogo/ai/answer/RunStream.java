package dev.cogo.ai.answer;

import dev.cogo.ai.provider.TextSink;
import dev.cogo.ai.run.Cut;
import dev.cogo.ai.run.Run;
import dev.cogo.ai.run.RunText;
import dev.cogo.schema.ai.StreamTo;
import dev.cogo.schema.event.AiDelta;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt at a run writes, on its way to whoever listens. Pieces that come within {@link #JOIN_MILLIS} go out as one; each
 * second everything so far is told anew, for those who came later or missed something (the doors pass it on to them alone). It is
 * told in the order of the writing, on the verticle's context; {@link #write} and {@link #end} are for any thread.
 */
final class RunStream implements TextSink {
    private static final long JOIN_MILLIS = 40;
    private static final long SNAPSHOT_MILLIS = 1000;

    private final Vertx vertx;
    private final Context context;
    private final RunEvents events;
    private final BiFunction<StreamTo, AiDelta, Future<?>> asker;
    private final Run run;
    private final RunText text = new RunText();
    private final Promise<Void> unwanted = Promise.promise();
    private final AtomicReference<@Nullable Cut> cut = new AtomicReference<>();
    private final AtomicBoolean waiting = new AtomicBoolean();

    // Of the context alone.
    private int index;
    private int told;
    private long toldNanos = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(JOIN_MILLIS);
    private long snapshots;
    private boolean over;
    private volatile boolean askerGone;

    /**
     * Begins to tell.
     *
     * @param context the verticle's own
     * @param asker shows a piece to who asked; fails when they have left
     */
    RunStream(Vertx vertx, Context context, RunEvents events, BiFunction<StreamTo, AiDelta, Future<?>> asker, Run run) {
        this.vertx = vertx;
        this.context = context;
        this.events = events;
        this.asker = asker;
        this.run = run;
        context.runOnContext(begin -> {
            if (!over) {
                events.snapshot(run, "");
                snapshots = vertx.setPeriodic(SNAPSHOT_MILLIS, again -> snapshot());
            }
        });
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
    void end(Cut why) {
        if (cut.compareAndSet(null, why)) {
            unwanted.tryComplete();
        }
    }

    /** Why no more was wanted; null when more was. */
    @Nullable
    Cut cut() {
        return cut.get();
    }

    /** What the answer is, if nothing follows. */
    String text() {
        return text.text();
    }

    /** Tells what is left, and no more after it; completes when it is on its way. */
    Future<Void> close() {
        Promise<Void> closed = Promise.promise();
        context.runOnContext(last -> {
            if (!over) {
                tell();
                over = true;
                vertx.cancelTimer(snapshots);
            }
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
        AiDelta delta = new AiDelta(run.sessionId(), run.questionId(), run.id(), run.attempts(), index++, told, piece);
        told += piece.length();
        toldNanos = System.nanoTime();
        events.delta(run, delta);
        StreamTo to = run.streamTo();
        if (to != null && !askerGone) {
            asker.apply(to, delta).onFailure(nobody -> askerGone = true);
        }
    }

    // What was told and no more: a piece that waits comes after it.
    private void snapshot() {
        events.snapshot(run, text.text().substring(0, told));
    }
}
