package dev.cogo.ai.budget;

import dev.cogo.ai.budget.Spend.Balance;
import dev.cogo.ai.budget.Spend.Booking;
import dev.cogo.runtime.database.Database;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Limits of what the AI may spend. Before a call its highest cost is reserved in the rows of everybody whom it concerns, and
 * afterwards settled by what it did cost: however many ask at once, on however many nodes, what is spent and what is promised
 * stay below the limits. A reservation whose node died is given back when its time is over.
 */
public final class Budgets {
    private static final int SWEEP_BATCH = 100;
    private static final Duration KEPT_DAYS = Duration.ofDays(62);
    private static final Duration KEPT_MONTHS = Duration.ofDays(430);

    private final Database database;
    private final List<Limit> limits;
    private final Duration life;
    private final Clock clock;

    /** @param life longer than any call takes */
    public Budgets(Database database, List<Limit> limits, Duration life, Clock clock) {
        this.database = database;
        this.limits = limits;
        this.life = life;
        this.clock = clock;
    }

    /**
     * Keeps money for a call.
     *
     * @param micros the most that it can cost, in millionths of a dollar
     * @throws CogoException {@code ai_budget_spent}, with when the budget begins anew
     */
    public Reservation reserve(Payers payers, long micros) {
        LocalDate today = LocalDate.now(clock);
        SortedMap<Account, Limit> wanted = new TreeMap<>();
        for (Limit limit : payers.limits(limits)) {
            Account account = Account.of(limit, payers, today);
            if (account != null) {
                wanted.put(account, limit);
            }
        }
        SortedSet<Account> accounts = new TreeSet<>(wanted.keySet());
        Reservation reservation = new Reservation(Ids.next(), accounts);
        if (!accounts.isEmpty() && !reserved(reservation, wanted, micros, today)) {
            Spend.create(database, accounts);
            reserved(reservation, wanted, micros, today);
        }
        return reservation;
    }

    /** @return false when a row is missing, and nothing is done */
    private boolean reserved(Reservation reservation, Map<Account, Limit> wanted, long micros, LocalDate today) {
        return database.transaction(transaction -> {
            Map<Account, Balance> balances = Spend.lock(transaction, reservation.accounts());
            if (balances.size() < wanted.size()) {
                return false;
            }
            balances.forEach((account, balance) -> {
                Limit limit = Objects.requireNonNull(wanted.get(account));
                if (balance.spent() + balance.reserved() + micros > limit.micros()) {
                    throw spent(limit, today);
                }
            });
            Spend.book(transaction, bookings(reservation.accounts(), new Booking(micros, 0)));
            Object[] keys = Spend.keys(reservation.accounts());
            transaction.query(
                    """
                    INSERT INTO ai_reservations (id, scopes, owners, periods, starts, micros, expires_at)
                    VALUES ($1, $2, $3, $4, $5, $6, now() + make_interval(secs => $7))
                    """, reservation.id(), keys[0], keys[1], keys[2], keys[3], micros, (double) life.toSeconds());
            return true;
        });
    }

    private CogoException spent(Limit limit, LocalDate today) {
        Instant end = limit.period().end(today);
        String whose = switch (limit.scope()) {
            case SESSION -> "this session's budget";
            case USER -> "your budget";
            case ASSISTANT -> "this assistant's budget";
            case TOTAL -> "the server's budget";
        };
        return CogoException.retryAfter(
                ErrorCode.AI_BUDGET_SPENT,
                "%s for the AI of this %s is spent; the next begins at %s"
                        .formatted(whose, limit.period().wireName(), end),
                Duration.between(clock.instant(), end));
    }

    /**
     * Books what a call did cost and gives the rest back.
     *
     * @param micros in millionths of a dollar
     */
    public void settle(Reservation reservation, long micros) {
        if (reservation.accounts().isEmpty()) {
            return;
        }
        database.transaction(transaction -> {
            RowSet<Row> ours =
                    transaction.query("DELETE FROM ai_reservations WHERE id = $1 RETURNING micros", reservation.id());
            // It may have been given back already, if the call took longer than we thought.
            long kept = ours.rowCount() == 0 ? 0 : ours.iterator().next().getLong("micros");
            Spend.lock(transaction, reservation.accounts());
            Spend.book(transaction, bookings(reservation.accounts(), new Booking(-kept, micros)));
            return kept;
        });
    }

    private static SortedMap<Account, Booking> bookings(SortedSet<Account> accounts, Booking each) {
        return accounts.stream()
                .collect(Collectors.toMap(account -> account, account -> each, Booking::plus, TreeMap::new));
    }

    /**
     * Gives back reservations whose time is over, and forgets accounts of long ago. Nodes may do this at the same time and skip each
     * other's rows.
     *
     * @return how many were given back
     */
    public int sweep() {
        int given = 0;
        int batch;
        do {
            batch = database.transaction(Budgets::giveBack);
            given += batch;
        } while (batch == SWEEP_BATCH);
        database.query("""
                DELETE FROM ai_spend
                WHERE starts_on < now()::date - CASE period WHEN 'day' THEN $1::int ELSE $2::int END
                """, (int) KEPT_DAYS.toDays(), (int) KEPT_MONTHS.toDays());
        return given;
    }

    private static int giveBack(Database.Statements transaction) {
        SortedMap<Account, Booking> bookings = new TreeMap<>();
        int given = 0;
        for (Row row : transaction.query("""
                DELETE FROM ai_reservations WHERE id IN (
                    SELECT id FROM ai_reservations
                    WHERE expires_at < now() ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED)
                RETURNING scopes, owners, periods, starts, micros
                """, SWEEP_BATCH)) {
            Booking back = new Booking(-row.getLong("micros"), 0);
            Spend.accounts(row).forEach(account -> bookings.merge(account, back, Booking::plus));
            given++;
        }
        if (given > 0) {
            Spend.lock(transaction, new TreeSet<>(bookings.keySet()));
            Spend.book(transaction, bookings);
        }
        return given;
    }

    /** A limit, whose it is, and what is used of it. */
    public record State(UUID owner, Limit limit, long spent, long reserved, Instant endsAt) {}

    /** The limits of one user, or of all together. */
    public List<State> states(Limit.Scope scope, UUID owner) {
        return states(scope, Map.of(owner, List.of()));
    }

    /** The limits of several; {@code own} are those that some have in place of the settings'. */
    public List<State> states(Limit.Scope scope, Map<UUID, List<Limit>> own) {
        LocalDate today = LocalDate.now(clock);
        SortedMap<Account, Limit> accounts = new TreeMap<>();
        own.forEach((owner, theirs) -> Payers.withOwn(limits, theirs).stream()
                .filter(limit -> limit.scope() == scope)
                .forEach(limit -> accounts.put(Account.of(limit, owner, today), limit)));
        if (accounts.isEmpty()) {
            return List.of();
        }
        Map<Account, Balance> balances = Spend.read(database, new TreeSet<>(accounts.keySet()));
        return accounts.entrySet().stream()
                .map(entry -> {
                    Balance balance = balances.getOrDefault(entry.getKey(), new Balance(0, 0));
                    Limit limit = entry.getValue();
                    return new State(
                            entry.getKey().owner(),
                            limit,
                            balance.spent(),
                            balance.reserved(),
                            limit.period().end(today));
                })
                .toList();
    }
}
