package dev.cogo.gateway.supabase.rows;

/** Why a filter can't be served, in words for the application. */
public final class UnservedFilter extends Exception {
    private static final long serialVersionUID = 1;

    public UnservedFilter(String reason) {
        super(reason, null, false, false);
    }

    /** A half-sentence. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
