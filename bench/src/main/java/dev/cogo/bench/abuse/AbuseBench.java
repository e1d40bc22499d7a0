package dev.cogo.bench.abuse;

import dev.cogo.bench.process.NodeProcess;
import dev.cogo.bench.process.WorkFolder;
import dev.cogo.bench.report.Case;
import dev.cogo.bench.report.Target;
import dev.cogo.runtime.database.DatabaseConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** All attacks on one node, with a quiet time before each. */
public final class AbuseBench {
    private final DatabaseConfig database;
    private final Path folder;
    private final Class<?> attackers;
    private final Duration time;
    private final int rounds;
    private final Consumer<String> progress;
    private final Map<String, Object> facts = new LinkedHashMap<>();
    private final Comparison comparison = new Comparison();

    /**
     * With these figures.
     *
     * @param attackers the program of their process: its {@code main} calls {@link AttackerProcess#serve}
     * @param time that an attack lasts, and the quiet before it
     * @param rounds turns of each attack
     */
    public AbuseBench(
            DatabaseConfig database,
            Path folder,
            Class<?> attackers,
            Duration time,
            int rounds,
            Consumer<String> progress) {
        this.database = database;
        this.folder = folder;
        this.attackers = attackers;
        this.time = time;
        this.rounds = rounds;
        this.progress = progress;
    }

    /** Measures; takes some minutes. */
    public void run(List<Recipe> recipes) {
        try (WorkFolder work = WorkFolder.in(folder, "abuse-");
                AbuseRun run = AbuseRun.apart(database, work.path(), attackers)) {
            progress.accept("warm-up");
            Served unused = run.quiet(time);
            remember("before", run.node().memory());
            for (int round = 1; round <= rounds; round++) {
                for (Recipe recipe : recipes) {
                    progress.accept("round %d: %s".formatted(round, recipe.title()));
                    Served quiet = run.quiet(time);
                    Outcome outcome = run.attacked(recipe, time);
                    comparison.add(recipe.title(), quiet, outcome.bystander(), time);
                    outcome.broken().ifPresent(why -> facts.put(recipe.title() + ", what the attacker met", why));
                    remember("after " + recipe.title(), run.node().memory());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void remember(String when, NodeProcess.Memory memory) {
        facts.put("MiB " + when, "heap %.0f, process %.0f".formatted(memory.heap(), memory.resident()));
    }

    /** How the bystander was served. */
    public List<Case> cases() {
        return comparison.cases();
    }

    /** What that is held against. */
    public List<Target> targets() {
        return comparison.targets();
    }

    /** The node's memory, and what else is worth knowing. */
    public Map<String, Object> facts() {
        return facts;
    }
}
