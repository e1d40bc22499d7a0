package dev.cogo.node.config;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a node may do; each role is a verticle, and any of them can run on nodes of its own. */
public enum Role {
    GATEWAY,
    CHAT,
    AI,
    AGENT_BRIDGE,
    ARCHIVE;

    /** The name in configuration, such as {@code agent-bridge}. */
    public String configName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Set<Role> parse(List<String> names) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String name : names) {
            roles.add(Arrays.stream(values())
                    .filter(role -> role.configName().equals(name))
                    .findFirst()
                    .orElseThrow(IllegalArgumentException::new));
        }
        if (roles.isEmpty()) {
            throw new IllegalArgumentException();
        }
        return roles;
    }

    static String names() {
        return Arrays.stream(values()).map(Role::configName).collect(Collectors.joining(", "));
    }
}
