package dev.cogo.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What has been used until a moment, as Linux tells it in ticks of 10 ms; not a number elsewhere.
 *
 * @param nanoTime of the moment
 * @param processMicros processor time of some processes, and of those that they have started
 * @param serverCoreMicros time that the servers' core was not idle, whoever used it
 * @param clientCoreMicros likewise, of this process's core
 */
public record Usage(long nanoTime, double processMicros, double serverCoreMicros, double clientCoreMicros) {
    // USER_HZ, which is 100 on all that Linux runs on today.
    private static final double MICROS_PER_TICK = 10_000;
    // proc(5): the 14th and the 15th field of stat; the name in the second may have blanks.
    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;
    // proc(5): user, nice, system, irq and softirq are work; idle, iowait and steal are not.
    private static final int[] WORK = {1, 2, 3, 6, 7};
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    /** Looks now. */
    public static Usage of(List<ProcessHandle> processes, Cores cores) {
        return new Usage(
                System.nanoTime(),
                family(processes).mapToDouble(Usage::processMicros).sum(),
                coreMicros(cores.server()),
                coreMicros(cores.client()));
    }

    /** What was used between an earlier moment and this one. */
    public Usage since(Usage earlier) {
        return new Usage(
                nanoTime - earlier.nanoTime,
                processMicros - earlier.processMicros,
                serverCoreMicros - earlier.serverCoreMicros,
                clientCoreMicros - earlier.clientCoreMicros);
    }

    /** Resident memory of processes and of those that they have started, in KiB. */
    public static double residentKiB(List<ProcessHandle> processes) {
        return family(processes).mapToDouble(Usage::residentKiB).sum();
    }

    private static Stream<ProcessHandle> family(List<ProcessHandle> processes) {
        return processes.stream().flatMap(process -> Stream.concat(Stream.of(process), process.descendants()));
    }

    private static double processMicros(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Double.parseDouble(fields[USER_TICKS]) + Double.parseDouble(fields[SYSTEM_TICKS]))
                    * MICROS_PER_TICK;
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    private static double residentKiB(ProcessHandle process) {
        try {
            Matcher matcher =
                    RESIDENT.matcher(Files.readString(Path.of("/proc", Long.toString(process.pid()), "status")));
            return matcher.find() ? Double.parseDouble(matcher.group(1)) : Double.NaN;
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    private static double coreMicros(OptionalInt core) {
        if (core.isEmpty()) {
            return Double.NaN;
        }
        try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
            String[] fields = lines.filter(line -> line.startsWith("cpu" + core.getAsInt() + " "))
                    .findFirst()
                    .orElseThrow()
                    .split(" ");
            double ticks = 0;
            for (int field : WORK) {
                ticks += Double.parseDouble(fields[field]);
            }
            return ticks * MICROS_PER_TICK;
        } catch (IOException e) {
            return Double.NaN;
        }
    }
}
