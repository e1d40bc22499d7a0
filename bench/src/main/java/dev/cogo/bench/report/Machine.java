package dev.cogo.bench.report;

import dev.cogo.bench.database.BenchServer;
import java.lang.management.ManagementFactory;

/**
 * Where the figures were taken.
 *
 * @param loadBefore programs that ran or wanted to, on average, in the minute before: well above 0, and the figures are
 *     those of a busy machine; negative where the system does not tell
 */
public record Machine(
        String system,
        int processors,
        String java,
        double loadBefore,
        String postgres,
        String fsync,
        String synchronousCommit,
        String sharedBuffers) {
    public static Machine look(BenchServer server) {
        return look(server, Runtime.getRuntime().availableProcessors());
    }

    /** @param processors of the machine, where this process may use some of them only */
    public static Machine look(BenchServer server, int processors) {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                system.getName() + " " + system.getVersion() + " " + system.getArch(),
                processors,
                Runtime.version().toString(),
                Math.round(system.getSystemLoadAverage() * 100) / 100.0,
                server.setting("server_version"),
                server.setting("fsync"),
                server.setting("synchronous_commit"),
                server.setting("shared_buffers"));
    }

    String line() {
        return "%s, %d processors, load before %.2f; Java %s; PostgreSQL %s, fsync %s, synchronous_commit %s, shared_buffers %s"
                .formatted(system, processors, loadBefore, java, postgres, fsync, synchronousCommit, sharedBuffers);
    }
}
