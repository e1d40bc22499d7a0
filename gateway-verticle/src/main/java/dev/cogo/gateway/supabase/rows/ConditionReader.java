package dev.cogo.gateway.supabase.rows;

import dev.cogo.schema.identity.FormerSessionIds;
import java.time.DateTimeException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code column=operator.value}, perhaps with {@code not.}, for a table's columns.
 *
 * @param sessions what sessions may be called beside their ids
 */
public record ConditionReader(Map<String, ColumnType> columns, FormerSessionIds sessions) {
    private static final String SESSION = "session_id";
    private static final int MAX_VALUES = 100;
    private static final int MAX_SHOWN = 64;
    private static final String NOT = "not.";
    private static final String NULL = "null";

    public Condition read(String part) throws UnservedFilter {
        int equals = part.indexOf('=');
        if (equals < 1) {
            throw new UnservedFilter("a condition is column=operator.value");
        }
        String column = part.substring(0, equals).strip();
        ColumnType type = columns.get(column);
        if (type == null) {
            throw new UnservedFilter(
                    "there is no column " + shown(column) + ", but " + String.join(", ", columns.keySet()));
        }
        String rest = part.substring(equals + 1);
        boolean negated = rest.startsWith(NOT);
        if (negated) {
            rest = rest.substring(NOT.length());
        }
        int dot = rest.indexOf('.');
        Operator operator = Operator.of(dot < 0 ? rest : rest.substring(0, dot));
        String value = dot < 0 ? "" : rest.substring(dot + 1);
        Condition plain = switch (operator) {
            case IS -> is(column, type, value);
            case ISDISTINCT -> isDistinct(column, type, value);
            case IN -> in(column, type, value);
            case LIKE, ILIKE -> like(column, type, value, operator == Operator.ILIKE);
            case EQ -> listed(column, type, Set.of(value(column, type, value)));
            default -> compared(column, type, operator, value(column, type, value));
        };
        return negated ? not(plain, operator) : plain;
    }

    private static Condition is(String column, ColumnType type, String value) throws UnservedFilter {
        boolean ofBool = type == ColumnType.BOOL;
        if (value.equals(NULL) || (ofBool && value.equals("unknown"))) {
            return new Condition(column, type, true, known -> false, null, false);
        } else if (ofBool && (value.equals("true") || value.equals("false"))) {
            return new Condition(column, type, false, Boolean.valueOf(value)::equals, null, false);
        }
        throw new UnservedFilter(ofBool ? "is takes null, true, false or unknown here" : "is takes null here");
    }

    private Condition isDistinct(String column, ColumnType type, String value) throws UnservedFilter {
        if (value.strip().equals(NULL)) {
            return new Condition(column, type, false, known -> true, null, false);
        }
        Comparable<?> other = value(column, type, value);
        return new Condition(column, type, true, known -> !known.equals(other), null, false);
    }

    private Condition in(String column, ColumnType type, String value) throws UnservedFilter {
        if (!value.startsWith("(") || !value.endsWith(")")) {
            throw new UnservedFilter("in takes a list in parentheses");
        }
        List<String> parts = FilterText.split(value.substring(1, value.length() - 1));
        if (parts.isEmpty() || parts.size() > MAX_VALUES) {
            throw new UnservedFilter("in takes 1 to " + MAX_VALUES + " values");
        }
        Set<Comparable<?>> values = new HashSet<>();
        for (String part : parts) {
            values.add(value(column, type, part));
        }
        return listed(column, type, Set.copyOf(values));
    }

    private static Condition listed(String column, ColumnType type, Set<Comparable<?>> values) {
        return new Condition(column, type, false, values::contains, values, false);
    }

    private static Condition like(String column, ColumnType type, String value, boolean ignoreCase)
            throws UnservedFilter {
        if (type != ColumnType.TEXT) {
            throw new UnservedFilter(shown(column) + " is no text, so that it is like nothing");
        }
        LikePattern pattern = LikePattern.of(FilterText.plain(value), ignoreCase);
        return new Condition(column, type, false, known -> pattern.matches(((CodePoints) known).text()), null, true);
    }

    private static Condition compared(String column, ColumnType type, Operator operator, Comparable<?> other)
            throws UnservedFilter {
        Predicate<Comparable<?>> test = switch (operator) {
            case NEQ -> known -> !known.equals(other);
            case LT -> known -> order(known, other) < 0;
            case LTE -> known -> order(known, other) <= 0;
            case GT -> known -> order(known, other) > 0;
            case GTE -> known -> order(known, other) >= 0;
            default -> throw new IllegalStateException(operator.wireName());
        };
        boolean bounded = operator != Operator.NEQ;
        boolean below = operator == Operator.LT || operator == Operator.LTE;
        return new Condition(
                column,
                type,
                false,
                test,
                null,
                false,
                bounded && !below ? other : null,
                bounded && below ? other : null);
    }

    /** The values of a column are all of one class. */
    @SuppressWarnings("unchecked")
    private static int order(Comparable<?> one, Comparable<?> other) {
        return ((Comparable<Object>) one).compareTo(other);
    }

    private static Condition not(Condition plain, Operator operator) {
        boolean knowsNull = operator == Operator.IS || operator == Operator.ISDISTINCT;
        return new Condition(
                plain.column(),
                plain.type(),
                knowsNull && !plain.ofNull(),
                plain.test().negate(),
                null,
                plain.scansText());
    }

    private Comparable<?> value(String column, ColumnType type, @Nullable String text) throws UnservedFilter {
        String plain = FilterText.plain(String.valueOf(text));
        if (!type.comparable()) {
            throw new UnservedFilter(shown(column) + " can only be asked whether it is null");
        }
        try {
            return type.parse(column.equals(SESSION) ? sessions.resolve(plain) : plain);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new UnservedFilter(shown(plain) + " is no " + type.wireName() + ", as the column " + shown(column)
                    + " is" + (plain.equals(NULL) ? "; for null there is is.null" : ""));
        }
    }

    private static String shown(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    }
}
