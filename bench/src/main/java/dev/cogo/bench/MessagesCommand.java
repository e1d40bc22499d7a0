package dev.cogo.bench;

import dev.cogo.schema.json.Json;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "cogo bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Sends messages to a running system over HTTP and reports acknowledged messages a second and the"
                        + " time to the acknowledgement. Start the system with a CHAT_RATE_LIMIT_PER_MINUTE that allows the load.")
final class MessagesCommand implements Callable<Integer> {
    private static final int MAX_SESSIONS = 2000;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--url",
            defaultValue = "http://127.0.0.1:8080",
            description = "The system. Default: ${DEFAULT-VALUE}")
    private URI url;

    @Option(
            names = "--sessions",
            defaultValue = "100",
            description = "Sessions to spread over. Default: ${DEFAULT-VALUE}")
    private int sessions;

    @Option(
            names = "--in-flight",
            defaultValue = "64",
            description = "Requests that wait for an answer at one time, at most. Default: ${DEFAULT-VALUE}")
    private int inFlight;

    @Option(
            names = "--rate",
            description =
                    "Messages a second at a steady pace; a late one counts from when it was due. Default: as fast as"
                            + " the answers come.")
    private Integer rate;

    @Option(names = "--seconds", defaultValue = "10", description = "Measured time. Default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(
            names = "--warm-up",
            defaultValue = "5",
            description = "Seconds before, not counted. Default: ${DEFAULT-VALUE}")
    private int warmUpSeconds;

    @Option(names = "--bytes", defaultValue = "200", description = "Length of a message. Default: ${DEFAULT-VALUE}")
    private int bytes;

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    @Override
    public Integer call() {
        check(sessions >= 1 && sessions <= MAX_SESSIONS, "--sessions must be 1 to " + MAX_SESSIONS);
        check(inFlight >= 1 && inFlight <= 4096, "--in-flight must be 1 to 4096");
        check(rate == null || (rate >= 1 && rate <= 200_000), "--rate must be 1 to 200000");
        check(seconds >= 1 && seconds <= 3600 && warmUpSeconds >= 0 && warmUpSeconds <= 600, "that takes too long");
        check(bytes >= 1 && bytes <= 32 * 1024, "--bytes must be 1 to 32768");
        Vertx vertx = Vertx.vertx();
        try {
            MessageLoad load =
                    MessageLoad.prepare(vertx, url, sessions, inFlight, bytes).await();
            if (warmUpSeconds > 0) {
                load.run(Duration.ofSeconds(warmUpSeconds), rate).await();
            }
            LoadResult result = load.run(Duration.ofSeconds(seconds), rate).await();
            print(result);
            return result.failed() == 0 ? 0 : 1;
        } finally {
            vertx.close().await();
        }
    }

    private void check(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    private void print(LoadResult result) {
        Histogram times = result.microseconds();
        Report report = new Report(
                result.acknowledged(),
                result.failed(),
                Math.round(result.acknowledged() / (result.elapsed().toNanos() / 1e9)),
                millis(times.getValueAtPercentile(50)),
                millis(times.getValueAtPercentile(99)),
                millis(times.getValueAtPercentile(99.9)),
                millis(times.getMaxValue()));
        spec.commandLine().getOut().println(json ? Json.string(report) : report.table());
    }

    private static double millis(long microseconds) {
        return Math.round(microseconds / 10.0) / 100.0;
    }

    private record Report(
            long acknowledged,
            long failed,
            long messagesPerSecond,
            double p50Ms,
            double p99Ms,
            double p999Ms,
            double maxMs) {
        String table() {
            return """
                    acknowledged  failed  messages/s  p50 ms  p99 ms  p99.9 ms  max ms
                    %12d  %6d  %10d  %6.2f  %6.2f  %8.2f  %6.2f""".formatted(acknowledged, failed, messagesPerSecond, p50Ms, p99Ms, p999Ms, maxMs);
        }
    }
}
