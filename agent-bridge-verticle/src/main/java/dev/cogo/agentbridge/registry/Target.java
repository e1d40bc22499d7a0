package dev.cogo.agentbridge.registry;

import java.net.URI;

/**
 * Where an agent is called.
 *
 * @param token what it is shown as a bearer
 * @param trusted whether the settings say so; else somebody does, and it may not lead where no outsider may go
 */
public record Target(URI base, String token, boolean trusted) {
    /** Without the token. */
    @Override
    public String toString() {
        return "Target[" + base + "]";
    }
}
