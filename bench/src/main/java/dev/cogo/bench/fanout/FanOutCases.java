package dev.cogo.bench.fanout;

import dev.cogo.bench.load.Latency;
import dev.cogo.bench.load.Measured;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** How turns become cases of a report: their names and their figures. */
final class FanOutCases {
    /** How the name of a case ends that shows what a send costs. */
    static final String ONE = ", 1 listener";

    /** Processor time of the server's processes for each delivery. */
    static final String PROCESS = "proc us";
    /** Time that the server's core was not idle, for each delivery. */
    static final String CORE = "core us";
    /** The part of it that the sends make up, as they cost with one listener. */
    static final String SEND = "send us";

    static final String CORE_RATIO = "core/nchan";
    static final String P50_RATIO = "p50/nchan";
    static final String P99_RATIO = "p99/nchan";
    private static final String SPREAD_P50 = "spread p50";
    private static final String SPREAD_P99 = "spread p99";
    private static final String CLIENT = "client";
    private static final String CLIENT_CORE = "its core";
    private static final String FRAME = "frame B";

    private static final double FULL = 0.95;
    private static final double OTHERS = 0.2;

    private FanOutCases() {}

    static String rate(double perSecond) {
        return "%.0f messages/s".formatted(perSecond);
    }

    static String outstanding(int messages) {
        return messages + " outstanding";
    }

    static String contender(Door door) {
        return "Cogo, " + door.name().toLowerCase(Locale.ROOT);
    }

    static String name(String contender, String load, int listeners) {
        return contender + ", " + load + (listeners == 1 ? ONE : "");
    }

    /** What a turn says. @param sendMicros what a send costs the server's core; not a number if it is not to be shown */
    static Measured measured(Scenario.Turn turn, double sendMicros) {
        long deliveries = turn.heard().deliveries();
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(PROCESS, turn.usage().processMicros() / deliveries);
        figures.put(CORE, turn.usage().serverCoreMicros() / deliveries);
        if (Double.isFinite(sendMicros)) {
            figures.put(SEND, sendMicros * turn.messages() / deliveries);
        }
        if (turn.heard().spread().maxMs() > 0) {
            figures.put(SPREAD_P50, turn.heard().spread().p50Ms());
            figures.put(SPREAD_P99, turn.heard().spread().p99Ms());
        }
        figures.put(CLIENT, turn.clientShare());
        figures.put(CLIENT_CORE, clientCore(turn));
        figures.put(FRAME, turn.heard().frameBytes());
        figures.values().removeIf(value -> !Double.isFinite(value));
        return new Measured(
                deliveries * 1e9 / turn.usage().nanoTime(),
                turn.missing() + (turn.failure().isEmpty() ? 0 : 1),
                turn.failure().isEmpty() && turn.missing() != 0 ? "deliveries are missing" : turn.failure(),
                turn.heard().latency(),
                figures);
    }

    /** What a message costs the server's core, or where it has none of its own, in its processes. */
    static double perMessage(Scenario.Turn turn) {
        double core = turn.usage().serverCoreMicros();
        return (Double.isFinite(core) ? core : turn.usage().processMicros()) / turn.messages();
    }

    static boolean clientIsFull(Scenario.Turn turn) {
        return turn.clientShare() > FULL || clientCore(turn) > FULL;
    }

    /** Whether others than the server took a good part of its core, so that {@link #CORE} is theirs, too. */
    static boolean isDisturbed(Scenario.Turn turn) {
        double others = turn.usage().serverCoreMicros() - turn.usage().processMicros();
        return others * 1000 / turn.usage().nanoTime() > OTHERS;
    }

    private static double clientCore(Scenario.Turn turn) {
        return turn.usage().clientCoreMicros() * 1000 / turn.usage().nanoTime();
    }

    /** Adds to each case of a round how it stands beside nchan's case with the same load: of both ways to publish the better. */
    static Map<String, Measured> besideNchan(Map<String, Measured> round) {
        Map<String, Measured> compared = new LinkedHashMap<>();
        round.forEach((name, measured) -> compared.put(name, beside(measured, likeNchan(round, name))));
        return compared;
    }

    // The load is what follows the contender's name, and that may have a comma, too.
    private static @Nullable Measured likeNchan(Map<String, Measured> round, String name) {
        return round.entrySet().stream()
                .filter(other -> other.getKey().startsWith(Nchan.NAME))
                .filter(other -> other.getKey().endsWith(ONE) == name.endsWith(ONE))
                .map(Map.Entry::getValue)
                .filter(measured -> measured.failed() == 0)
                .min(Comparator.comparingDouble(measured ->
                        Double.isFinite(measured.figure(CORE)) ? measured.figure(CORE) : measured.figure(PROCESS)))
                .orElse(null);
    }

    private static Measured beside(Measured measured, @Nullable Measured nchan) {
        if (nchan == null) {
            return measured;
        }
        Map<String, Double> figures = new LinkedHashMap<>(measured.figures());
        ratio(figures, CORE_RATIO, measured, nchan, m -> m.figure(CORE));
        ratio(figures, P50_RATIO, measured, nchan, m -> m.latency().p50Ms());
        ratio(figures, P99_RATIO, measured, nchan, m -> m.latency().p99Ms());
        Latency latency = measured.latency();
        return new Measured(measured.messagesPerSecond(), measured.failed(), measured.firstFailure(), latency, figures);
    }

    private static void ratio(
            Map<String, Double> figures, String name, Measured ours, Measured theirs, ToDoubleFunction<Measured> of) {
        double ratio = of.applyAsDouble(ours) / of.applyAsDouble(theirs);
        if (Double.isFinite(ratio)) {
            figures.put(name, ratio);
        }
    }
}
