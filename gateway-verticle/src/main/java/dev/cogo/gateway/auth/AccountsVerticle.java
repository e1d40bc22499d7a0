package dev.cogo.gateway.auth;

import dev.cogo.gateway.auth.account.Profiles;
import dev.cogo.gateway.auth.former.FormerLogins;
import dev.cogo.gateway.auth.login.EndedLogins;
import dev.cogo.gateway.auth.login.LoginFamilies;
import dev.cogo.gateway.auth.login.LoginNotices;
import dev.cogo.gateway.auth.login.RefreshTokens;
import dev.cogo.gateway.auth.password.HashQueues;
import dev.cogo.gateway.auth.password.PasswordHasher;
import dev.cogo.gateway.auth.password.PasswordLinks;
import dev.cogo.gateway.auth.password.PasswordRules;
import dev.cogo.gateway.auth.password.PasswordStrength;
import dev.cogo.gateway.auth.sso.SingleSignOn;
import dev.cogo.gateway.auth.token.AccessTokens;
import dev.cogo.gateway.auth.token.Tickets;
import dev.cogo.runtime.audit.AuditLog;
import dev.cogo.runtime.audit.AuditStore;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.identity.LoginsEnded;
import dev.cogo.schema.personal.ForgetUser;
import dev.cogo.schema.personal.ReadPersonalData;
import dev.cogo.schema.record.Done;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accounts and logins of this node's doors. Deploy one on each gateway node, with {@code ThreadingModel.VIRTUAL_THREAD},
 * before the {@code GatewayVerticle}s.
 */
public final class AccountsVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(AccountsVerticle.class);
    /** A start has enough to do. Whoever registers before waits for the second that it takes. */
    private static final Duration DICTIONARIES_AFTER = Duration.ofSeconds(30);

    private static final Duration KEYS_EVERY = Duration.ofMinutes(1);
    private static final Duration PURGE_EVERY = Duration.ofHours(1);
    private static final Duration TICKETS_EVERY = Duration.ofMinutes(1);
    private static final Duration DISABLED_EVERY = Duration.ofMinutes(1);
    private static final Duration AUDIT_EVERY = Duration.ofMinutes(1);

    private final AuthSettings settings;
    private final AccountService service;
    private final AccessTokens tokens;
    private final Bus bus;
    private final AuditLog audit;
    private final DatabaseConfig databaseConfig;
    private final Consumer<LoginsEnded> whenEnded;
    private Database database;
    private HashQueues lanes;
    private AuditStore auditStore;

    /** @param whenEnded hears of logins of whose end this node was not told; must not block */
    public AccountsVerticle(
            AuthSettings settings,
            AccountService service,
            AccessTokens tokens,
            Bus bus,
            AuditLog audit,
            DatabaseConfig databaseConfig,
            Consumer<LoginsEnded> whenEnded) {
        this.settings = settings;
        this.service = service;
        this.tokens = tokens;
        this.bus = bus;
        this.audit = audit;
        this.databaseConfig = databaseConfig;
        this.whenEnded = whenEnded;
    }

    @Override
    public Future<?> start() {
        database = Database.open(vertx, databaseConfig);
        lanes = new HashQueues(vertx);
        PasswordHasher passwords =
                vertx.executeBlocking(() -> new PasswordHasher(lanes)).await();
        PasswordRules rules = new PasswordRules(lanes, settings.accounts().passwords());
        vertx.setTimer(
                DICTIONARIES_AFTER.toMillis(),
                settled ->
                        Thread.ofPlatform().daemon().name("cogo-dictionaries").start(PasswordStrength::load));
        LoginNotices notices = new LoginNotices(bus, audit);
        LoginFamilies families = new LoginFamilies(
                database,
                new RefreshTokens(settings.refreshTokenSecret()),
                settings.refreshTokenLife(),
                settings.accounts().loginLife(),
                notices);
        PersonalData personalData = new PersonalData(database, notices);
        Tickets tickets = new Tickets(database);
        SingleSignOn sso = SingleSignOn.create(
                vertx,
                settings.accounts().sso(),
                settings.refreshTokenSecret(),
                database,
                new Profiles(database, settings.operatorEmails()),
                notices,
                audit,
                settings.accounts()::mayRegister);
        FormerLogins former = new FormerLogins(vertx, database, families, settings.former(), tokens::now);
        Accounts accounts = new Accounts(
                settings, database, passwords, rules, families, notices, personalData, tokens, sso, former, bus, audit);
        PasswordLinks links = new PasswordLinks(database);
        EndedLogins ended = new EndedLogins(database, whenEnded);
        service.open(context, accounts, tickets);
        vertx.setPeriodic(
                KEYS_EVERY.toMillis(),
                timer -> tokens.reloadKeys()
                        .onFailure(failure -> LOG.warn("the signing keys can't be read again", failure)));
        vertx.setPeriodic(PURGE_EVERY.toMillis(), timer -> purge("logins", families::purge));
        vertx.setPeriodic(TICKETS_EVERY.toMillis(), timer -> purge("tickets", tickets::purge));
        vertx.setPeriodic(TICKETS_EVERY.toMillis(), timer -> purge("codes of single sign-on", sso.codes()::purge));
        vertx.setPeriodic(PURGE_EVERY.toMillis(), timer -> purge("password links", links::purge));
        vertx.setPeriodic(PURGE_EVERY.toMillis(), timer -> purge("invites to register", accounts.invites()::purge));
        vertx.setPeriodic(
                PURGE_EVERY.toMillis(),
                timer -> purge("codes to log in", accounts.codeLogins().codes()::purge));
        vertx.setPeriodic(PURGE_EVERY.toMillis(), timer -> purge("API tokens", accounts.apiTokens()::purge));
        vertx.setPeriodic(
                DISABLED_EVERY.toMillis(),
                timer -> purge("time limits of disabled accounts", accounts.users()::enableAgain));
        vertx.setPeriodic(EndedLogins.EVERY.toMillis(), timer -> look(ended));
        auditStore = new AuditStore(vertx, database, audit);
        vertx.setPeriodic(AUDIT_EVERY.toMillis(), timer -> audit.flush());
        vertx.setPeriodic(AuditStore.EVERY.toMillis(), timer -> auditStore.store());
        return Future.all(
                bus.serve(Address.PERSONAL_ACCOUNT, (ReadPersonalData request) -> personalData.read(request.userId())),
                bus.serve(Address.FORGET_ACCOUNT, (ForgetUser request) -> {
                    personalData.forget(request.userId());
                    return Done.DONE;
                }));
    }

    @Override
    public Future<?> stop() throws Exception {
        service.close();
        audit.flush();
        auditStore.close();
        lanes.close();
        database.close();
        return super.stop();
    }

    private static void look(EndedLogins ended) {
        try {
            ended.look();
        } catch (Exception e) { // await also throws checked exceptions
            LOG.warn("logins that have ended could not be looked for; the next round does it: {}", e.getMessage());
        }
    }

    private static void purge(String what, IntSupplier purge) {
        try {
            int rows = purge.getAsInt();
            LOG.debug("deleted {} rows of {} that have expired", rows, what);
        } catch (RuntimeException e) {
            LOG.warn("{} that have expired could not be deleted; the next round does it", what, e);
        }
    }
}
