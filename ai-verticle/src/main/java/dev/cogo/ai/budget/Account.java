package dev.cogo.ai.budget;

import dev.cogo.ai.budget.Limit.Scope;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The key of a row of {@code ai_spend}: whose spending in which period. The order is the one in which all lock rows, so that
 * no two wait for each other; the row of everybody comes last, for it is the busiest.
 *
 * @param owner a session, a user or an assistant
 */
record Account(Scope scope, UUID owner, Period period, LocalDate start) implements Comparable<Account> {
    private static final UUID EVERYBODY = new UUID(0, 0);
    private static final Comparator<Account> LOCK_ORDER = Comparator.comparing(Account::scope)
            .thenComparing(Account::owner)
            .thenComparing(Account::period)
            .thenComparing(Account::start);

    /** The row that a limit looks at; null when the call is of no session, and the limit a session's, or of no assistant. */
    static @Nullable Account of(Limit limit, Payers payers, LocalDate day) {
        UUID owner = switch (limit.scope()) {
            case SESSION -> payers.sessionId();
            case USER -> payers.userId();
            case ASSISTANT -> payers.assistantId();
            case TOTAL -> EVERYBODY;
        };
        return owner == null ? null : of(limit, owner, day);
    }

    static Account of(Limit limit, UUID owner, LocalDate day) {
        return new Account(limit.scope(), owner, limit.period(), limit.period().start(day));
    }

    @Override
    public int compareTo(Account other) {
        return LOCK_ORDER.compare(this, other);
    }
}
