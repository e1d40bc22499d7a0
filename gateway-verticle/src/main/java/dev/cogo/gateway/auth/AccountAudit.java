package dev.cogo.gateway.auth;

import dev.cogo.gateway.auth.login.Origin;
import dev.cogo.runtime.audit.AuditEntry;
import dev.cogo.runtime.audit.AuditEvent;
import dev.cogo.runtime.audit.AuditLog;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Future;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Tells the security log what came of a door's request. Thread-safe. */
public final class AccountAudit {
    // Whatever else a request fails with says nothing of who asks.
    private static final Set<ErrorCode> TELLING = EnumSet.of(
            ErrorCode.INVALID_CREDENTIALS,
            ErrorCode.REAUTHENTICATION_NEEDED,
            ErrorCode.OPERATOR_ONLY,
            ErrorCode.ACCOUNT_DISABLED,
            ErrorCode.REGISTRATION_CLOSED,
            ErrorCode.SSO_CODE_INVALID,
            ErrorCode.RATE_LIMITED);

    private final AuditLog log;

    public AccountAudit(AuditLog log) {
        this.log = log;
    }

    /**
     * Somebody who says who they are.
     *
     * @param email null for who signs in anonymously
     */
    public Future<LoggedIn> login(AuditEvent event, Origin origin, @Nullable String email, Future<LoggedIn> work) {
        return work.onSuccess(login -> write(
                        AuditEntry.done(event).actor(login.profile().account().id()),
                        origin,
                        entry -> entry.account(email)))
                .onFailure(failure -> refused(event, failure, origin, entry -> entry.account(email)));
    }

    /** Somebody who is logged in. */
    public <T> Future<T> call(AuditEvent event, Origin origin, UUID actor, Future<T> work) {
        return call(event, origin, actor, null, work);
    }

    /** The same, with what was done, or to whom. */
    public <T> Future<T> call(AuditEvent event, Origin origin, UUID actor, @Nullable String target, Future<T> work) {
        UnaryOperator<AuditEntry> by = entry -> entry.actor(actor).with("target", target);
        return work.onSuccess(done -> write(AuditEntry.done(event), origin, by))
                .onFailure(failure -> refused(event, failure, origin, by));
    }

    /** Somebody who chose a password by a link. */
    public void passwordReset(Origin origin, UUID user) {
        write(AuditEntry.done(AuditEvent.PASSWORD_RESET), origin, entry -> entry.target(user));
    }

    /**
     * An operator, or somebody who would like to be one.
     *
     * @param user the account that it is about
     * @param session the session that it is about
     */
    public <T> Future<T> operatorCall(
            Origin origin,
            UUID actor,
            String operation,
            @Nullable Object user,
            @Nullable Object session,
            Future<T> work) {
        UnaryOperator<AuditEntry> by = entry ->
                entry.actor(actor).with("target", operation).with("user", user).with("session", session);
        return work.onSuccess(done -> write(AuditEntry.done(AuditEvent.OPERATOR_CALL), origin, by))
                .onFailure(failure -> refused(AuditEvent.OPERATOR_CALL, failure, origin, by));
    }

    /** A server that has the service key. */
    public <T> Future<T> serverCall(Origin origin, String operation, @Nullable Object user, Future<T> work) {
        UnaryOperator<AuditEntry> by = entry ->
                entry.with("role", "service_role").with("target", operation).with("user", user);
        return work.onSuccess(done -> write(AuditEntry.done(AuditEvent.OPERATOR_CALL), origin, by))
                .onFailure(failure -> refused(AuditEvent.OPERATOR_CALL, failure, origin, by));
    }

    private void refused(AuditEvent event, Throwable failure, Origin origin, UnaryOperator<AuditEntry> by) {
        if (failure instanceof CogoException ours && TELLING.contains(ours.code())) {
            write(AuditEntry.refused(event, ours.code()), origin, by);
        }
    }

    private void write(AuditEntry entry, Origin origin, UnaryOperator<AuditEntry> by) {
        log.write(by.apply(entry).address(origin.address().key()));
    }
}
