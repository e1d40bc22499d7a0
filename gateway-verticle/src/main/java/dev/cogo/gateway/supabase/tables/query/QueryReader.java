package dev.cogo.gateway.supabase.tables.query;

import dev.cogo.gateway.supabase.rows.ColumnType;
import dev.cogo.gateway.supabase.rows.Condition;
import dev.cogo.gateway.supabase.rows.FilterText;
import dev.cogo.gateway.supabase.tables.form.TableError;
import dev.cogo.gateway.supabase.tables.form.TableException;
import dev.cogo.schema.identity.FormerSessionIds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Query} of an address's parameters; throws {@code TableException} for what is not served. */
public final class QueryReader {
    private static final int MAX_CONDITIONS = 50;
    /** Conditions that read texts from end to end: likes. */
    private static final int MAX_SCANS = 8;

    private static final Set<String> TREES = Set.of("and", "or", "not.and", "not.or");
    private static final Set<String> OF_WRITES = Set.of("columns", "on_conflict", "apikey");

    private final FormerSessionIds sessions;
    private final Table table;
    private final List<Map.Entry<String, String>> parameters;
    private final boolean outermost;

    private QueryReader(
            Table table, List<Map.Entry<String, String>> parameters, FormerSessionIds sessions, boolean outermost) {
        this.sessions = sessions;
        this.table = table;
        this.parameters = parameters;
        this.outermost = outermost;
    }

    /** @param parameters decoded, in their order */
    public static Query read(Table table, List<Map.Entry<String, String>> parameters, FormerSessionIds sessions) {
        Query query = new QueryReader(table, parameters, sessions, true).read(null);
        check(query);
        return query;
    }

    private Query read(@Nullable String embeddedSelect) {
        String text = embeddedSelect;
        List<Where> conditions = new ArrayList<>();
        List<Order> order = List.of();
        Integer limit = null;
        int offset = 0;
        WhereReader reader = new WhereReader(table, sessions);
        for (Map.Entry<String, String> parameter : parameters) {
            String name = parameter.getKey();
            String value = parameter.getValue();
            if (name.equals("select") && outermost) {
                text = value;
            } else if (name.equals("order")) {
                order = order(value);
            } else if (name.equals("limit")) {
                limit = number("limit", value);
            } else if (name.equals("offset")) {
                offset = number("offset", value);
            } else if (TREES.contains(name)) {
                conditions.add(reader.tree(name, value));
            } else if (outermost && (OF_WRITES.contains(name) || isEmbedded(name))) {
                continue; // for others to read
            } else {
                conditions.add(reader.parameter(name, value));
            }
        }
        List<Selected> select = select(text == null || text.isBlank() ? "*" : text);
        if (outermost) {
            refuseUnknownEmbeds(select);
        }
        return new Query(table, select, new Where.All(conditions), !conditions.isEmpty(), order, limit, offset);
    }

    /** Whether a parameter is about rows of another table: {@code session_members.role}, {@code members.order}. */
    private static boolean isEmbedded(String name) {
        int dot = name.indexOf('.');
        return dot > 0 && !name.startsWith("not.") && !name.contains("->");
    }

    private void refuseUnknownEmbeds(List<Selected> select) {
        Set<String> known = new HashSet<>();
        select.forEach(item -> {
            if (item instanceof Selected.Embedded embedded) {
                known.add(embedded.as());
                known.add(embedded.table().wireName());
            }
        });
        for (Map.Entry<String, String> parameter : parameters) {
            String name = parameter.getKey();
            if (isEmbedded(name) && !known.contains(name.substring(0, name.indexOf('.')))) {
                throw new TableException(new TableError(
                        400,
                        "PGRST108",
                        null,
                        "Verify that '" + name.substring(0, name.indexOf('.'))
                                + "' is included in the 'select' query parameter.",
                        "'" + name.substring(0, name.indexOf('.')) + "' is not an embedded resource in this request"));
            }
        }
    }

    private List<Selected> select(String text) {
        return FilterText.split(text).stream()
                .map(item -> selected(item.strip()))
                .toList();
    }

