package dev.cogo.bench.fanout;

import dev.cogo.bench.report.Rounds;
import dev.cogo.bench.report.Target;
import java.util.ArrayList;
import java.util.List;

/** What a run's figures are held against; nothing that was not measured. */
public final class FanOutTargets {
    private static final double IO_URING = 0.85;
    private static final double SOCK_JS_OVER_PLAIN = 1.1;
    private static final double SUPABASE_OVER_PLAIN = 1.2;
    private static final double SATURATED_OVER_NCHAN = 2.5;

    private FanOutTargets() {}

    public static List<Target> of(FanOutPlan plan, Rounds rounds) {
        List<Target> targets = new ArrayList<>();
        if (plan.outstanding().isEmpty()) {
            rate(plan, rounds, targets);
        }
        for (int outstanding : plan.outstanding()) {
            for (Door door : plan.doors()) {
                String name = name(door, FanOutCases.outstanding(outstanding));
                double ratio = 1 / rounds.named(name).figure(FanOutCases.CORE_RATIO);
                if (Double.isFinite(ratio)) {
                    targets.add(Target.atLeast(
                            name + ": deliveries per second of the core / nchan's", SATURATED_OVER_NCHAN, ratio));
                }
            }
        }
        return targets;
    }

    private static void rate(FanOutPlan plan, Rounds rounds, List<Target> targets) {
        String load = FanOutCases.rate(plan.perSecond());
        String plain = name(Door.WEBSOCKET, load);
        double most = plan.transport().filter("io_uring"::equals).isPresent() ? IO_URING : 1;
        atMost(targets, rounds, plain, FanOutCases.CORE_RATIO, most);
        atMost(targets, rounds, plain, FanOutCases.P50_RATIO, 1);
        atMost(targets, rounds, plain, FanOutCases.P99_RATIO, 1);
        overPlain(plan, rounds, targets, Door.SOCKJS, SOCK_JS_OVER_PLAIN);
        overPlain(plan, rounds, targets, Door.SUPABASE, SUPABASE_OVER_PLAIN);
    }

    private static void overPlain(FanOutPlan plan, Rounds rounds, List<Target> targets, Door door, double most) {
        if (!plan.doors().containsAll(List.of(Door.WEBSOCKET, door))) {
            return;
        }
        String load = FanOutCases.rate(plan.perSecond());
        String name = name(door, load);
        double ratio = rounds.compare(
                name,
                name(Door.WEBSOCKET, load),
                (ours, theirs) -> ours.figure(FanOutCases.CORE) / theirs.figure(FanOutCases.CORE));
        if (Double.isFinite(ratio)) {
            targets.add(Target.atMost(name + ": core us / the plain door's", most, ratio));
        }
    }

    private static void atMost(List<Target> targets, Rounds rounds, String name, String figure, double most) {
        double measured = rounds.named(name).figure(figure);
        if (Double.isFinite(measured)) {
            targets.add(Target.atMost(name + ": " + figure, most, measured));
        }
    }

    private static String name(Door door, String load) {
        return FanOutCases.name(FanOutCases.contender(door), load, 2);
    }
}
