package dev.cogo.gateway.auth.login;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What a token of a service user lets it do. A login lets its user do all that they may. */
public enum Scope {
    /** Read sessions and messages, and listen to channels. */
    READ("chat:read"),
    /** Whatever changes sessions, members and messages, and every call over the event-bus bridge. */
    WRITE("chat:write"),
    /** Ask the AI. */
    AI("ai"),
    /** Hand tasks to agents, and look after them. */
    TASKS("tasks"),
    /** Change the account, and do what operators do: for who has logged in, and for no token. */
    ACCOUNT("account");

    private static final Set<Scope> ALL = Collections.unmodifiableSet(EnumSet.allOf(Scope.class));

    private final String wireName;

    Scope(String wireName) {
        this.wireName = wireName;
    }

    @JsonValue
    public String wireName() {
        return wireName;
    }

    static Set<Scope> all() {
        return ALL;
    }

    /** By its name on the wire; empty for one that there is not. */
    public static Optional<Scope> of(String wireName) {
        return Arrays.stream(values())
                .filter(scope -> scope.wireName.equals(wireName))
                .findFirst();
    }
}
