package dev.cogo.agentbridge;

import dev.cogo.runtime.network.AddressRanges;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How tasks are handed to agents.
 *
 * @param agents where each named agent is; {@link #DEFAULT_AGENT} serves tasks that name none
 * @param token what this system shows to agents as a bearer; a secret
 * @param callbackBase where agents reach a gateway of this system
 * @param attemptTimeout the longest time for one call of an agent, from connecting to the last byte of its answer
 * @param maxAttempts how often a task that no agent has taken is offered to one, before it fails
 * @param firstPause the longest pause after the first failed attempt; it doubles with each further one, up to a minute
 * @param taskTimeout how long an agent that has taken a task may be silent about it
 * @param pullLease how long an agent that asks for tasks has one without reporting
 * @param lease how long a dead node's tasks wait for another node; renewed three times in this time
 * @param maxConcurrent how many tasks this node hands over at once
 * @param secretsKey what the secrets of registered agents are derived from
 * @param networks where registered agents may be beside the internet
 */
public record AgentBridgeConfig(
        Map<String, URI> agents,
        String token,
        URI callbackBase,
        Duration attemptTimeout,
        int maxAttempts,
        Duration firstPause,
        Duration taskTimeout,
        Duration pullLease,
        Duration lease,
        int maxConcurrent,
        String secretsKey,
        AddressRanges networks) {
    /** The name of the agent of tasks that name none. */
    public static final String DEFAULT_AGENT = "default";

    public AgentBridgeConfig {
        agents = Map.copyOf(agents);
        agents.forEach((name, uri) -> {
            check(name.matches("[A-Za-z0-9_.-]{1,64}"), "AGENT_URLS: an agent's name is 1 to 64 of A-Z a-z 0-9 _ . -");
            check(isBase(uri), "AGENT_URL, AGENT_URLS: agent " + name + " needs a URL like http://host:port");
        });
        // It goes into a header: anything else would be cut or refused there, far from its cause.
        check(token.matches("[\\x21-\\x7e]+"), "AGENT_SERVICE_TOKEN must be printable ASCII without spaces");
        check(isBase(callbackBase), "PUBLIC_URL must be a URL like https://chat.example.org");
        check(isPositive(attemptTimeout), "the agents' attempt timeout must be longer than nothing");
        check(maxAttempts >= 1 && maxAttempts <= 20, "the number of attempts must be 1 to 20");
        check(isPositive(firstPause), "the pause between attempts must be longer than nothing");
        check(isPositive(taskTimeout), "AGENT_TASK_TIMEOUT must be longer than nothing");
        check(isPositive(pullLease), "the lease of agents that ask for tasks must be longer than nothing");
        check(lease.toMillis() >= 300, "AGENT_LEASE must be at least 300 milliseconds");
        check(maxConcurrent >= 1 && maxConcurrent <= 1000, "the number of concurrent calls must be 1 to 1000");
    }

    /** One agent on this machine at port 6001, and the server's times. */
    public static AgentBridgeConfig defaults(String token, String secretsKey, URI callbackBase) {
        return new AgentBridgeConfig(
                Map.of(DEFAULT_AGENT, URI.create("http://localhost:6001")),
                token,
                callbackBase,
                Duration.ofSeconds(10),
                5,
                Duration.ofSeconds(4),
                Duration.ofMinutes(10),
                Duration.ofMinutes(1),
                Duration.ofSeconds(15),
                128,
                secretsKey,
                AddressRanges.parse(List.of()));
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "AgentBridgeConfig[agents=" + agents + ", callbackBase=" + callbackBase + "]";
    }

    // User info would end up in logs; a query would stand in the middle of the paths that are built from this.
    private static boolean isBase(URI uri) {
        return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                && uri.getHost() != null
                && uri.getUserInfo() == null
                && uri.getQuery() == null
                && uri.getFragment() == null;
    }

    private static boolean isPositive(Duration duration) {
        return duration.toMillis() > 0;
    }

    private static void check(boolean valid, String sentence) {
        if (!valid) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
