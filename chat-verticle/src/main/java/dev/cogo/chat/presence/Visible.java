package dev.cogo.chat.presence;

import dev.cogo.schema.presence.PresenceStatus;
import java.util.Collection;

/** What others see of a user who may be connected through several gateways. */
final class Visible {
    private Visible() {}

    /** Online if any gateway says so, else away if any does, else offline. */
    static PresenceStatus of(Collection<PresenceStatus> gateways) {
        return gateways.stream().min(PresenceStatus::compareTo).orElse(PresenceStatus.OFFLINE);
    }
}
