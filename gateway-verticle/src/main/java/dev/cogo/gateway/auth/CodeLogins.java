package dev.cogo.gateway.auth;

import dev.cogo.gateway.auth.account.Profile;
import dev.cogo.gateway.auth.account.Profiles;
import dev.cogo.gateway.auth.account.Registration;
import dev.cogo.gateway.auth.account.UserMetadata;
import dev.cogo.gateway.auth.code.CodePurpose;
import dev.cogo.gateway.auth.code.CodeWish;
import dev.cogo.gateway.auth.code.IssuedCode;
import dev.cogo.gateway.auth.code.LoginCodes;
import dev.cogo.gateway.auth.code.LoginCodes.Proved;
import dev.cogo.gateway.auth.code.NewAccount;
import dev.cogo.gateway.auth.login.LoginDoor;
import dev.cogo.gateway.auth.login.LoginFamilies;
import dev.cogo.gateway.auth.login.LoginFamilies.Begun;
import dev.cogo.gateway.auth.login.LoginFamily.Method;
import dev.cogo.gateway.auth.login.LoginNotices;
import dev.cogo.gateway.auth.login.Origin;
import dev.cogo.gateway.auth.mail.Mails;
import dev.cogo.gateway.auth.password.HashTurn;
import dev.cogo.gateway.auth.password.PasswordHasher;
import dev.cogo.gateway.auth.password.PasswordRules;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Logins by codes that go to an address, which they prove, and accounts that are made so. For virtual threads. */
public final class CodeLogins {
    private final Database database;
    private final Profiles profiles;
    private final PasswordHasher passwords;
    private final PasswordRules rules;
    private final LoginFamilies families;
    private final LoginNotices notices;
    private final LoginCodes codes;

    CodeLogins(
            Database database,
            Profiles profiles,
            PasswordHasher passwords,
            PasswordRules rules,
            LoginFamilies families,
            LoginNotices notices,
            LoginCodes codes) {
        this.database = database;
        this.profiles = profiles;
        this.passwords = passwords;
        this.rules = rules;
        this.families = families;
        this.notices = notices;
        this.codes = codes;
    }

    /** The codes themselves. */
    public LoginCodes codes() {
        return codes;
    }

    /** Somebody who has come in by a code. */
    record Came(Profile profile, Begun login) {}

    private record Arrived(Came came, List<UUID> ended) {}

    /** Has a code mailed to who has an account, or, where the wish has one, to who will have; nobody is told which. */
    public void mail(String email, CodeWish wish) {
        Mails.code(database, email, wish, wish.purpose() != CodePurpose.SIGNUP, wish.account() != null);
    }

    /** Has the mail by which an account is made sent again, if one was. */
    public void mailAgain(String email) {
        Mails.signUpAgain(database, email);
    }

    /** Makes a code that somebody else hands over. */
    public IssuedCode issue(String email, CodeWish wish) {
        return database.transaction(transaction -> codes.create(transaction, email, wish));
    }

    /** What becomes an account when its address is confirmed; {@code weak_password}. */
    public NewAccount prepare(Registration wish, Origin origin) {
        HashTurn turn = HashTurn.registration(origin.address());
        rules.check(turn, wish.password(), wish.email(), wish.displayName());
        String hash = passwords.hash(turn, wish.password()).await();
        return new NewAccount(
                Ids.next(), wish.displayName(), hash, wish.metadata().values());
    }

    /** The same for who has no password. */
    public static NewAccount withoutPassword(String email, JsonObject data) {
        Registration wish = Registration.ofSupabase(email, "", data);
        return new NewAccount(
                Ids.next(), wish.displayName(), null, wish.metadata().values());
    }

    /**
     * Begins the login of who has proved an address. Whoever has chosen a password for it before anybody had proved it need not be its
     * owner: that password is void then, and so are its logins. {@code invalid_credentials} where there is no account of it.
     */
    Came come(Proved proved, Origin origin) {
        Arrived arrived = database.transaction(transaction -> arrive(transaction, proved, origin));
        notices.ended(arrived.came().profile().account().id(), arrived.ended(), "otp");
        return arrived.came();
    }

    private Arrived arrive(Statements transaction, Proved proved, Origin origin) {
        Optional<Row> known = transaction.query("""
                SELECT id, disabled_at IS NOT NULL AS disabled, is_service,
                       password_hash IS NOT NULL AND email_verified_at IS NULL AS doubtful
                FROM accounts WHERE email = $1 FOR UPDATE
                """, proved.email()).stream().findFirst();
        NewAccount wanted = proved.account();
        boolean again = known.isPresent() && proved.purpose() == CodePurpose.SIGNUP;
        if (again || known.isEmpty() && wanted == null) {
            throw invalid();
        }
        List<UUID> ended = List.of();
        if (known.isPresent()) {
            ended = check(transaction, known.get());
        } else {
            profiles.add(
                    transaction,
                    wanted.id(),
                    proved.email(),
                    wanted.displayName(),
                    wanted.passwordHash(),
                    null,
                    new UserMetadata(wanted.metadata()),
                    false);
        }
        transaction.query("""
                UPDATE accounts SET email_verified_at = coalesce(email_verified_at, now()) WHERE email = $1
                """, proved.email());
        Profile profile = profiles.find(transaction, proved.email())
                .orElseThrow(CodeLogins::invalid)
                .profile();
        Begun login = families.begin(transaction, profile.account().id(), Method.OTP, LoginDoor.SUPABASE, origin);
        return new Arrived(new Came(profile, login), ended);
    }

    private static List<UUID> check(Statements transaction, Row account) {
        UUID id = account.getUUID("id");
        if (account.getBoolean("disabled")) {
            throw LoginFamilies.disabled();
        } else if (account.getBoolean("is_service")) {
            throw invalid();
        } else if (!account.getBoolean("doubtful")) {
            return List.of();
        }
        transaction.query("UPDATE accounts SET password_hash = NULL, updated_at = now() WHERE id = $1", id);
        transaction.query("DELETE FROM password_links WHERE user_id = $1", id);
        return LoginFamilies.end(transaction, id, null, null, "otp");
    }

    /** What a code that is none, used or too old is answered with. */
    static CogoException invalid() {
        return new CogoException(
                ErrorCode.INVALID_CREDENTIALS, "the code is wrong, used or too old: ask for a new one");
    }
}
