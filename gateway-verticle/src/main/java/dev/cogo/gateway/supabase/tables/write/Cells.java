package dev.cogo.gateway.supabase.tables.write;

import dev.cogo.gateway.supabase.rows.ColumnType;
import dev.cogo.gateway.supabase.tables.form.TableError;
import dev.cogo.gateway.supabase.tables.form.TableException;
import dev.cogo.gateway.supabase.tables.query.Table;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values of a row that a client wants to write; a null is as good as nothing. Methods throw {@link TableException}. */
final class Cells {
    private final Table table;
    private final JsonObject row;

    Cells(Table table, JsonObject row) {
        this.table = table;
        this.row = row;
    }

    /** Checks that a client gives values of these columns alone; the others are the server's. */
    Cells allow(Set<String> columns) {
        for (String column : row.fieldNames()) {
            if (!table.columns().containsKey(column)) {
                throw TableError.cannotFindColumn(table.wireName(), column);
            }
            if (!columns.contains(column) && row.getValue(column) != null) {
                throw new TableException(new TableError(
                        400,
                        "428C9",
                        "Column \"" + column + "\" is given by the server.",
                        column.equals("id") ? "Keep an id of your own in client_message_id." : null,
                        "cannot insert a non-DEFAULT value into column \"" + column + "\""));
            }
        }
        return this;
    }

    boolean has(String column) {
        return row.getValue(column) != null;
    }

    @Nullable
    String text(String column) {
        return switch (row.getValue(column)) {
            case null -> null;
            case String text -> text;
            default -> throw wrong(column);
        };
    }

    String required(String column) {
        String text = text(column);
        if (text == null) {
            throw new TableException(new TableError(
                    400,
                    "23502",
                    null,
                    null,
                    "null value in column \"" + column + "\" of relation \"" + table.wireName()
                            + "\" violates not-null constraint"));
        }
        return text;
    }

    /** In lower case; null when it is not there. */
    @Nullable
    String uuid(String column) {
        String text = text(column);
        try {
            return text == null ? null : (String) ColumnType.UUID.parse(text);
        } catch (IllegalArgumentException e) {
            throw wrong(column);
        }
    }

    @Nullable
    Boolean flag(String column) {
        return switch (row.getValue(column)) {
            case null -> null;
            case Boolean flag -> flag;
            default -> throw wrong(column);
        };
    }

    /** A number, rounded; {@code otherwise} when it is not there. */
    int count(String column, int otherwise) {
        return switch (row.getValue(column)) {
            case null -> otherwise;
            case Number number
            when number.doubleValue() > -1 && number.doubleValue() <= Integer.MAX_VALUE ->
                (int) Math.round(number.doubleValue());
            default -> throw wrong(column);
        };
    }

    @Nullable
    Instant time(String column) {
        String text = text(column);
        try {
            return text == null ? null : (Instant) ColumnType.TIMESTAMPTZ.parse(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw wrong(column);
        }
    }

    @Nullable
    JsonObject object(String column) {
        if (!has(column)) {
            return null;
        }
        try {
            return row.getJsonObject(column);
        } catch (ClassCastException e) {
            throw wrong(column);
        }
    }

    /** UUIDs as texts. */
    @Nullable
    JsonArray uuids(String column) {
        if (!has(column)) {
            return null;
        }
        try {
            JsonArray values = row.getJsonArray(column);
            values.forEach(value -> ColumnType.UUID.parse((String) value));
            return values;
        } catch (ClassCastException | IllegalArgumentException e) {
            throw wrong(column);
        }
    }

    private TableException wrong(String column) {
        return TableError.value("the value of \"" + column + "\" is no "
                + table.columns().get(column).wireName());
    }
}
