package dev.cogo.gateway.supabase.tables.query;

import dev.cogo.gateway.supabase.rows.ColumnType;
import dev.cogo.gateway.supabase.rows.Condition;
import dev.cogo.gateway.supabase.rows.ConditionReader;
import dev.cogo.gateway.supabase.rows.FilterText;
import dev.cogo.gateway.supabase.rows.UnservedFilter;
import dev.cogo.gateway.supabase.tables.form.TableError;
import dev.cogo.schema.identity.FormerSessionIds;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads conditions: {@code column=operator.value}, and the trees of {@code and=(...)} and {@code or=(...)}. */
final class WhereReader {
    private static final int MAX_DEPTH = 5;
    private static final String NOT = "not.";
    /** Such as {@code like(any)}. */
    private static final Pattern QUANTIFIED = Pattern.compile("(eq|neq|lt|lte|gt|gte|like|ilike)\\((any|all)\\)");
    /** Whose value is one, as it stands: what is in quotes in an address means them. */
    private static final Set<String> OF_ONE =
            Set.of("eq", "neq", "lt", "lte", "gt", "gte", "like", "ilike", "isdistinct");

    private static final Map<String, String> REFUSED = Map.of(
            "match", "a regular expression of a client's costs more than one may; like and ilike are served",
            "imatch", "a regular expression of a client's costs more than one may; like and ilike are served",
            "fts", "search with GET /chat/search",
            "plfts", "search with GET /chat/search",
            "phfts", "search with GET /chat/search",
            "wfts", "search with GET /chat/search",
            "cs", "what is inside of a column can't be asked for",
            "cd", "what is inside of a column can't be asked for",
            "ov", "what is inside of a column can't be asked for");

    private final Table table;
    private final ConditionReader conditions;

    WhereReader(Table table, FormerSessionIds sessions) {
        this.table = table;
        this.conditions = new ConditionReader(table.columns(), sessions);
    }

    /** A parameter of the address whose name is a column. */
    Where parameter(String column, String text) {
        return comparison(column, text, false, true);
    }

    /** The value of {@code and}, {@code or}, {@code not.and} or {@code not.or}. */
    Where tree(String name, String text) {
        return tree(name + text, false, 0);
    }

    private Where tree(String text, boolean turned, int depth) {
        if (depth > MAX_DEPTH) {
            throw TableError.syntax("conditions are nested more than " + MAX_DEPTH + " levels deep");
        }
        if (text.startsWith("not.and(") || text.startsWith("not.or(")) {
            return tree(text.substring(NOT.length()), !turned, depth);
        }
        boolean all = text.startsWith("and(");
        if (!all && !text.startsWith("or(")) {
            return leaf(text, turned);
        }
        int open = text.indexOf('(');
        if (!text.endsWith(")")) {
            throw TableError.syntax("the list of conditions behind " + text.substring(0, open) + " does not end");
        }
        List<Where> parts = FilterText.split(text.substring(open + 1, text.length() - 1)).stream()
                .map(part -> tree(part.strip(), turned, depth + 1))
                .toList();
        if (parts.isEmpty()) {
            throw TableError.syntax(text.substring(0, open) + " has no conditions");
        }
        // De Morgan: not all is any not.
        return all == turned ? new Where.Any(parts) : new Where.All(parts);
    }

    private Where leaf(String text, boolean turned) {
        int dot = text.indexOf('.');
        if (dot < 1) {
            throw TableError.syntax("a condition is column.operator.value");
        }
        return comparison(text.substring(0, dot), text.substring(dot + 1), turned, false);
    }

    private Where comparison(String column, String text, boolean turned, boolean literal) {
        if (column.contains("->")) {
            throw TableError.syntax("what is inside of a column can't be asked for: " + column);
        }
        ColumnType type = table.columns().get(column);
        if (type == null) {
            throw TableError.noColumn(table.wireName(), column);
        }
        boolean not = text.startsWith(NOT);
        String rest = not ? text.substring(NOT.length()) : text;
        boolean negated = not != turned;
        int dot = rest.indexOf('.');
        String operator = dot < 0 ? rest : rest.substring(0, dot);
        String value = dot < 0 ? "" : rest.substring(dot + 1);
        String reason = REFUSED.get(operator.replaceFirst("\\(.*", ""));
        if (reason != null) {
            throw TableError.syntax(operator.replaceFirst("\\(.*", "") + " is not served: " + reason);
        }
        Matcher quantified = QUANTIFIED.matcher(operator);
        if (quantified.matches()) {
            return each(column, quantified.group(1), quantified.group(2).equals("all"), value, negated);
        }
        if (operator.equals("in") && value.equals("()")) {
            Set<Comparable<?>> none = Set.of();
            return new Where.Leaf(new Condition(column, type, false, known -> negated, negated ? null : none, false));
        }
        if (operator.equals("is") && value.equals("not_null")) {
            return one(column, "is", "null", !negated);
        }
        boolean quote =
                literal && OF_ONE.contains(operator) && !(operator.equals("isdistinct") && value.equals("null"));
        return one(column, operator, quote ? quoted(value) : value, negated);
    }

    private Where each(String column, String operator, boolean all, String value, boolean negated) {
        if (!value.startsWith("{") || !value.endsWith("}")) {
            throw TableError.syntax(operator + "(any) and " + operator + "(all) take a list in braces");
        }
        List<Where> parts = FilterText.split(value.substring(1, value.length() - 1)).stream()
                .map(part -> one(column, operator, part, negated))
                .toList();
        return all == negated ? new Where.Any(parts) : new Where.All(parts);
    }

    private Where one(String column, String operator, String value, boolean negated) {
        // PostgREST's word for a percent sign, which addresses would need encoded.
        String text = operator.endsWith("like") ? value.replace('*', '%') : value;
        try {
            return new Where.Leaf(conditions.read(column + '=' + (negated ? NOT : "") + operator + '.' + text));
        } catch (UnservedFilter e) {
            throw TableError.syntax("\"failed to parse filter (" + operator + ")\": " + e.reason());
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
