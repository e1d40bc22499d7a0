package dev.cogo.bench.abuse;

import dev.cogo.bench.load.Schedule;
import dev.cogo.bench.process.NodeProcess;
import dev.cogo.runtime.database.DatabaseConfig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A node, a bystander, and one attacker after the other. On Linux, where the whole of 127.0.0.0/8 are own addresses. */
public final class AbuseRun implements AutoCloseable {
    private final AbusedNode node;
    private final Bystander bystander;
    private int attackers;

    private AbuseRun(AbusedNode node) {
        this.node = node;
        this.bystander = Bystander.at(node, address(0, 1));
    }

    /** Starts the node. As {@link NodeProcess#start}. */
    public static AbuseRun start(DatabaseConfig database, Path folder, List<String> runner) {
        AbusedNode node = AbusedNode.start(database, folder, runner);
        try {
            return new AbuseRun(node);
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
        try (Attacker attacker = attacker()) {
            Recipe.Attack attack;
            try {
                attack = recipe.prepare(attacker);
            } catch (Exception e) {
                throw new IllegalStateException("the attack can't be prepared", e);
            }
            Bystander.Turn turn = bystander.begin();
            Optional<String> broken = attack(attack, time);
            // The attacker's connections are still open.
            return new Outcome(turn.end(), broken);
        }
    }

    private static Optional<String> attack(Recipe.Attack attack, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        try {
            do {
                attack.once();
            } while (System.nanoTime() - end < 0);
            return Optional.empty();
        } catch (Exception e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            return Optional.of(trace.toString());
        }
    }

    /** One more, at an address that nobody had before. */
    public Attacker attacker() {
        attackers++;
        return Attacker.at(node, address(1 + attackers / 250, 1 + attackers % 250));
    }

    private static InetAddress address(int third, int fourth) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, (byte) third, (byte) fourth});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        bystander.close();
        node.close();
    }
}
