package dev.cogo.gateway.auth;

import dev.cogo.gateway.auth.account.Account;
import dev.cogo.gateway.auth.account.EmailAddress;
import dev.cogo.gateway.auth.account.Profile;
import dev.cogo.gateway.auth.account.ProfileChange;
import dev.cogo.gateway.auth.account.Profiles;
import dev.cogo.gateway.auth.account.Profiles.Found;
import dev.cogo.gateway.auth.account.Registration;
import dev.cogo.gateway.auth.account.UserMetadata;
import dev.cogo.gateway.auth.login.Identity;
import dev.cogo.gateway.auth.login.LoginFamilies;
import dev.cogo.gateway.auth.login.LoginNotices;
import dev.cogo.gateway.auth.mail.Mails;
import dev.cogo.gateway.auth.password.HashTurn;
import dev.cogo.gateway.auth.password.OpaqueString;
import dev.cogo.gateway.auth.password.PasswordHasher;
import dev.cogo.gateway.auth.password.PasswordLinks;
import dev.cogo.gateway.auth.password.PasswordLinks.Holder;
import dev.cogo.gateway.auth.password.PasswordRules;
import dev.cogo.gateway.auth.password.Weakness;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.database.Database;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.personal.EraseAccount;
import dev.cogo.schema.record.Done;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What users do with the account itself: another address, another password, the end of it. An access token alone is not enough
 * for that, since it may be stolen: they prove again who they are. Whatever is cheap to look at is looked at before a password
 * is. For virtual threads.
 */
public final class CredentialChanges {
    /** How long after its beginning a login is proof enough. */
    static final Duration RECENT = Duration.ofMinutes(10);

    private final Database database;
    private final Profiles profiles;
    private final PasswordHasher passwords;
    private final PasswordRules rules;
    private final OperatorAddresses operators;
    private final LoginFamilies families;
    private final LoginNotices notices;
    private final PersonalData personalData;
    private final Bus bus;
    private final PasswordLinks links;
    private final boolean sendsMail;

    CredentialChanges(
            Database database,
            Profiles profiles,
            PasswordHasher passwords,
            PasswordRules rules,
            OperatorAddresses operators,
            LoginFamilies families,
            LoginNotices notices,
            PersonalData personalData,
            Bus bus,
            boolean sendsMail) {
        this.database = database;
        this.profiles = profiles;
        this.passwords = passwords;
        this.rules = rules;
        this.operators = operators;
        this.families = families;
        this.notices = notices;
        this.personalData = personalData;
        this.bus = bus;
        this.links = new PasswordLinks(database);
        this.sendsMail = sendsMail;
    }

    /**
     * Changes e-mail address, password and metadata together. A new password ends the account's other logins; of a new address both are
     * told where mail is sent.
     *
     * @return fails with {@code weak_password}, {@code email_taken}, {@code operator_only}; for another address or password with
     *     {@code invalid_credentials} when the current password is wrong, {@code reauthentication_needed} when none is given and
     *     the login is not {@link #RECENT}; {@code invalid_token} when the account is gone
     */
    public Profile change(Identity who, ProfileChange change) {
        UUID id = who.userId();
        Found before = profiles.find(id).orElseThrow(Profiles::gone);
        String email = otherEmail(before, change);
        check(before, email, change);
        if (email != null || change.password() != null) {
            prove(who, before, change.currentPassword());
        }
        String hash = change.password() == null ? null : newHash(id, before.passwordHash(), change);
        return store(before, email, change, hash, who.familyId());
    }

    /**
     * Changes somebody's account for a server that may, which has nothing to prove. A new password ends all of its logins.
     *
     * @return fails with {@code user_not_found}, {@code weak_password}, {@code email_taken}, {@code operator_only}
     */
    public Profile changeOf(UUID id, ProfileChange change) {
        Found before = profiles.find(id).orElseThrow(CredentialChanges::missing);
        String email = otherEmail(before, change);
        check(before, email, change);
        String password = change.password();
        String hash = password == null
                ? null
                : passwords.hash(HashTurn.change(id), password).await();
        return store(before, email, change, hash, null);
    }

    /** Makes an account for a server that may, whatever the rules of registration are; {@code email_taken}, {@code weak_password}. */
    public Profile create(String email, @Nullable String password, JsonObject data) {
        Registration wish = Registration.ofSupabase(email, "", data);
        operators.check(wish.email(), null);
        profiles.checkFree(wish.email());
        String hash = password == null
                ? null
                : hashOf(HashTurn.joining(wish.email()), password, wish.email(), wish.displayName());
        return database.transaction(transaction ->
                profiles.add(transaction, wish.email(), wish.displayName(), hash, null, wish.metadata(), false));
    }

    private static @Nullable String otherEmail(Found before, ProfileChange change) {
        String email = change.email();
        return email == null || email.equals(before.profile().account().email()) ? null : email;
    }

    private void check(Found before, @Nullable String email, ProfileChange change) {
        Account account = before.profile().account();
        if (email != null) {
            operators.check(email, null);
            profiles.checkFree(email);
        }
        if (change.password() != null) {
            rules.check(
                    HashTurn.change(account.id()),
                    change.password(),
                    email == null ? account.email() : email,
                    account.displayName());
        }
    }

