package dev.cogo.gateway.supabase.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which rows a client wants: {@code column=operator.value}, several joined by commas, each perhaps with {@code not.}.
 *
 * @param conditions all have to hold
 */
record RowFilter(List<Condition> conditions) {
    private static final int MAX_LENGTH = 4096;
    private static final int MAX_CONDITIONS = 10;
    private static final int MAX_VALUES = 100;
    private static final String NOT = "not.";

    /** One comparison; {@code like} is set for patterns. */
    record Condition(String column, boolean negated, Operator operator, List<String> values) {
        boolean holds(JsonNode row) {
            JsonNode value = row.path(column);
            boolean known = !value.isMissingNode() && !value.isNull();
            if (operator == Operator.IS) {
                return isA(value, known) != negated;
            }
            // As in SQL: nothing is true of null, not even the opposite.
            return known && compare(value) != negated;
        }

        private boolean isA(JsonNode value, boolean known) {
            return switch (values.getFirst()) {
                case "null" -> !known;
                case "true" -> value.isBoolean() && value.booleanValue();
                default -> value.isBoolean() && !value.booleanValue();
            };
        }

        private boolean compare(JsonNode value) {
            String text = value.isContainerNode() ? value.toString() : value.asText();
            String wanted = values.getFirst();
            return switch (operator) {
                case EQ -> order(value, text, wanted) == 0;
                case NEQ -> order(value, text, wanted) != 0;
                case LT -> order(value, text, wanted) < 0;
                case LTE -> order(value, text, wanted) <= 0;
                case GT -> order(value, text, wanted) > 0;
                case GTE -> order(value, text, wanted) >= 0;
                case IN -> values.stream().anyMatch(one -> order(value, text, one) == 0);
                case LIKE -> like(wanted, 0).matcher(text).matches();
                case ILIKE ->
                    like(wanted, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                            .matcher(text)
                            .matches();
                case IS -> throw new IllegalStateException();
            };
        }

        private static int order(JsonNode value, String text, String wanted) {
            if (value.isNumber()) {
                try {
                    return value.decimalValue().compareTo(new BigDecimal(wanted));
                } catch (NumberFormatException e) {
                    return 1;
                }
            }
            return text.compareTo(wanted);
        }

        // Each part is taken literally; only the wildcards are a pattern, so none can run away.
        private static Pattern like(String wanted, int flags) {
            StringBuilder pattern = new StringBuilder();
            for (char c : wanted.toCharArray()) {
                pattern.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
            }
            return Pattern.compile(pattern.toString().replaceAll("(\\.\\*)+", ".*"), flags | Pattern.DOTALL);
        }
    }

    /** The operators that are served; {@code match} and its kin would run a client's regular expressions here. */
    enum Operator {
        EQ,
        NEQ,
        LT,
        LTE,
        GT,
        GTE,
        IN,
        LIKE,
        ILIKE,
        IS
    }

    static final RowFilter ALL = new RowFilter(List.of());

    /** Reads a filter; fails with {@link JoinRefused}. */
    static RowFilter of(String filter) throws JoinRefused {
        if (filter.length() > MAX_LENGTH) {
            throw unserved("it is too long");
        }
        List<String> parts = split(filter);
        if (parts.size() > MAX_CONDITIONS) {
            throw unserved("it has too many conditions");
        }
        List<Condition> conditions = new ArrayList<>();
        for (String part : parts) {
            conditions.add(condition(part));
        }
        return new RowFilter(List.copyOf(conditions));
    }

    boolean holds(JsonNode row) {
        return conditions.stream().allMatch(condition -> condition.holds(row));
    }

    /** The only values that a column can have in rows that pass; empty when it can have any. */
    Set<String> valuesOf(String column) {
        for (Condition condition : conditions) {
            boolean lists = condition.operator() == Operator.EQ || condition.operator() == Operator.IN;
            if (condition.column().equals(column) && lists && !condition.negated()) {
                return new TreeSet<>(condition.values());
            }
        }
        return Set.of();
    }

    private static Condition condition(String part) throws JoinRefused {
        int equals = part.indexOf('=');
        if (equals < 1) {
            throw unserved("a condition is column=operator.value");
        }
        String column = part.substring(0, equals).strip();
        String rest = part.substring(equals + 1);
        boolean negated = rest.startsWith(NOT);
        if (negated) {
            rest = rest.substring(NOT.length());
        }
        int dot = rest.indexOf('.');
        Operator operator = operator(dot < 0 ? rest : rest.substring(0, dot));
        String value = dot < 0 ? "" : rest.substring(dot + 1);
        if (operator == Operator.IS && !Set.of("null", "true", "false").contains(value)) {
            throw unserved("is takes null, true or false");
        }
        return new Condition(column, negated, operator, operator == Operator.IN ? list(value) : List.of(plain(value)));
    }

    private static Operator operator(String name) throws JoinRefused {
        for (Operator operator : Operator.values()) {
            if (operator.name().equalsIgnoreCase(name)) {
                return operator;
            }
        }
        throw unserved("there is no such operator");
    }

    private static List<String> list(String value) throws JoinRefused {
        if (!value.startsWith("(") || !value.endsWith(")")) {
            throw unserved("in takes a list in parentheses");
        }
        List<String> values = new ArrayList<>();
        for (String one : split(value.substring(1, value.length() - 1))) {
            values.add(plain(one));
        }
        if (values.isEmpty() || values.size() > MAX_VALUES) {
            throw unserved("in takes 1 to " + MAX_VALUES + " values");
        }
        return List.copyOf(values);
    }

    private static String plain(String value) {
        String text = value.strip();
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1") : text;
    }

    /** At the commas that are not protected by quotes or parentheses. */
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '\\' -> i++;
                case '"' -> quoted = !quoted;
                case '(' -> depth += quoted ? 0 : 1;
                case ')' -> depth -= quoted ? 0 : 1;
                case ',' -> {
                    if (!quoted && depth == 0) {
                        parts.add(text.substring(from, i));
                        from = i + 1;
                    }
                }
                default -> {}
            }
        }
        if (from < text.length() || !parts.isEmpty()) {
            parts.add(text.substring(Math.min(from, text.length())));
        }
        return parts;
    }

    private static JoinRefused unserved(String why) {
        return new JoinRefused(
                "Unable to subscribe to changes with given parameters: the filter is not served, " + why);
    }
}
