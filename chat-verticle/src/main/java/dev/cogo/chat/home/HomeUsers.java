package dev.cogo.chat.home;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The users who listen to their own channels, as far as these are at home here. Used on the home's event loop only. */
public final class HomeUsers {
    private final Set<UUID> all = new HashSet<>();
    private final Set<UUID> fresh = new HashSet<>();
    private Runnable whenTheyCome = () -> {};

    HomeUsers() {}

    /**
     * Those who listen.
     *
     * @param all of them
     * @param fresh those among them who were not there the last time, or whose channels were at home elsewhere
     */
    public record Taken(List<UUID> all, List<UUID> fresh) {}

    void whenTheyCome(Runnable handler) {
        whenTheyCome = handler;
    }

    void add(UUID user) {
        all.add(user);
        boolean first = fresh.isEmpty();
        if (fresh.add(user) && first) {
            whenTheyCome.run();
        }
    }

    void remove(UUID user) {
        all.remove(user);
        fresh.remove(user);
    }

    /** Gives them; who is fresh now is not the next time. */
    Taken take() {
        Taken taken = new Taken(List.copyOf(all), List.copyOf(fresh));
        fresh.clear();
        return taken;
    }
}
