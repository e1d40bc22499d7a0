package dev.cogo.ai.completion;

import dev.cogo.ai.provider.TextSink;
import dev.cogo.ai.run.Cut;
import dev.cogo.ai.run.PieceStream;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.ai.AnswerDelta;
import dev.cogo.schema.ai.StreamTo;
import dev.cogo.schema.bus.Address;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** A text on its way to the one program that asked for it; when that has left, it ends. */
final class ProgramStream implements TextSink {
    /** A model may be silent for long, and its call costs all the while. */
    private static final long LOOK_MILLIS = 1000;

    private final Vertx vertx;
    private final Bus bus;
    private final StreamTo program;
    private final PieceStream pieces;
    private final long looks;

    ProgramStream(Vertx vertx, Context context, Bus bus, StreamTo program) {
        this.vertx = vertx;
        this.bus = bus;
        this.program = program;
        this.pieces = new PieceStream(vertx, context, this::tell);
        this.looks = vertx.setPeriodic(LOOK_MILLIS, look -> tell(0, 0, ""));
    }

    @Override
    public boolean write(String piece) {
        return pieces.write(piece);
    }

    @Override
    public Future<Void> unwanted() {
        return pieces.unwanted();
    }

    /** Why no more was wanted; null when more was. */
    @Nullable
    Cut cut() {
        return pieces.cut();
    }

    String text() {
        return pieces.text();
    }

    /** Tells the rest; waits until it is on its way. */
    void close() {
        vertx.cancelTimer(looks);
        pieces.close().await();
    }

    private void tell(int index, int offset, String piece) {
        bus.requestPrivate(
                        program.place(),
                        Address.ANSWER_DELTA,
                        new AnswerDelta(
                                program.streamId(), program.streamId(), program.streamId(), 1, index, offset, piece))
                .onFailure(gone -> pieces.end(Cut.CANCELLED));
    }
}
