package dev.cogo.gateway.supabase.tables.form;

/** A {@link TableError} on its way to the client: an answer and no defect, so it has no stack trace. */
public final class TableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient TableError error;

    public TableException(TableError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    public TableError error() {
        return error;
    }
}
