package dev.cogo.bench.fanout;

import dev.cogo.bench.database.BenchSchema;
import dev.cogo.bench.process.NodeProcess;
import dev.cogo.bench.process.Nodes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Who takes part in a run: ways to start each, since some measurements want a fresh one. */
final class Contenders {
    private final FanOutPlan plan;
    private final Path folder;
    private final List<String> runner;
    private final List<String> skipped = new ArrayList<>();

    /** @param runner the command that runs a server on its core */
    Contenders(FanOutPlan plan, Path folder, List<String> runner) {
        this.plan = plan;
        this.folder = folder;
        this.runner = runner;
    }

    /** Nodes of ours; close it when its doors have been used. */
    CogoServer cogo(BenchSchema schema) {
        Map<String, String> environment = new HashMap<>();
        plan.transport().ifPresent(transport -> environment.put("TRANSPORT", transport));
        plan.metricsPort().ifPresent(port -> environment.put("METRICS_PORT", port.toString()));
        NodeProcess.Heap heap = plan.idle() > 0
                ? NodeProcess.Heap.tight(plan.nodeHeapMiB())
                : NodeProcess.Heap.upTo(plan.nodeHeapMiB());
        Nodes nodes = Nodes.start(plan.nodes(), schema.config(), folder("cogo"), heap, environment, runner);
        try {
            return new CogoServer(nodes, schema);
        } catch (RuntimeException e) {
            nodes.close();
            throw e;
        }
    }

    /** How to start each server for comparison that is installed. */
    List<Supplier<Contender>> others() {
        List<Supplier<Contender>> others = new ArrayList<>();
        if (!plan.compare()) {
            return others;
        }
        if (Nchan.installed()) {
            for (Nchan.Publishing publishing : Nchan.Publishing.values()) {
                // A connection that only listens costs the same.
                if (plan.idle() == 0 || publishing == Nchan.Publishing.HTTP) {
                    others.add(() -> Nchan.start(publishing, folder("nchan"), runner));
                }
            }
        } else {
            skipped.add("nchan is left out: nginx and its module nchan are not installed"
                    + " (Debian: apt-get install nginx libnginx-mod-nchan)");
        }
        if (NodeJs.installed(plan.peers(), plan.installPeers())) {
            for (NodeJs.Library library : NodeJs.Library.values()) {
                others.add(() -> NodeJs.start(library, plan.peers(), folder(library.name()), runner));
            }
        } else {
            skipped.add("Socket.IO and ws are left out: there is no Node.js, or npm ci has not been run in "
                    + plan.peers());
        }
        return others;
    }

    /** Who was left out, and why. */
    List<String> skipped() {
        return skipped;
    }

    private Path folder(String name) {
        try {
            return Files.createTempDirectory(folder, name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
