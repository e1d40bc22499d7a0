package dev.cogo.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Servers on one core and this process, with all that it starts itself, on another; until it is closed. Where there are not
 * two cores, or no {@code taskset}, everybody runs everywhere.
 */
public final class Cores implements AutoCloseable {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String ALLOWED = "Cpus_allowed_list:";

    /** Everybody runs everywhere. */
    public static final Cores NONE = new Cores("", OptionalInt.empty(), OptionalInt.empty());

    private final String before;
    private final OptionalInt server;
    private final OptionalInt client;

    private Cores(String before, OptionalInt server, OptionalInt client) {
        this.before = before;
        this.server = server;
        this.client = client;
    }

    /** Moves this process, with the threads that it has. */
    public static Cores apart() {
        String before = allowed();
        List<Integer> cores = parse(before);
        if (cores.size() < 2 || !moveTo(cores.get(1).toString())) {
            return new Cores(before, OptionalInt.empty(), OptionalInt.empty());
        }
        return new Cores(before, OptionalInt.of(cores.get(0)), OptionalInt.of(cores.get(1)));
    }

    /** The servers' core; empty when they have none of their own. */
    public OptionalInt server() {
        return server;
    }

    /** This process's core; likewise. */
    public OptionalInt client() {
        return client;
    }

    /** What a server's command line begins with. */
    public List<String> runner() {
        return server.isPresent() ? List.of("taskset", "-c", Integer.toString(server.getAsInt())) : List.of();
    }

    @Override
    public String toString() {
        return client.isPresent()
                ? "servers on core " + server.getAsInt() + "; clients and an own PostgreSQL on core "
                        + client.getAsInt()
                : "not kept apart";
    }

    private static String allowed() {
        if (!Files.isReadable(STATUS)) {
            return "";
        }
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(ALLOWED))
                    .map(line -> line.substring(ALLOWED.length()).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Such as 0-3,6.
    private static List<Integer> parse(String list) {
        List<Integer> cores = new ArrayList<>();
        for (String range : list.isEmpty() ? new String[0] : list.split(",")) {
            String[] ends = range.split("-");
            for (int core = Integer.parseInt(ends[0]); core <= Integer.parseInt(ends[ends.length - 1]); core++) {
                cores.add(core);
            }
        }
        return cores;
    }

    private static boolean moveTo(String cores) {
        String pid = Long.toString(ProcessHandle.current().pid());
        return Tool.run(List.of("taskset", "-a", "-c", "-p", cores, pid)).isPresent();
    }

    @Override
    public void close() {
        if (client.isPresent()) {
            moveTo(before);
        }
    }
}
