package dev.cogo.bench.abuse;

import java.util.Locale;

/** One way of wanting too much. Its class says in its first sentence what for. */
public interface Recipe {
    /**
     * Gets everything ready that is harmless, before the bystander is watched.
     *
     * @return what does the harm
     * @throws Exception when it can't be made ready, or, from the attack, when the node did not do as it promises
     */
    Harm prepare(Attacker attacker) throws Exception;

    /** For reports. */
    default String title() {
        return getClass().getSimpleName().replaceAll("(?<=.)([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }

    /** What does the harm; done again and again for as long as the bystander is watched. */
    interface Harm {
        /** Takes some seconds at most, on a node that does as it should. */
        void once() throws Exception;
    }
}
