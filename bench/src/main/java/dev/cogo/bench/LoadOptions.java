package dev.cogo.bench;

import dev.cogo.bench.messages.MessagesRun.Plan;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How much load, for how long. */
final class LoadOptions {
    @Option(
            names = "--sessions",
            defaultValue = "1000",
            description = "Sessions to spread over. Default: ${DEFAULT-VALUE}")
    private int sessions;

    @Option(
            names = "--in-flight",
            defaultValue = "512",
            description = "Sends at the bus that wait for an answer at one time. Default: ${DEFAULT-VALUE}")
    private int inFlight;

    @Option(
            names = "--connections",
            defaultValue = "256",
            description = "HTTP connections, each with one request under way. Default: ${DEFAULT-VALUE}")
    private int connections;

    @Option(names = "--users", defaultValue = "20", description = "Users over HTTP. Default: ${DEFAULT-VALUE}")
    private int users;

    @Option(names = "--bytes", defaultValue = "200", description = "Length of a message. Default: ${DEFAULT-VALUE}")
    private int bytes;

    @Mixin
    private final RoundOptions repeat = new RoundOptions(3, 10, 3, 3600);

    @Option(
            names = "--heap",
            paramLabel = "MIB",
            defaultValue = "512",
            description = "The most that the heap of the node behind HTTP may grow to. Default: ${DEFAULT-VALUE}")
    private int heapMiB;

    Plan plan(CommonOptions common) {
        common.check(sessions >= 100 && sessions <= 100_000, "--sessions must be 100 to 100000");
        common.check(inFlight >= 1 && inFlight <= 1500, "--in-flight must be 1 to 1500");
        common.check(connections >= 1 && connections <= 4096, "--connections must be 1 to 4096");
        common.check(users >= 1 && users <= 100, "--users must be 1 to 100");
        common.check(bytes >= 1 && bytes <= 8 * 1024, "--bytes must be 1 to 8192");
        repeat.check(common);
        common.check(heapMiB >= 64 && heapMiB <= 65_536, "--heap must be 64 to 65536");
        return common.quick()
                ? new Plan(100, 64, 16, 2, bytes, 1, Duration.ZERO, Duration.ofMillis(500), heapMiB, common.folder())
                : new Plan(
                        sessions,
                        inFlight,
                        connections,
                        users,
                        bytes,
                        repeat.rounds(),
                        repeat.warmUp(),
                        repeat.time(),
                        heapMiB,
                        common.folder());
    }

    static Map<String, Object> shown(Plan plan) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("sessions", plan.sessions());
        shown.put("inFlight", plan.inFlight());
        shown.put("connections", plan.connections());
        shown.put("bytes", plan.bytes());
        shown.put("rounds", plan.rounds());
        shown.put("seconds", plan.time().toMillis() / 1000.0);
        shown.put("warmUp", plan.warmUp().toMillis() / 1000.0);
        shown.put("nodeHeapMiB", plan.nodeHeapMiB());
        return shown;
    }
}