    /** @param by the login that stays when the password changes; null for none */
    private Profile store(
            Found before, @Nullable String email, ProfileChange change, @Nullable String hash, @Nullable UUID by) {
        Account account = before.profile().account();
        UUID id = account.id();
        List<UUID> ended = database.transaction(transaction -> {
            UserMetadata metadata = profiles.lock(transaction, id);
            if (email != null) {
                profiles.setEmail(transaction, id, email);
                // Whoever has the former mailbox must not choose a password by what lies there.
                PasswordLinks.forgetMailed(transaction, id);
                if (sendsMail) {
                    Mails.addressChanged(transaction, id, account.email(), email);
                }
            }
            if (change.data() != null) {
                profiles.setMetadata(transaction, id, metadata.with(change.data()));
            }
            if (change.displayName() != null) {
                profiles.setName(transaction, id, change.displayName());
            }
            if (hash == null) {
                return List.of();
            }
            profiles.setPassword(transaction, id, hash);
            if (by != null) {
                LoginFamilies.provedByPassword(transaction, by);
            }
            // Whoever knew the old password may be logged in with it.
            return LoginFamilies.end(transaction, id, null, by, "password");
        });
        notices.ended(id, ended, "password");
        return profiles.find(id).orElseThrow(Profiles::gone).profile();
    }

    /**
     * Chooses a password by a link, and ends all logins of the account; {@code link_not_found}, {@code weak_password}. The link is
     * used up when the password is set, not before.
     */
    public UUID reset(String token, String password) {
        Holder holder = links.find(token);
        UUID id = holder.userId();
        return id == null ? join(token, holder, password) : reset(token, id, password);
    }

    private UUID reset(String token, UUID id, String password) {
        Account account =
                profiles.find(id).orElseThrow(Profiles::gone).profile().account();
        String hash = hashOf(HashTurn.change(id), password, account.email(), account.displayName());
        List<UUID> ended = database.transaction(transaction -> {
            PasswordLinks.use(transaction, token);
            profiles.lock(transaction, id);
            profiles.setPassword(transaction, id, hash);
            return LoginFamilies.end(transaction, id, null, null, "password");
        });
        notices.ended(id, ended, "password");
        return id;
    }

    /** Makes the account of an address that has got a mail; {@code email_taken} when there is one meanwhile. */
    private UUID join(String token, Holder holder, String password) {
        String email = Objects.requireNonNull(holder.email());
        String name = EmailAddress.localPart(email);
        String hash = hashOf(HashTurn.joining(email), password, email, name);
        return database.transaction(transaction -> {
            PasswordLinks.use(transaction, token);
            return profiles.add(transaction, email, name, hash, holder.language(), UserMetadata.none(), false)
                    .account()
                    .id();
        });
    }

    private String hashOf(HashTurn turn, String password, @Nullable String email, String name) {
        rules.check(turn, password, email, name);
        return passwords.hash(turn, password).await();
    }

    /**
     * Deletes an account for good: has everything of it erased, ends its logins and empties it. {@code invalid_credentials}
     * for a wrong password; one without a password, of single sign-on, wants a login that is {@link #RECENT}, else
     * {@code reauthentication_needed}; an anonymous one has nothing to prove anything with.
     */
    public UUID delete(Identity who, String password) {
        UUID id = who.userId();
        Found found = profiles.find(id).orElseThrow(Profiles::gone);
        if (found.passwordHash() == null) {
            proveWithoutPassword(who, found);
        } else {
            checkPassword(id, password, found.passwordHash());
        }
        return erase(id);
    }

    /** Deletes an account for good, as an operator wants it; {@code user_not_found}. */
    public UUID deleteOf(UUID id) {
        if (profiles.find(id).isEmpty()) {
            throw missing();
        }
        return erase(id);
    }

    private static CogoException missing() {
        return new CogoException(ErrorCode.USER_NOT_FOUND, "there is no such account");
    }

    private UUID erase(UUID id) {
        // First the row that has the rest erased, whatever becomes of this node; it empties the account too.
        bus.<Done>request(Address.ACCOUNT_ERASE, new EraseAccount(id)).await();
        personalData.forget(id);
        return id;
    }

    private void prove(Identity who, Found found, @Nullable String currentPassword) {
        if (found.passwordHash() == null) {
            proveWithoutPassword(who, found);
        } else if (currentPassword != null) {
            checkPassword(who.userId(), currentPassword, found.passwordHash());
        } else if (!families.isRecent(who.familyId(), RECENT)) {
            throw reauthenticationNeeded("give the current password, or log in again");
        }
    }

    // Whoever began without an account has nothing to prove anything with until there is a password; who comes by a
    // provider or a mail can come again.
    private void proveWithoutPassword(Identity who, Found found) {
        if (!found.profile().anonymous()
                && !families.isAnonymous(who.familyId())
                && !families.isRecent(who.familyId(), RECENT)) {
            throw reauthenticationNeeded("log in again");
        }
    }

    private static CogoException reauthenticationNeeded(String what) {
        return new CogoException(
                ErrorCode.REAUTHENTICATION_NEEDED,
                "this login is older than %d minutes: %s".formatted(RECENT.toMinutes(), what));
    }

    private void checkPassword(UUID id, String password, String hash) {
        if (!passwords.verify(HashTurn.change(id), password, hash).await()) {
            throw new CogoException(ErrorCode.INVALID_CREDENTIALS, "the password is wrong");
        }
    }

    private String newHash(UUID id, @Nullable String oldHash, ProfileChange change) {
        String password = change.password();
        // The current one was found right just now.
        boolean same = change.currentPassword() != null
                ? OpaqueString.enforce(change.currentPassword()).equals(OpaqueString.enforce(password))
                : oldHash != null
                        && passwords
                                .verify(HashTurn.change(id), password, oldHash)
                                .await();
        if (same) {
            throw Weakness.SAME.refusal();
        }
        return passwords.hash(HashTurn.change(id), password).await();
    }
}
