package dev.cogo.gateway.limits;

import java.time.Duration;

/** The numbers of {@link Limit} that can be set, and how many connections an address may have. */
public record LimitsConfig(User user, Login login, Address address) {
    private static final int MOST = 1_000_000;

    /**
     * What one user may do.
     *
     * @param messagesPerMinute messages, whatever door they come through; questions to the AI and tasks count as one
     * @param requestsPerMinute requests and calls of any kind to one node; at least twice the messages pass
     * @param sessionsPerHour sessions that a user creates
     * @param peoplePerHour people whom a user names by e-mail address or id, to add them to a session
     */
    public record User(int messagesPerMinute, int requestsPerMinute, int sessionsPerHour, int peoplePerHour) {
        public User {
            check(messagesPerMinute, "messagesPerMinute");
            check(requestsPerMinute, "requestsPerMinute");
            check(sessionsPerHour, "sessionsPerHour");
            check(peoplePerHour, "peoplePerHour");
        }
    }

    /**
     * How often passwords may be tried and accounts made.
     *
     * @param failuresPerAccount wrong passwords for one e-mail address from one client address, in {@code window}
     * @param failuresPerAddress wrong passwords from one client address for whatever account, in {@code window}
     * @param window the time in which an exhausted allowance is full again; 1 second to 1 day
     * @param registrationsPerHour new accounts from one client address
     */
    public record Login(int failuresPerAccount, int failuresPerAddress, Duration window, int registrationsPerHour) {
        public Login {
            check(failuresPerAccount, "failuresPerAccount");
            check(failuresPerAddress, "failuresPerAddress");
            check(registrationsPerHour, "registrationsPerHour");
            if (window.compareTo(Duration.ofSeconds(1)) < 0 || window.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException("LOGIN_WINDOW must be 1 second to 1 day");
            }
        }
    }

    /**
     * What one client address may take of a node without saying who is there.
     *
     * @param requestsPerMinute requests without a login: logging in, registering, refreshing, logging out
     * @param connections open connections, of whatever kind
     * @param silentConnections of them those that have not said yet whose they are: realtime connections without a login,
     *     others without a request
     */
    public record Address(int requestsPerMinute, int connections, int silentConnections) {
        public Address {
            check(requestsPerMinute, "requestsPerMinute");
            check(connections, "connections");
            check(silentConnections, "silentConnections");
        }
    }

    /** What an office of some thousand people behind one address can live with. */
    public static LimitsConfig defaults() {
        return new LimitsConfig(
                new User(100, 6000, 100, 500),
                new Login(10, 300, Duration.ofMinutes(5), 600),
                new Address(6000, 20_000, 1000));
    }

    public LimitsConfig with(User changed) {
        return new LimitsConfig(changed, login, address);
    }

    public LimitsConfig with(Login changed) {
        return new LimitsConfig(user, changed, address);
    }

    public LimitsConfig with(Address changed) {
        return new LimitsConfig(user, login, changed);
    }

    private static void check(int value, String name) {
        if (value < 1 || value > MOST) {
            throw new IllegalArgumentException(name + " must be 1 to " + MOST);
        }
    }
}
