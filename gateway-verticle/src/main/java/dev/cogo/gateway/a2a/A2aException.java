package dev.cogo.gateway.a2a;

/** A failure that the house has no code for. */
final class A2aException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient A2aError error;

    A2aException(A2aError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    A2aError error() {
        return error;
    }
}
