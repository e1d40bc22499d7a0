package dev.cogo.ai.tool;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A server whose tools may be used.
 *
 * @param name 1 to 20 of {@code a-z 0-9}, which its tools are known by
 * @param token what it is shown; never printed
 * @param policies by the name of a tool
 * @param others the policy of all other tools
 */
public record ToolServer(String name, URI url, @Nullable String token, Map<String, Policy> policies, Policy others) {
    public ToolServer {
        policies = Map.copyOf(policies);
        if (name.isEmpty()
                || name.length() > 20
                || !name.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("a server's name is 1 to 20 of a-z and 0-9");
        }
        if (name.equals(OwnTools.NAME)) {
            throw new IllegalArgumentException("the name " + name + " is for the tools of this server");
        }
        if (token != null && (others == Policy.AUTO || policies.containsValue(Policy.AUTO))) {
            throw new IllegalArgumentException("server " + name
                    + ": with a token, which is not the asker's own, tools can be called with ask and never alone");
        }
    }

    Policy policy(String tool) {
        return policies.getOrDefault(tool, others);
    }

    @Override
    public String toString() {
        return "ToolServer[" + name + "]";
    }
}
