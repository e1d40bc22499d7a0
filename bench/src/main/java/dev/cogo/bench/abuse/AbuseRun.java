package dev.cogo.bench.abuse;

import dev.cogo.bench.load.Schedule;
import dev.cogo.bench.process.NodeProcess;
import dev.cogo.runtime.database.DatabaseConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A node, a bystander, and one attacker after the other. On Linux, where the whole of 127.0.0.0/8 are own addresses. */
public final class AbuseRun implements AutoCloseable {
    private final AbusedNode node;
    private final Bystander bystander;
    private final Attackers attackers;

    private AbuseRun(AbusedNode node, Function<Doors, Attackers> attackers) {
        this.node = node;
        this.bystander = Bystander.at(node.doors(), Attackers.address(0, 1));
        this.attackers = attackers.apply(node.doors());
    }

    /** Starts the node; attackers are in this process. As {@link NodeProcess#start}. */
    public static AbuseRun start(DatabaseConfig database, Path folder) {
        return start(database, folder, Attackers::here);
    }

    /**
     * Likewise, with attackers in a process of their own.
     *
     * @param program that process's; its {@code main} calls {@link AttackerProcess#serve}
     */
    public static AbuseRun apart(DatabaseConfig database, Path folder, Class<?> program) {
        return start(database, folder, doors -> AttackerProcess.start(doors, program));
    }

    private static AbuseRun start(DatabaseConfig database, Path folder, Function<Doors, Attackers> attackers) {
        AbusedNode node = AbusedNode.start(database, folder, List.of());
        try {
            return new AbuseRun(node, attackers);
        } catch (RuntimeException e) {
            node.close();
            throw e;
        }
    }

    public NodeProcess node() {
        return node.process();
    }

    /** Whether the node says that it is ready, before anybody's patience ends. */
    public boolean isReady() {
        return bystander.sees("/health/ready");
    }

    /** How the bystander is served when there is no attacker. */
    public Served quiet(Duration time) throws InterruptedException {
        Bystander.Turn turn = bystander.begin();
        Schedule.sleep(time);
        return turn.end();
    }

    /** How he is served while an attacker attacks for a time, once at least. */
    public Outcome attacked(Recipe recipe, Duration time) throws InterruptedException {
        try (Attack attack = prepare(recipe)) {
            Bystander.Turn turn = bystander.begin();
            Optional<String> broken = attack.keepUp(time);
            // The attacker's connections are still open.
            return new Outcome(turn.end(), broken);
        }
    }

    /** One more attacker, who has got everything ready. */
    public Attack prepare(Recipe recipe) {
        return attackers.next(recipe);
    }

    @Override
    public void close() {
        attackers.close();
        bystander.close();
        node.close();
    }
}
