package dev.cogo.bench.abuse;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Optional;

/** An attack that is ready. What it has opened stays open until it is closed. */
public interface Attack extends AutoCloseable {
    /**
     * Does it again and again for a time, once at least.
     *
     * @return what the node did to the attacker that it should not have done, or the other way round
     */
    Optional<String> keepUp(Duration time);

    @Override
    void close();

    /** In this process. */
    static Attack by(Attacker attacker, Recipe recipe) {
        Recipe.Harm harm;
        try {
            harm = recipe.prepare(attacker);
        } catch (Exception e) {
            attacker.close();
            throw new IllegalStateException("the attack can't be prepared", e);
        }
        return new Attack() {
            @Override
            public Optional<String> keepUp(Duration time) {
                long end = System.nanoTime() + time.toNanos();
                try {
                    do {
                        harm.once();
                    } while (System.nanoTime() - end < 0);
                    return Optional.empty();
                } catch (Exception e) {
                    StringWriter trace = new StringWriter();
                    e.printStackTrace(new PrintWriter(trace));
                    return Optional.of(trace.toString());
                }
            }

            @Override
            public void close() {
                attacker.close();
            }
        };
    }
}
