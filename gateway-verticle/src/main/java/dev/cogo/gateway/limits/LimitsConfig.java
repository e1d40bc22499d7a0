package dev.cogo.gateway.limits;

import java.time.Duration;

/**
 * How often clients may do what, counted over all nodes.
 *
 * @param messagesPerMinute messages of a user, whatever door they come through; questions to the AI and tasks count as one
 * @param loginFailuresPerAccount wrong passwords for one e-mail address from one client address, in {@code loginWindow}
 * @param loginFailuresPerAddress wrong passwords from one client address for whatever account, in {@code loginWindow}
 * @param loginWindow the time in which an exhausted login allowance is full again
 * @param registrationsPerHour new accounts from one client address
 */
public record LimitsConfig(
        int messagesPerMinute,
        int loginFailuresPerAccount,
        int loginFailuresPerAddress,
        Duration loginWindow,
        int registrationsPerHour) {

    public LimitsConfig {
        checkPositive(messagesPerMinute, "messagesPerMinute");
        checkPositive(loginFailuresPerAccount, "loginFailuresPerAccount");
        checkPositive(loginFailuresPerAddress, "loginFailuresPerAddress");
        checkPositive(registrationsPerHour, "registrationsPerHour");
        if (loginWindow.compareTo(Duration.ofSeconds(1)) < 0 || loginWindow.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("loginWindow must be 1 second to 1 day");
        }
    }

    public static LimitsConfig defaults() {
        return new LimitsConfig(100, 10, 60, Duration.ofMinutes(5), 200);
    }

    private static void checkPositive(int value, String name) {
        if (value < 1 || value > 1_000_000) {
            throw new IllegalArgumentException(name + " must be 1 to 1000000");
        }
    }
}
