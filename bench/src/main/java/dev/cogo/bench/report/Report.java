package dev.cogo.bench.report;

import dev.cogo.bench.load.Latency;
import dev.cogo.bench.load.Measured;
import dev.cogo.schema.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All of a run.
 *
 * @param options what the run was told
 * @param facts whatever else is worth keeping
 */
public record Report(
        String command,
        Instant time,
        Machine machine,
        Map<String, Object> options,
        List<Case> cases,
        List<Target> targets,
        Map<String, Object> facts) {

    /** Whether anything failed: then the figures are worth nothing. */
    public boolean failed() {
        return cases.stream().anyMatch(measured -> measured.failed() > 0);
    }

    public void print(PrintWriter out) {
        out.println(machine.line());
        out.println(options);
        if (!cases.isEmpty()) {
            printCases(out);
        }
        facts.forEach((name, value) -> out.printf("%n%s: %s", name, value));
        out.println();
        for (Target target : targets) {
            out.printf(
                    "%-6s %s: %s, wanted %s%n",
                    target.met() ? "met" : "MISSED",
                    target.name(),
                    target.measured() == null ? "too little was measured" : target.measured(),
                    target.wanted());
        }
        out.flush();
    }

    private void printCases(PrintWriter out) {
        out.println();
        List<String> figures = cases.stream()
                .flatMap(measured -> measured.rounds().stream())
                .flatMap(round -> round.figures().keySet().stream())
                .distinct()
                .toList();
        int width = cases.stream().mapToInt(c -> c.name().length()).max().orElse(0);
        out.printf(
                "%-" + width + "s  %10s  %8s  %8s  %8s  %8s",
                "",
                "per second",
                "p50 ms",
                "p99 ms",
                "p99.9 ms",
                "max ms");
        figures.forEach(figure -> out.printf("  %10s", figure));
        out.println();
        for (Case measured : cases) {
            Measured typical = measured.typical();
            Latency latency = typical.latency();
            out.printf(
                    "%-" + width + "s  %10.0f  %8.2f  %8.2f  %8.2f  %8.2f",
                    measured.name(),
                    typical.messagesPerSecond(),
                    latency.p50Ms(),
                    latency.p99Ms(),
                    latency.p999Ms(),
                    latency.maxMs());
            figures.forEach(figure -> out.printf("  %10s", shown(measured.figure(figure))));
            out.println();
            if (measured.failed() > 0) {
                out.printf("    %d failed: %s%n", measured.failed(), firstFailure(measured));
            }
        }
    }

    private static String shown(double figure) {
        return Double.isFinite(figure) ? "%.2f".formatted(figure) : "";
    }

    private static String firstFailure(Case measured) {
        return measured.rounds().stream()
                .map(Measured::firstFailure)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    public void write(Path file) {
        try {
            Files.writeString(file, Json.string(this) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("the report can't be written to " + file, e);
        }
    }
}
