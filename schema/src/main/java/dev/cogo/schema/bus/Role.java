package dev.cogo.schema.bus;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a node may do; each role is a verticle, and any of them can run on nodes of its own. */
public enum Role {
    GATEWAY("gateway"),
    CHAT("chat"),
    AI("ai"),
    AGENT_BRIDGE("agent"),
    ARCHIVE("archive");

    private final String addresses;

    Role(String addresses) {
        this.addresses = addresses;
    }

    /** The name in configuration, such as {@code agent-bridge}. */
    public String configName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The role of a name in configuration; empty when there is none. */
    public static Optional<Role> ofConfigName(String name) {
        return Arrays.stream(values())
                .filter(role -> role.configName().equals(name))
                .findFirst();
    }

    /**
     * The role that serves an address of the bus: the name's first part, as in {@code chat.session.list}, says it.
     *
     * @throws IllegalArgumentException when no role does
     */
    public static Role ofAddress(String wireName) {
        return Arrays.stream(values())
                .filter(role -> wireName.startsWith(role.addresses + "."))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no role serves " + wireName));
    }
}
