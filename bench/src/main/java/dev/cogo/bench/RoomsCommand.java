package dev.cogo.bench;

import dev.cogo.bench.database.BenchServer;
import dev.cogo.bench.process.Cores;
import dev.cogo.bench.report.Machine;
import dev.cogo.bench.report.Report;
import dev.cogo.bench.report.Rounds;
import dev.cogo.bench.rooms.RoomsPlan;
import dev.cogo.bench.rooms.RoomsRun;
import dev.cogo.bench.socket.MarkedText;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "rooms",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Messages by HTTP into many small rooms whose people listen: what each costs the node and PostgreSQL;"
                        + " beside Centrifugo with its PostgreSQL broker, if its program is there.",
        footer = {
            "",
            "p50 and so on: from when a message was due until one of its room's people has it, its commit included. server",
            "ms, PostgreSQL ms: processor time for each message. answer: from when it was due until its request was answered.",
            "MiB: resident memory of the server at the end. frame B: length of a delivered text."
        })
final class RoomsCommand implements Callable<Integer> {
    // A login lasts 15 minutes.
    private static final int LONGEST_SECONDS = 600;
    private static final int MOST_LISTENERS = 10_000;

    @Mixin
    private final CommonOptions common;

    @Option(names = "--rooms", defaultValue = "200", description = "Default: ${DEFAULT-VALUE}")
    private int rooms;

    @Option(names = "--people", defaultValue = "5", description = "In each room. Default: ${DEFAULT-VALUE}")
    private int people;

    @Option(names = "--rate", defaultValue = "200", description = "Messages a second. Default: ${DEFAULT-VALUE}")
    private double rate;

    @Option(names = "--bytes", defaultValue = "200", description = "Length of a message. Default: ${DEFAULT-VALUE}")
    private int bytes;

    @Option(
            names = "--first",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "From a server's first message on, told by themselves. Default: ${DEFAULT-VALUE}")
    private int firstSeconds;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "After these, not counted. Default: ${DEFAULT-VALUE}")
    private int warmUpSeconds;

    @Option(
            names = "--seconds",
            defaultValue = "10",
            description = "Time of a server in a round. Default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(names = "--rounds", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(
            names = "--heap",
            paramLabel = "MIB",
            defaultValue = "512",
            description = "The most that the node's heap may grow to. Default: ${DEFAULT-VALUE}")
    private int heapMiB;

    @Option(names = "--alone", description = "Without another server beside.")
    private boolean alone;

    RoomsCommand(CommonOptions common) {
        this.common = common;
    }

    @Override
    public Integer call() {
        RoomsPlan plan = plan();
        return common.apart((server, machine, cores) -> run(server, plan, machine, cores));
    }

    private RoomsPlan plan() {
        common.check(rooms >= 1 && people >= 2 && people <= 100, "--rooms must be 1 or more, --people 2 to 100");
        common.check((long) rooms * people <= MOST_LISTENERS, "there may be " + MOST_LISTENERS + " people at most");
        common.check(rate >= 1 && rate <= 5000, "--rate must be 1 to 5000");
        common.check(
                bytes >= MarkedText.MIN_BYTES && bytes <= 8 * 1024,
                "--bytes must be " + MarkedText.MIN_BYTES + " to 8192");
        common.check(firstSeconds >= 1 && warmUpSeconds >= 0 && seconds >= 1, "times must be 1 second or more");
        common.check(rounds >= 1 && rounds <= 100, "--rounds must be 1 to 100");
        common.check(heapMiB >= 64 && heapMiB <= 65_536, "--heap must be 64 to 65536");
        common.check(
                2L * (firstSeconds + warmUpSeconds + (long) rounds * seconds) <= LONGEST_SECONDS,
                "this would take more than " + LONGEST_SECONDS + " seconds, which is as long as a login lasts");
        boolean quick = common.quick();
        return new RoomsPlan(
                quick ? 4 : rooms,
                people,
                rate,
                bytes,
                quick ? Duration.ofMillis(300) : Duration.ofSeconds(firstSeconds),
                quick ? Duration.ZERO : Duration.ofSeconds(warmUpSeconds),
                quick ? Duration.ofMillis(300) : Duration.ofSeconds(seconds),
                quick ? 1 : rounds,
                heapMiB,
                !alone,
                common.folder());
    }

    private Report run(BenchServer server, RoomsPlan plan, Machine machine, Cores cores) {
        RoomsRun run = new RoomsRun(plan, server, cores, common::progress);
        Rounds measured = run.run();
        return new Report("rooms", Instant.now(), machine, shown(plan), measured.cases(), run.targets(), run.facts());
    }

    private static Map<String, Object> shown(RoomsPlan plan) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("rooms", plan.rooms());
        shown.put("people", plan.people());
        shown.put("rate", plan.perSecond());
        shown.put("bytes", plan.bytes());
        shown.put("first", plan.first().toMillis() / 1000.0);
        shown.put("warmUp", plan.warmUp().toMillis() / 1000.0);
        shown.put("seconds", plan.time().toMillis() / 1000.0);
        shown.put("rounds", plan.rounds());
        shown.put("nodeHeapMiB", plan.nodeHeapMiB());
        return shown;
    }
}
