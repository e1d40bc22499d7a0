package dev.cogo.bench.ai;

import dev.cogo.bench.socket.MarkedText;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What is measured.
 *
 * @param runs answers at once, each in a session of its own
 * @param perSecond pieces that the model writes of each
 * @param warmUp the beginning of each answer, not counted
 * @param time what follows, and counts
 */
public record AnswersPlan(
        int runs, int perSecond, Duration warmUp, Duration time, int rounds, int nodeHeapMiB, Path folder) {
    /** What an answer may have, less what its last pieces need. */
    private static final int MOST_BYTES = 32_000;

    /** Pieces that are not counted. */
    int before() {
        return pieces(warmUp);
    }

    /** Pieces of an answer; it goes on a little after the measured time. */
    int pieces() {
        return before() + pieces(time) + perSecond;
    }

    private int pieces(Duration of) {
        return Math.toIntExact(of.toMillis() * perSecond / 1000);
    }

    /** Whether an answer of so many pieces is none that the server cuts. */
    public boolean fits() {
        return pieces() * MarkedText.MIN_BYTES <= MOST_BYTES;
    }
}