    private Selected selected(String item) {
        if (item.equals("*")) {
            return new Selected.Everything();
        }
        if (item.startsWith("...")) {
            throw TableError.syntax("spread rows of other tables are not served: " + item);
        }
        if (item.contains("::")) {
            throw TableError.syntax("casts are not served: " + item);
        }
        int open = item.indexOf('(');
        String head = open < 0 ? item : item.substring(0, open);
        int colon = head.indexOf(':');
        String name = head.substring(colon + 1).strip();
        String as = colon < 0 ? null : head.substring(0, colon).strip();
        if (open >= 0) {
            return embedded(item, name, as, open);
        }
        if (name.contains("->")) {
            throw TableError.syntax("what is inside of a column can't be asked for: " + name);
        }
        if (!table.columns().containsKey(name)) {
            throw TableError.noColumn(table.wireName(), name);
        }
        return new Selected.Column(name, as == null ? name : as);
    }

    private Selected embedded(String item, String name, @Nullable String as, int open) {
        String[] parts = name.split("!", -1);
        Table other = Table.of(parts[0]).orElse(null);
        if (name.contains(".") || parts[0].isEmpty()) {
            throw TableError.syntax("aggregates are not served; count with { count: 'exact' }");
        }
        if (!outermost || other == null || !table.embeds(other) || !item.endsWith(")")) {
            throw new TableException(new TableError(
                    400,
                    "PGRST200",
                    "Searched for a foreign key relationship between '" + table.wireName() + "' and '" + parts[0]
                            + "' in the schema 'public', but no matches were found.",
                    null,
                    "Could not find a relationship between '" + table.wireName() + "' and '" + parts[0]
                            + "' in the schema cache"));
        }
        String shown = as == null ? other.wireName() : as;
        List<Map.Entry<String, String>> own = new ArrayList<>();
        for (Map.Entry<String, String> parameter : parameters) {
            for (String prefix : new HashSet<>(List.of(shown + '.', other.wireName() + '.'))) {
                if (parameter.getKey().startsWith(prefix)) {
                    own.add(Map.entry(parameter.getKey().substring(prefix.length()), parameter.getValue()));
                }
            }
        }
        boolean required = List.of(parts).contains("inner");
        String inside = item.substring(open + 1, item.length() - 1);
        return new Selected.Embedded(other, shown, required, new QueryReader(other, own, sessions, false).read(inside));
    }

    private List<Order> order(String text) {
        return FilterText.split(text).stream().map(this::orderBy).toList();
    }

    private Order orderBy(String text) {
        List<String> parts = List.of(text.strip().split("\\.", -1));
        String column = parts.getFirst();
        if (column.contains("(") || column.contains("->")) {
            throw TableError.syntax("rows are ordered by their own columns alone, not by " + text);
        }
        ColumnType type = table.columns().get(column);
        if (type == null) {
            throw TableError.noColumn(table.wireName(), column);
        }
        if (!type.comparable()) {
            throw TableError.syntax("rows can't be ordered by " + column);
        }
        List<String> words = parts.subList(1, parts.size());
        for (String word : words) {
            if (!Set.of("asc", "desc", "nullsfirst", "nullslast").contains(word)) {
                throw TableError.syntax("there is no such order as " + word);
            }
        }
        boolean descending = words.contains("desc");
        // As in PostgreSQL a null is larger than all.
        boolean nullsFirst = words.contains("nullsfirst") || (descending && !words.contains("nullslast"));
        return new Order(column, type, descending, nullsFirst);
    }

    private static int number(String name, String text) {
        if (!text.matches("\\d{1,9}")) {
            throw TableError.syntax(name + " must be a whole number, not negative");
        }
        return Integer.parseInt(text);
    }

    private static void check(Query query) {
        List<Condition> all = new ArrayList<>(query.where().conditions().toList());
        query.embedded()
                .forEach(embedded ->
                        all.addAll(embedded.query().where().conditions().toList()));
        if (all.size() > MAX_CONDITIONS) {
            throw TableError.tooMuch("there are more than " + MAX_CONDITIONS + " conditions", "Ask for less at once.");
        }
        if (all.stream().filter(Condition::scansText).count() > MAX_SCANS) {
            throw TableError.tooMuch(
                    "there are more than " + MAX_SCANS + " conditions with like", "Ask for less at once.");
        }
        if (query.embedded().size()
                != query.embedded().stream()
                        .map(Selected.Embedded::as)
                        .distinct()
                        .count()) {
            throw TableError.syntax("two embedded tables have one name");
        }
    }
}
