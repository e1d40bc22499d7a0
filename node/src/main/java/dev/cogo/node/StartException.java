package dev.cogo.node;

/** The node can't start for a reason outside of it; the message is a sentence for the operator. */
final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
