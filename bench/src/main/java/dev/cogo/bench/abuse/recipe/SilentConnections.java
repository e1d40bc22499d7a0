package dev.cogo.bench.abuse.recipe;

import dev.cogo.bench.abuse.Attacker;
import dev.cogo.bench.abuse.Recipe;
import java.util.Locale;

/** Places for connections, and what each takes: many that say nothing, without a login. */
record SilentConnections(Door door) implements Recipe {
    private static final int CONNECTIONS = 100;

    enum Door {
        BUS,
        SUPABASE,
        TCP
    }

    @Override
    public String title() {
        return "silent connections, " + door.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Harm prepare(Attacker attacker) {
        return new Once(() -> {
            for (int i = 0; i < CONNECTIONS; i++) {
                try {
                    AutoCloseable unused = switch (door) {
                        case BUS -> attacker.silentBus();
                        case SUPABASE -> attacker.supabase();
                        case TCP -> attacker.say("");
                    };
                } catch (IllegalStateException e) {
                    // refused, as too many may be
                }
            }
        });
    }
}
