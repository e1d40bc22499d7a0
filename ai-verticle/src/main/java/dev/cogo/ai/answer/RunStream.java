package dev.cogo.ai.answer;

import dev.cogo.ai.provider.TextSink;
import dev.cogo.ai.run.Cut;
import dev.cogo.ai.run.PieceStream;
import dev.cogo.ai.run.Run;
import dev.cogo.schema.ai.StreamTo;
import dev.cogo.schema.assistant.AssistantCard;
import dev.cogo.schema.event.AiDelta;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt at a run writes, on its way to whoever listens. Each second everything so far is told anew, for those who came later or
 * missed something (the doors pass it on to them alone).
 */
final class RunStream implements TextSink {
    private static final long SNAPSHOT_MILLIS = 1000;

    private final Vertx vertx;
    private final RunEvents events;
    private final BiFunction<StreamTo, AiDelta, Future<?>> asker;
    private final Run run;
    private final AssistantCard assistant;
    private final PieceStream pieces;

    // Of the context alone.
    private long snapshots;
    private volatile boolean askerGone;
    private volatile Future<?> taken = Future.succeededFuture();
    private volatile boolean steerable;
    private volatile boolean steered;

    /**
     * Begins to tell.
     *
     * @param context the verticle's own
     * @param assistant who answers, as members are told
     * @param asker shows a piece to who asked; fails when they have left
     */
    RunStream(
            Vertx vertx,
            Context context,
            RunEvents events,
            BiFunction<StreamTo, AiDelta, Future<?>> asker,
            Run run,
            AssistantCard assistant) {
        this.vertx = vertx;
        this.events = events;
        this.asker = asker;
        this.run = run;
        this.assistant = assistant;
        this.pieces = new PieceStream(vertx, context, this::tell);
        context.runOnContext(begin -> {
            if (!pieces.isOver()) {
                events.snapshot(run, assistant, "");
                snapshots = vertx.setPeriodic(SNAPSHOT_MILLIS, again -> snapshot());
            }
        });
    }

    @Override
    public boolean write(String piece) {
        return pieces.write(piece);
    }

    @Override
    public Future<Void> unwanted() {
        return pieces.unwanted();
    }

    /** Wants no more of the text. Of several reasons the first counts. */
    void end(Cut why) {
        pieces.end(why);
    }

    /** Whether what is written now may be given up for another attempt: a tool's call may not. */
    void steerable(boolean now) {
        steerable = now;
        if (now && steered) {
            end(Cut.STEERED);
        }
    }

    /** Its author has written more: that is for the next attempt, at once or when this one is done. */
    void steer() {
        steered = true;
        if (steerable) {
            end(Cut.STEERED);
        }
    }

    /** Why no more was wanted; null when more was. */
    @Nullable
    Cut cut() {
        return pieces.cut();
    }

    /** What the answer is, if nothing follows. */
    String text() {
        return pieces.text();
    }

    /** Tells what is left, and no more after it; completes when it is on its way. */
    Future<Void> close() {
        return pieces.close().onSuccess(closed -> vertx.cancelTimer(snapshots));
    }

    /**
     * Completes when who asked has what was told so far, or has left; never fails. An answer is a reply on a way of its own, which may be
     * shorter than that of the pieces.
     */
    Future<Void> taken() {
        return taken.<Void>mapEmpty().otherwiseEmpty();
    }

    private void tell(int index, int offset, String piece) {
        AiDelta delta = new AiDelta(run.sessionId(), run.questionId(), run.id(), run.attempts(), index, offset, piece);
        events.delta(run, delta);
        StreamTo to = run.streamTo();
        if (to != null && !askerGone) {
            taken = asker.apply(to, delta).onFailure(nobody -> askerGone = true);
        }
    }

    private void snapshot() {
        if (!pieces.isOver()) {
            events.snapshot(run, assistant, pieces.told());
        }
    }
}
