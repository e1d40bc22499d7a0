package dev.cogo.gateway.auth.token;

/**
 * What logs a connection in that can't send headers.
 *
 * @param ticket good once
 * @param expiresIn seconds that it lives
 */
public record Ticket(String ticket, long expiresIn) {
    /** Without the ticket. */
    @Override
    public String toString() {
        return "Ticket[hidden]";
    }
}
