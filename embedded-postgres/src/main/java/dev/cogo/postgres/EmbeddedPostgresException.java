package dev.cogo.postgres;

/**
 * The embedded PostgreSQL can't do what was asked. The message is written for the person who runs the program: what is wrong, what to
 * do, and where it helps the end of the server's log. It never holds the password.
 */
public final class EmbeddedPostgresException extends RuntimeException {
    EmbeddedPostgresException(String message) {
        super(message);
    }

    EmbeddedPostgresException(String message, Throwable cause) {
        super(message, cause);
    }
}
