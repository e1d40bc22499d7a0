package dev.cogo.gateway.auth;

import dev.cogo.gateway.auth.admin.RegistrationMode;
import dev.cogo.gateway.auth.mail.SmtpConfig;
import dev.cogo.gateway.auth.password.PasswordPolicy;
import dev.cogo.gateway.auth.sso.SsoConfig;
import dev.cogo.gateway.auth.sso.SsoProvider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rules of accounts.
 *
 * @param domains of the addresses whose users make their accounts by mail
 * @param smtp the mail server; empty when no mail is sent
 * @param passwords what new ones must be like
 * @param registration who may make an account
 * @param loginLife how long a login lasts at most, however often it is refreshed; 1 day to 10 years
 * @param sso the rules of single sign-on
 */
public record AccountsConfig(
        RegistrationMode registration,
        Set<String> domains,
        Optional<SmtpConfig> smtp,
        PasswordPolicy passwords,
        Duration loginLife,
        SsoConfig sso) {
    public AccountsConfig {
        boolean verified = smtp.isPresent() || !sso.providers().isEmpty();
        if (registration == RegistrationMode.DOMAIN && (domains.isEmpty() || !verified)) {
            throw new IllegalArgumentException(
                    "REGISTRATION=domain needs REGISTRATION_DOMAINS, and SMTP_URL or SSO_PROVIDERS: a mail or"
                            + " a provider tells whose an address is");
        }
        if (registration == RegistrationMode.MAIL && smtp.isEmpty()) {
            throw new IllegalArgumentException("REGISTRATION=mail needs SMTP_URL");
        }
        domains = Set.copyOf(domains);
        if (loginLife.compareTo(Duration.ofDays(1)) < 0 || loginLife.compareTo(Duration.ofDays(3650)) > 0) {
            throw new IllegalArgumentException("LOGIN_LIFE must be 1d to 3650d");
        }
    }

    public static AccountsConfig defaults() {
        return new AccountsConfig(
                RegistrationMode.OPEN,
                Set.of(),
                Optional.empty(),
                PasswordPolicy.defaults(),
                Duration.ofDays(180),
                SsoConfig.none());
    }

    /** The names of the providers of single sign-on. */
    public List<String> providers() {
        return sso.providers().stream().map(SsoProvider::name).toList();
    }

    /** Whether who has an address may make an account by a mail to it, and not otherwise. */
    public boolean isMadeByMail(String email) {
        return registration == RegistrationMode.MAIL
                || registration == RegistrationMode.DOMAIN && domains.contains(email.substring(email.indexOf('@') + 1));
    }

    /** Whether somebody whose address is verified may make an account by themselves. */
    public boolean mayRegister(String email) {
        return registration == RegistrationMode.OPEN || isMadeByMail(email);
    }
}
