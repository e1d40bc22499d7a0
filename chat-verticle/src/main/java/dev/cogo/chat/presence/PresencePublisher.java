package dev.cogo.chat.presence;

import dev.cogo.schema.event.PresenceChange;
import dev.cogo.schema.event.PresenceSummary;
import dev.cogo.schema.presence.Presence;
import dev.cogo.schema.presence.PresenceStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Publishes presence as differences: tells a session's channel the difference between what is known and what has been told. */
final class PresencePublisher {
    private final PresenceLimits limits;
    private final LongSupplier nanoTime;
    private final PresenceListener voice;

    PresencePublisher(PresenceLimits limits, LongSupplier nanoTime, PresenceListener voice) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.voice = voice;
    }

    /** Tells what there is to tell of the session; notes what must be known for the rest. */
    void publish(SessionPresence session, Function<UUID, @Nullable String> names, MissingFacts wanted) {
        if (session.isLarge()) {
            if (session.takeSummary(nanoTime.getAsLong(), limits.summary().toNanos())) {
                voice.summed(summary(session, null));
            }
        } else if (session.blocked() == null) {
            wanted.sessions().add(session.id());
        } else if (session.isListDue()) {
            List<Presence> items = new ArrayList<>();
            List<PresentUser> shown = shown(session);
            for (PresentUser user : shown) {
                name(user, names, wanted, name -> items.add(user.presence(name)));
            }
            if (items.size() == shown.size()) {
                voice.summed(summary(session, items));
                session.listTold();
            }
        } else {
            for (PresentUser user : session.dirty()) {
                name(user, names, wanted, name -> {
                    voice.changed(change(user, session, name));
                    session.settle(user);
                });
            }
        }
    }

    private static void name(
            PresentUser user, Function<UUID, @Nullable String> names, MissingFacts wanted, Consumer<String> then) {
        String name = names.apply(user.id());
        if (name == null) {
            wanted.users().add(user.id());
        } else {
            then.accept(name);
        }
    }

    private static PresenceChange change(PresentUser user, SessionPresence session, String name) {
        PresentUser.Look look = session.shown(user);
        return new PresenceChange(
                user.id(),
                session.id(),
                name,
                look == null ? PresenceStatus.OFFLINE : look.status(),
                user.lastSeen(),
                look == null ? 0 : user.devices(),
                look == null ? null : look.state());
    }

    private static PresenceSummary summary(SessionPresence session, @Nullable List<Presence> items) {
        List<PresentUser> shown = shown(session);
        int online = (int) shown.stream()
                .map(PresentUser::look)
                .filter(look -> look != null && look.status() == PresenceStatus.ONLINE)
                .count();
        return new PresenceSummary(session.id(), shown.size(), online, shown.size() - online, items);
    }

    private static List<PresentUser> shown(SessionPresence session) {
        return session.isHidden() ? List.of() : session.after(null, Integer.MAX_VALUE);
    }
}
