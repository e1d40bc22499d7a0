package dev.cogo.chat.encryption;

/** That the given keys do not fit what this database holds. The message is a sentence for the operator. */
public final class WrongKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongKeyException(String message) {
        super(message);
    }
}
