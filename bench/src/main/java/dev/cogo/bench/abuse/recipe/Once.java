package dev.cogo.bench.abuse.recipe;

import dev.cogo.bench.abuse.Recipe.Harm;
import dev.cogo.bench.load.Schedule;
import java.time.Duration;

/** An attack whose connections stay: it is made once, and lasts. */
final class Once implements Harm {
    private static final Duration LASTS = Duration.ofMillis(500);

    private final Harm attack;
    private boolean made;

    Once(Harm attack) {
        this.attack = attack;
    }

    @Override
    public void once() throws Exception {
        if (!made) {
            made = true;
            attack.once();
        }
        Schedule.sleep(LASTS);
    }
}
