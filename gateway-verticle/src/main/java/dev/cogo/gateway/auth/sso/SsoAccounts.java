package dev.cogo.gateway.auth.sso;

import dev.cogo.gateway.auth.account.EmailAddress;
import dev.cogo.gateway.auth.account.Profile;
import dev.cogo.gateway.auth.account.Profiles;
import dev.cogo.gateway.auth.account.UserMetadata;
import dev.cogo.gateway.auth.login.LoginFamilies;
import dev.cogo.gateway.auth.login.LoginNotices;
import dev.cogo.runtime.audit.AuditEntry;
import dev.cogo.runtime.audit.AuditEvent;
import dev.cogo.runtime.audit.AuditLog;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Whose account somebody has who comes from a provider. For virtual threads.
 *
 * <p>Who is known there by the same subject has the same account, whatever the address is now. Who comes first is given the account of
 * the address, if the provider has verified it. That account may be somebody's who only typed the address in: so its password and
 * logins end when it is linked, and it is the address's owner's from then on.
 */
final class SsoAccounts {
    private final Database database;
    private final Profiles profiles;
    private final LoginNotices notices;
    private final AuditLog audit;
    private final Predicate<String> mayRegister;

    /** @param mayRegister whether {@code REGISTRATION} lets who has an address make an account */
    SsoAccounts(
            Database database, Profiles profiles, LoginNotices notices, AuditLog audit, Predicate<String> mayRegister) {
        this.database = database;
        this.profiles = profiles;
        this.notices = notices;
        this.audit = audit;
        this.mayRegister = mayRegister;
    }

    private record Arrived(UUID user, boolean linked, boolean made, List<UUID> ended) {}

    /**
     * The account of somebody; made when there is none and there may be one.
     *
     * @throws CogoException {@code sso_email_unverified}, {@code registration_closed}, {@code account_disabled}, {@code forbidden}
     *     for the address of a service user
     */
    UUID of(SsoProvider provider, SsoClaims claims) {
        Arrived arrived;
        try {
            arrived = arrive(provider, claims);
        } catch (CogoException e) {
            if (e.code() != ErrorCode.EMAIL_TAKEN) {
                throw e;
            }
            // Somebody has made the account at the same time: now it is there.
            arrived = arrive(provider, claims);
        }
        notices.ended(arrived.user(), arrived.ended(), "sso");
        if (arrived.made() || arrived.linked()) {
            audit.write(AuditEntry.done(arrived.made() ? AuditEvent.REGISTRATION : AuditEvent.IDENTITY_LINKED)
                    .target(arrived.user())
                    .with("provider", provider.name()));
        }
        return arrived.user();
    }

    private Arrived arrive(SsoProvider provider, SsoClaims claims) {
        return database.transaction(transaction -> {
            Arrived arrived = known(transaction, provider, claims)
                    .map(user -> new Arrived(user, false, false, List.of()))
                    .orElseGet(() -> linked(transaction, provider, claims));
            transaction.query("""
                    INSERT INTO sso_identities (provider, subject, user_id) VALUES ($1, $2, $3)
                    ON CONFLICT (provider, subject) DO UPDATE SET user_id = excluded.user_id, last_login_at = now()""", provider.name(), claims.subject(), arrived.user());
            List<UUID> ended = new ArrayList<>(arrived.ended());
            provider.operators()
                    .ifPresent(group -> ended.addAll(setOperator(
                            transaction, arrived.user(), claims.groups().contains(group))));
            return new Arrived(arrived.user(), arrived.linked(), arrived.made(), ended);
        });
    }

    private static Optional<UUID> known(Statements transaction, SsoProvider provider, SsoClaims claims) {
        return first(transaction.query("""
                        SELECT a.id, a.disabled_at, a.is_service, false AS has_password
                        FROM sso_identities i JOIN accounts a ON a.id = i.user_id
                        WHERE i.provider = $1 AND i.subject = $2 AND a.email IS NOT NULL
                        FOR UPDATE OF a""", provider.name(), claims.subject())).map(SsoAccounts::open);
    }

    private Arrived linked(Statements transaction, SsoProvider provider, SsoClaims claims) {
        String email = claims.email()
                .orElseThrow(() -> new CogoException(
                        ErrorCode.SSO_EMAIL_UNVERIFIED,
                        "the provider has verified no e-mail address of yours, so nobody knows whose account to open"));
        Optional<Row> found = first(transaction.query("""
                SELECT id, disabled_at, is_service, password_hash IS NOT NULL AS has_password
                FROM accounts WHERE email = $1 FOR UPDATE""", email));
        if (found.isEmpty()) {
            return new Arrived(made(transaction, provider, claims, email), false, true, List.of());
        }
        UUID user = open(found.get());
        if (!found.get().getBoolean("has_password")) {
            return new Arrived(user, true, false, List.of());
        }
        transaction.query("UPDATE accounts SET password_hash = NULL, updated_at = now() WHERE id = $1", user);
        transaction.query("DELETE FROM password_links WHERE user_id = $1", user);
        return new Arrived(user, true, false, LoginFamilies.end(transaction, user, null, null, "sso"));
    }

    private UUID made(Statements transaction, SsoProvider provider, SsoClaims claims, String email) {
        if (!provider.registers() && !mayRegister.test(email)) {
            throw new CogoException(
                    ErrorCode.REGISTRATION_CLOSED,
                    "there is no account of this address, and an operator has to make one");
        }
        String name = claims.name().orElse(EmailAddress.localPart(email));
        Profile made = profiles.add(transaction, email, name, null, claims.language(), UserMetadata.none(), false);
        return made.account().id();
    }

    // The provider decides, also to take it away; then what they are logged in with ends, since access tokens say it.
    private static List<UUID> setOperator(Statements transaction, UUID user, boolean operator) {
        int changed = transaction.query("""
                        UPDATE accounts
                        SET is_operator = $2, operator_code_given = operator_code_given AND $2, updated_at = now()
                        WHERE id = $1 AND (is_operator <> $2 OR operator_code_given AND NOT $2)""", user, operator).rowCount();
        return changed == 0 || operator ? List.of() : LoginFamilies.end(transaction, user, null, null, "operator");
    }

    private static UUID open(Row account) {
        if (account.getOffsetDateTime("disabled_at") != null) {
            throw LoginFamilies.disabled();
        }
        if (account.getBoolean("is_service")) {
            throw new CogoException(ErrorCode.FORBIDDEN, "nobody logs in as a service user");
        }
        return account.getUUID("id");
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        return rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
    }
}
