package dev.cogo.gateway.supabase.auth;

/** An {@link AuthError} on its way to the client: an answer and no defect, so it has no stack trace. */
final class AuthException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient AuthError error;

    AuthException(AuthError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    AuthError error() {
        return error;
    }
}
