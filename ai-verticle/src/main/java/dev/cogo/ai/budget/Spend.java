package dev.cogo.ai.budget;

import dev.cogo.ai.budget.Limit.Scope;
import dev.cogo.runtime.database.Database;
import io.vertx.sqlclient.Row;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The table {@code ai_spend}. Amounts are millionths of a dollar. */
final class Spend {
    private static final String KEYS = """
            unnest($1::text[], $2::uuid[], $3::text[], $4::date[])
                WITH ORDINALITY AS w (scope, owner, period, starts_on, n)""";
    private static final String JOINED = """
            JOIN ai_spend s ON (s.scope, s.owner, s.period, s.starts_on) = (w.scope, w.owner, w.period, w.starts_on)""";
    // In the order of the keys, which is the same for all who lock.
    private static final String LOCK = "SELECT s.* FROM " + KEYS + "\n" + JOINED + "\nORDER BY w.n FOR UPDATE OF s";
    private static final String READ = "SELECT s.* FROM " + KEYS + "\n" + JOINED;
    private static final String CREATE = """
            INSERT INTO ai_spend (scope, owner, period, starts_on)
            SELECT w.scope, w.owner, w.period, w.starts_on FROM %s ORDER BY w.n
            ON CONFLICT DO NOTHING""".formatted(KEYS);
    private static final String BOOK = """
            UPDATE ai_spend s SET reserved = greatest(0, s.reserved + w.reserved), spent = s.spent + w.spent
            FROM unnest($1::text[], $2::uuid[], $3::text[], $4::date[], $5::bigint[], $6::bigint[])
                AS w (scope, owner, period, starts_on, reserved, spent)
            WHERE (s.scope, s.owner, s.period, s.starts_on) = (w.scope, w.owner, w.period, w.starts_on)""";

    /** What is spent, and what is promised to calls that are under way. */
    record Balance(long spent, long reserved) {}

    /** What changes of an account. */
    record Booking(long reserved, long spent) {
        Booking plus(Booking other) {
            return new Booking(reserved + other.reserved, spent + other.spent);
        }
    }

    private Spend() {}

    /** Makes the rows that are missing. */
    static void create(Database database, SortedSet<Account> accounts) {
        database.query(CREATE, keys(accounts));
    }

    /** What the accounts hold; those without a row are missing. */
    static Map<Account, Balance> read(Database database, SortedSet<Account> accounts) {
        return balances(database.query(READ, keys(accounts)));
    }

    /** Locks the rows until the transaction ends; those without a row are missing. */
    static Map<Account, Balance> lock(Database.Statements transaction, SortedSet<Account> accounts) {
        return balances(transaction.query(LOCK, keys(accounts)));
    }

    /** Changes rows that this transaction has locked. */
    static void book(Database.Statements transaction, SortedMap<Account, Booking> bookings) {
        Object[] keys = keys(bookings.keySet());
        transaction.query(
                BOOK,
                keys[0],
                keys[1],
                keys[2],
                keys[3],
                bookings.values().stream().map(Booking::reserved).toArray(Long[]::new),
                bookings.values().stream().map(Booking::spent).toArray(Long[]::new));
    }

    /** Scopes, owners, periods and days of the accounts, as arrays. */
    static Object[] keys(Collection<Account> accounts) {
        return new Object[] {
            each(accounts, account -> account.scope().wireName(), String[]::new),
            each(accounts, Account::owner, UUID[]::new),
            each(accounts, account -> account.period().wireName(), String[]::new),
            each(accounts, Account::start, LocalDate[]::new)
        };
    }

    /** The accounts that {@link #keys} were made of. */
    static List<Account> accounts(Row row) {
        String[] scopes = row.getArrayOfStrings("scopes");
        UUID[] owners = row.getArrayOfUUIDs("owners");
        String[] periods = row.getArrayOfStrings("periods");
        LocalDate[] starts = row.getArrayOfLocalDates("starts");
        return IntStream.range(0, scopes.length)
                .mapToObj(i -> account(scopes[i], owners[i], periods[i], starts[i]))
                .toList();
    }

    private static <T> T[] each(Collection<Account> accounts, Function<Account, T> part, IntFunction<T[]> array) {
        return accounts.stream().map(part).toArray(array);
    }

    private static Map<Account, Balance> balances(Iterable<Row> rows) {
        Map<Account, Balance> balances = new TreeMap<>();
        for (Row row : rows) {
            balances.put(
                    account(
                            row.getString("scope"),
                            row.getUUID("owner"),
                            row.getString("period"),
                            row.getLocalDate("starts_on")),
                    new Balance(row.getLong("spent"), row.getLong("reserved")));
        }
        return balances;
    }

    private static Account account(String scope, UUID owner, String period, LocalDate start) {
        return new Account(
                Scope.valueOf(scope.toUpperCase(Locale.ROOT)),
                owner,
                Period.valueOf(period.toUpperCase(Locale.ROOT)),
                start);
    }
}
