package dev.cogo.gateway.auth.mail;

import dev.cogo.gateway.auth.account.EmailAddress;
import dev.cogo.gateway.auth.code.CodeWish;
import dev.cogo.gateway.auth.code.IssuedCode;
import dev.cogo.gateway.auth.code.LoginCodes;
import dev.cogo.gateway.auth.mail.MailText.Kind;
import dev.cogo.gateway.auth.mail.MailText.Templates;
import dev.cogo.gateway.auth.password.PasswordLinks;
import dev.cogo.gateway.auth.password.PasswordLinks.Holder;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.lease.Lease;
import dev.cogo.runtime.lease.LeaseConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import io.vertx.ext.mail.StartTLSOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one mail, not faster than the server is to be asked. The link is made when the mail is: the database never holds one that can
 * be used, and of a mail that is sent twice the second has the link that is good. For virtual threads.
 */
final class MailSender {
    /** How long such a link is good for. */
    static final Duration LINK_LIFE = Duration.ofHours(1);

    /** After so many attempts, about a day, the mail is given up. */
    static final int MAX_ATTEMPTS = 30;

    private static final Logger LOG = LoggerFactory.getLogger(MailSender.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Vertx vertx;
    private final SmtpConfig config;
    private final Database database;
    private final LoginCodes codes;
    private final LeaseConfig pauses;
    private final MeterRegistry registry;
    private final MailClient client;
    private final Templates templates = new Templates();
    private long nextAt = System.nanoTime();

    MailSender(
            Vertx vertx,
            SmtpConfig config,
            Database database,
            LoginCodes codes,
            LeaseConfig pauses,
            MeterRegistry registry) {
        this.vertx = vertx;
        this.config = config;
        this.database = database;
        this.codes = codes;
        this.pauses = pauses;
        this.registry = registry;
        this.client = MailClient.create(vertx, options(config));
    }

    private static MailConfig options(SmtpConfig config) {
        MailConfig options = new MailConfig()
                .setHostname(config.host())
                .setPort(config.port())
                .setMaxPoolSize(1)
                .setKeepAlive(false)
                .setStarttls(
                        switch (config.security()) {
                            case OPPORTUNISTIC -> StartTLSOptions.OPTIONAL;
                            case STARTTLS -> StartTLSOptions.REQUIRED;
                            case TLS -> StartTLSOptions.DISABLED;
                        })
                .setSsl(config.security() == SmtpConfig.Security.TLS);
        options.setConnectTimeout((int) TIMEOUT.toMillis());
        config.login()
                .ifPresentOrElse(
                        login -> options.setLogin(LoginOption.REQUIRED)
                                .setUsername(login.user())
                                .setPassword(login.password()),
                        () -> options.setLogin(LoginOption.DISABLED));
        return options;
    }

    private record Recipient(
            String email, String name, @Nullable String language, Kind kind) {}

    /** Sends the mail, gives it up, or gives it back for later. */
    void send(Lease<Mail> lease) {
        Optional<Recipient> to = recipient(lease.row());
        if (to.isEmpty()) {
            end(lease, "obsolete");
            return;
        }
        awaitTurn();
        lease.checkpoint();
        MailText text = text(lease.row(), to.get());
        try {
            client.sendMail(new MailMessage()
                            .setFrom(config.from())
                            .setTo(to.get().email())
                            .setSubject(text.subject())
                            .setText(text.text())
                            .setHtml(text.html()))
                    .timeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .await();
            end(lease, "sent");
        } catch (Exception e) { // await also throws checked exceptions
            failed(lease, e);
        }
    }

    private MailText text(Mail mail, Recipient to) {
        CodeWish wish = mail.code();
        if (wish != null) {
            IssuedCode code = database.transaction(transaction -> codes.create(transaction, to.email(), wish));
            return templates.code(to.language(), to.name(), config.publicUrl() + code.path(), code.digits());
        }
        String path = mail.notice() == null
                ? database.transaction(transaction -> PasswordLinks.createMailed(transaction, mail.to(), LINK_LIFE))
                        .path()
                : "/";
        return templates.of(to.kind(), to.language(), to.name(), config.publicUrl() + path);
    }

    private Optional<Recipient> recipient(Mail mail) {
        Holder to = mail.to();
        String email = to.email();
        if (email == null) {
            return known(to);
        }
        // Without the account's name: that is what its user says, and the mailbox may be anybody's.
        return mail.notice() == null
                ? joining(email, to.language())
                : Optional.of(new Recipient(email, EmailAddress.localPart(email), to.language(), mail.notice()));
    }

    private Optional<Recipient> known(Holder to) {
        return database.query("""
                        SELECT a.email, a.display_name, l.language
                        FROM accounts a LEFT JOIN user_language_preferences l ON l.user_id = a.id
                        WHERE a.id = $1 AND a.email IS NOT NULL AND a.disabled_at IS NULL
                        """, to.userId()).stream()
                .map(row -> new Recipient(
                        row.getString("email"), row.getString("display_name"), row.getString("language"), Kind.RESET))
                .findFirst();
    }

    private Optional<Recipient> joining(String email, @Nullable String language) {
        boolean taken =
                database.query("SELECT FROM accounts WHERE email = $1", email).size() > 0;
        return taken
                ? Optional.empty()
                : Optional.of(new Recipient(email, EmailAddress.localPart(email), language, Kind.JOIN));
    }

    // One at a time comes here, and the others wait behind it.
    private void awaitTurn() {
        long now = System.nanoTime();
        long wait = Math.max(0, nextAt - now);
        nextAt = now + wait + TimeUnit.MINUTES.toNanos(1) / config.perMinute();
        if (wait > 0) {
            vertx.timer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(wait))).await();
        }
    }

    private void failed(Lease<Mail> lease, Exception e) {
        Mail mail = lease.row();
        boolean forGood = e instanceof SMTPException answer && answer.isPermanent();
        if (forGood || mail.attempts() >= MAX_ATTEMPTS) {
            LOG.warn("mail {} is given up after {} attempts: {}", mail.id(), mail.attempts(), reason(e));
            end(lease, "refused");
            return;
        }
        registry.counter("cogo.mails", "outcome", "later").increment();
        Duration pause = pauses.pauseAfter(mail.attempts());
        LOG.info("mail {} is tried again in {}: {}", mail.id(), pause, reason(e));
        lease.release(pause);
    }

    // An answer's text may have the address in it.
    private static String reason(Exception e) {
        return switch (e) {
            case SMTPException answer -> "the server answered " + answer.getReplyCode();
            case TimeoutException late -> "the server did not answer in time";
            default -> e.getClass().getSimpleName();
        };
    }

    private void end(Lease<Mail> lease, String outcome) {
        registry.counter("cogo.mails", "outcome", outcome).increment();
        lease.finish(transaction -> transaction.query(
                "UPDATE mails SET ended_at = now(), outcome = $2 WHERE id = $1", lease.id(), outcome));
    }

    void close() {
        client.close().await();
    }
}
