package dev.cogo.gateway.limits;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * All that clients are counted for over time: one list, which {@code docs/limits.md} shows. What is beyond a limit is refused
 * with {@code rate_limited}.
 */
// Its functions have no state.
@SuppressWarnings("ImmutableEnumChecker")
public enum Limit {
    MESSAGES(
            "messages",
            Scope.USER,
            Place.CLUSTER,
            Duration.ofMinutes(1),
            config -> config.user().messagesPerMinute()),
    // Whoever allows more messages than that means them to come through.
    REQUESTS(
            "requests",
            Scope.USER,
            Place.NODE,
            Duration.ofMinutes(1),
            config -> Math.max(
                    config.user().requestsPerMinute(), 2 * config.user().messagesPerMinute())),
    SESSIONS(
            "new sessions",
            Scope.USER,
            Place.CLUSTER,
            Duration.ofHours(1),
            config -> config.user().sessionsPerHour()),
    ANONYMOUS_SESSIONS("new sessions of an anonymous user", Scope.USER, Place.CLUSTER, Duration.ofHours(1), 20),
    PEOPLE(
            "people named by address or id",
            Scope.USER,
            Place.CLUSTER,
            Duration.ofHours(1),
            config -> config.user().peoplePerHour()),
    ANONYMOUS_PEOPLE("people named by an anonymous user", Scope.USER, Place.CLUSTER, Duration.ofHours(1), 10),
    NAMES(
            "searches for people by name",
            Scope.USER,
            Place.CLUSTER,
            Duration.ofHours(1),
            config -> config.user().peoplePerHour()),
    ANONYMOUS_NAMES("searches for people by an anonymous user", Scope.USER, Place.CLUSTER, Duration.ofHours(1), 60),
    SEARCHES("searches", Scope.USER, Place.NODE, Duration.ofMinutes(1), 120),
    INVITES("new invites", Scope.USER, Place.CLUSTER, Duration.ofHours(1), 60),
    ANONYMOUS_INVITES("new invites of an anonymous user", Scope.USER, Place.CLUSTER, Duration.ofHours(1), 10),
    EXPORTS("exports", Scope.USER, Place.CLUSTER, Duration.ofDays(1), 10),
    ANONYMOUS_EXPORTS("exports of an anonymous user", Scope.USER, Place.CLUSTER, Duration.ofDays(1), 1),
    ACCOUNT_GUESSES(
            "failed logins for this account",
            Scope.ACCOUNT_AT_ADDRESS,
            Place.CLUSTER,
            config -> config.login().failuresPerAccount()),
    ADDRESS_GUESSES(
            "failed logins from this address",
            Scope.ADDRESS,
            Place.CLUSTER,
            config -> config.login().failuresPerAddress()),
    REGISTRATIONS(
            "new accounts from this address",
            Scope.ADDRESS,
            Place.CLUSTER,
            Duration.ofHours(1),
            config -> config.login().registrationsPerHour()),
    TAKEN_NAMES("registrations of taken e-mail addresses", Scope.ADDRESS, Place.CLUSTER, Duration.ofHours(1), 60),
    PASSWORD_MAILS("mails for a new password", Scope.ADDRESS, Place.CLUSTER, Duration.ofHours(1), 60),
    STRANGERS(
            "requests without a login from this address",
            Scope.ADDRESS,
            Place.NODE,
            Duration.ofMinutes(1),
            config -> config.address().requestsPerMinute());

    /** Whom a limit is for. */
    public enum Scope {
        USER,
        ADDRESS,
        ACCOUNT_AT_ADDRESS
    }

    /** Where is counted: all nodes together, or each for itself, for what is asked too often to ask a cluster. */
    public enum Place {
        CLUSTER,
        NODE
    }

    private final String what;
    private final Scope scope;
    private final Place place;
    private final Function<LimitsConfig, Duration> period;
    private final ToIntFunction<LimitsConfig> capacity;

    Limit(
            String what,
            Scope scope,
            Place place,
            Function<LimitsConfig, Duration> period,
            ToIntFunction<LimitsConfig> capacity) {
        this.what = what;
        this.scope = scope;
        this.place = place;
        this.period = period;
        this.capacity = capacity;
    }

    Limit(String what, Scope scope, Place place, Duration period, ToIntFunction<LimitsConfig> capacity) {
        this(what, scope, place, config -> period, capacity);
    }

    Limit(String what, Scope scope, Place place, Duration period, int capacity) {
        this(what, scope, place, config -> period, config -> capacity);
    }

    /** In the window of logins. */
    Limit(String what, Scope scope, Place place, ToIntFunction<LimitsConfig> capacity) {
        this(what, scope, place, config -> config.login().window(), capacity);
    }

    /** What is limited, for people. */
    public String what() {
        return what;
    }

    public Scope scope() {
        return scope;
    }

    public Place place() {
        return place;
    }

    /** What counts instead for a user who has signed in anonymously: such a user is quickly made. */
    public Limit ofAnonymous() {
        return switch (this) {
            case SESSIONS -> ANONYMOUS_SESSIONS;
            case PEOPLE -> ANONYMOUS_PEOPLE;
            case NAMES -> ANONYMOUS_NAMES;
            case INVITES -> ANONYMOUS_INVITES;
            case EXPORTS -> ANONYMOUS_EXPORTS;
            default -> this;
        };
    }

    /** The numbers of a configuration. */
    public RateLimit allowance(LimitsConfig config) {
        return new RateLimit(
                name().toLowerCase(Locale.ROOT), what, place, capacity.applyAsInt(config), period.apply(config));
    }
}
