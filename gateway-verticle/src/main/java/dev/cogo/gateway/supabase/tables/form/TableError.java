package dev.cogo.gateway.supabase.tables.form;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * A refusal as {@code postgrest-js} hands it to the application: all four fields are always there.
 *
 * @param status of HTTP
 * @param code PostgREST's, PostgreSQL's, or where neither has one, ours
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record TableError(
        @JsonIgnore int status,
        String code,
        @Nullable String details,
        @Nullable String hint,
        String message) {
    /** Of the parser of addresses. */
    public static TableException syntax(String message) {
        return new TableException(new TableError(400, "PGRST100", null, null, message));
    }

    /** {@code undefined_column}. */
    public static TableException noColumn(String table, String column) {
        return new TableException(
                new TableError(400, "42703", null, null, "column " + table + "." + column + " does not exist"));
    }

    /** A column that is to be written and is not there. */
    public static TableException cannotFindColumn(String table, String column) {
        return new TableException(new TableError(
                400,
                "PGRST204",
                null,
                null,
                "Could not find the '" + column + "' column of '" + table + "' in the schema cache"));
    }

    /** {@code insufficient_privilege}: nobody may do that here. */
    public static TableException denied(String message) {
        return new TableException(new TableError(403, "42501", null, null, message));
    }

    /** {@code invalid_text_representation}: a value that is none of its column. */
    public static TableException value(String message) {
        return new TableException(new TableError(400, "22P02", null, null, message));
    }

    /** {@code program_limit_exceeded}: it would take more than one request may. */
    public static TableException tooMuch(String message, String hint) {
        return new TableException(new TableError(400, "54000", null, hint, message));
    }

    /** One row was asked for, and there are others. */
    public static TableException notOne(long rows) {
        return new TableException(new TableError(
                406,
                "PGRST116",
                "The result contains " + rows + " rows",
                null,
                "JSON object requested, multiple (or no) rows returned"));
    }

    /** What an operation of the API failed with. */
    public static TableError of(CogoException failure) {
        String detail = failure.getMessage();
        ErrorCode code = failure.code();
        String ours = code.wireName();
        return switch (code) {
            // The sentence that applications look for before they refresh.
            case TOKEN_EXPIRED -> new TableError(401, "PGRST301", ours, null, "JWT expired");
            case INVALID_TOKEN -> new TableError(401, "PGRST301", ours, null, detail);
            case UNAUTHENTICATED, FORBIDDEN, OPERATOR_ONLY, SILENCED, BLOCKED ->
                new TableError(code.httpStatus(), "42501", ours, null, detail);
            default -> new TableError(code.httpStatus(), ours, null, null, detail);
        };
    }
}
