package dev.cogo.bench.abuse.recipe;

import dev.cogo.bench.abuse.Recipe.Attack;
import dev.cogo.bench.load.Schedule;
import java.time.Duration;

/** An attack whose connections stay: it is made once, and lasts. */
final class Once implements Attack {
    private static final Duration LASTS = Duration.ofMillis(500);

    private final Attack attack;
    private boolean made;

    Once(Attack attack) {
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
