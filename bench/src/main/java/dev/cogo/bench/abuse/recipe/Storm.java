package dev.cogo.bench.abuse.recipe;

import dev.cogo.bench.abuse.Answer;
import dev.cogo.bench.abuse.Attacker;
import dev.cogo.bench.abuse.Recipe;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/**
 * One call, by several clients of one account for a moment, each as soon as its last one was answered. Refusals that say to come
 * back later are right, errors are not.
 *
 * @param call makes ready what is called, and gives the call
 */
record Storm(String title, Function<Attacker, Call> call) implements Recipe {
    private static final int CLIENTS = 16;

    @Override
    public Harm prepare(Attacker attacker) {
        Call once = call.apply(attacker);
        return () -> {
            Queue<Answer> answers = new ConcurrentLinkedQueue<>();
            attacker.flood(CLIENTS, (who, time) -> answers.add(once.call(who, time)));
            Attacker.expectAll(List.copyOf(answers), status -> (status >= 200 && status < 500) || status == 503);
        };
    }

    /** One time, by one of them, as its so manieth. */
    interface Call {
        Answer call(int who, int time);
    }
}
