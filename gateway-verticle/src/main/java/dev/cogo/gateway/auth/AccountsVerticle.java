package dev.cogo.gateway.auth;

import dev.cogo.gateway.GatewayConfig;
import dev.cogo.gateway.GatewayParts;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.bus.Done;
import dev.cogo.schema.database.Database;
import dev.cogo.schema.database.DatabaseConfig;
import dev.cogo.schema.personal.ForgetUser;
import dev.cogo.schema.personal.ReadPersonalData;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
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
    private static final Duration AUDIT_EVERY = Duration.ofMinutes(1);

    private final GatewayConfig config;
    private final GatewayParts parts;
    private final DatabaseConfig databaseConfig;
    private Database database;
    private HashLanes lanes;

    public AccountsVerticle(GatewayConfig config, GatewayParts parts, DatabaseConfig databaseConfig) {
        this.config = config;
        this.parts = parts;
        this.databaseConfig = databaseConfig;
    }

    @Override
    public Future<?> start() {
        database = Database.open(vertx, databaseConfig);
        lanes = new HashLanes(vertx);
        PasswordHasher passwords =
                vertx.executeBlocking(() -> new PasswordHasher(lanes)).await();
        PasswordRules rules = new PasswordRules(lanes, config.accounts().passwordMinLength());
        vertx.setTimer(
                DICTIONARIES_AFTER.toMillis(),
                settled ->
                        Thread.ofPlatform().daemon().name("cogo-dictionaries").start(PasswordStrength::load));
        LoginNotices notices = new LoginNotices(parts.bus(), parts.audit());
        LoginFamilies families = new LoginFamilies(
                database,
                new RefreshTokens(config.secrets().refreshTokenSecret()),
                config.refreshTokenLife(),
                config.accounts().loginLife(),
                notices);
        PersonalData personalData = new PersonalData(database, notices);
        Tickets tickets = new Tickets(database);
        parts.accounts()
                .open(
                        context,
                        new Accounts(
                                config,
                                database,
                                passwords,
                                rules,
                                families,
                                notices,
                                personalData,
                                parts.tokens(),
                                parts.bus(),
                                parts.audit()),
                        tickets);
        vertx.setPeriodic(
                KEYS_EVERY.toMillis(),
                timer -> parts.tokens()
                        .reloadKeys()
                        .onFailure(failure -> LOG.warn("the signing keys can't be read again", failure)));
        vertx.setPeriodic(PURGE_EVERY.toMillis(), timer -> purge("logins", families::purge));
        vertx.setPeriodic(TICKETS_EVERY.toMillis(), timer -> purge("tickets", tickets::purge));
        vertx.setPeriodic(AUDIT_EVERY.toMillis(), timer -> parts.audit().flush());
        return Future.all(
                parts.bus()
                        .serve(
                                Address.PERSONAL_ACCOUNT,
                                (ReadPersonalData request) -> personalData.read(request.userId())),
                parts.bus().serve(Address.FORGET_ACCOUNT, (ForgetUser request) -> {
                    personalData.forget(request.userId());
                    return Done.DONE;
                }));
    }

    @Override
    public Future<?> stop() throws Exception {
        parts.accounts().close();
        parts.audit().flush();
        lanes.close();
        database.close();
        return super.stop();
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
