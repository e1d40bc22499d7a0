package dev.cogo.bench;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How often and for how long a case is measured. */
final class RoundOptions {
    private static final int MAX_ROUNDS = 100;

    private final int maxSeconds;

    @Option(names = "--rounds", description = "Turns of each case. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(names = "--seconds", description = "Measured time of a case in a round. Default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(names = "--warm-up", description = "Seconds before each, not counted. Default: ${DEFAULT-VALUE}")
    private int warmUp;

    /** The defaults, and the most seconds. */
    RoundOptions(int rounds, int seconds, int warmUp, int maxSeconds) {
        this.rounds = rounds;
        this.seconds = seconds;
        this.warmUp = warmUp;
        this.maxSeconds = maxSeconds;
    }

    void check(CommonOptions common) {
        common.check(rounds >= 1 && rounds <= MAX_ROUNDS, "--rounds must be 1 to " + MAX_ROUNDS);
        common.check(seconds >= 1 && seconds <= maxSeconds, "--seconds must be 1 to " + maxSeconds);
        common.check(warmUp >= 0 && warmUp <= maxSeconds, "--warm-up must be 0 to " + maxSeconds);
    }

    int rounds() {
        return rounds;
    }

    Duration time() {
        return Duration.ofSeconds(seconds);
    }

    Duration warmUp() {
        return Duration.ofSeconds(warmUp);
    }
}
