package dev.cogo.gateway.auth;

import dev.cogo.gateway.auth.former.FormerProject;
import java.time.Duration;
import java.util.Set;

/**
 * What accounts and logins go by. Printing it prints nothing of the secrets.
 *
 * @param accounts the rules of accounts
 * @param operatorEmails who is an operator
 * @param operatorCode what somebody has to know who registers with an operator's address
 * @param refreshTokenSecret what the next refresh token is derived with from the one before
 * @param accessTokenLife how long an access token is good for
 * @param refreshTokenLife how long a login lasts without a refresh
 * @param former whose tokens are taken, too
 */
public record AuthSettings(
        AccountsConfig accounts,
        Set<String> operatorEmails,
        String operatorCode,
        String refreshTokenSecret,
        Duration accessTokenLife,
        Duration refreshTokenLife,
        FormerProject former) {

    @Override
    public String toString() {
        return "AuthSettings[hidden]";
    }
}
