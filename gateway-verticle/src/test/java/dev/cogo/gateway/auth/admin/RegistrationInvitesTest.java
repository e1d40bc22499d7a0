package dev.cogo.gateway.auth.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cogo.gateway.auth.admin.UserAdministration.Kind;
import dev.cogo.gateway.auth.login.EndedLogins;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.identity.LoginsEnded;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may register, and that a node finds logins of whose end nobody told it. */
class RegistrationInvitesTest {
    private final Vertx vertx = Vertx.vertx();
    private final Database database = Database.open(vertx, TestDatabase.migrated());

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private RegistrationInvites invites(RegistrationMode mode) {
        return new RegistrationInvites(database, mode);
    }

    private void use(RegistrationInvites invites, String token) {
        database.transaction(transaction -> {
            invites.use(transaction, token);
            return token;
        });
    }

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        CogoException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.REGISTRATION_CLOSED));
    }

    @Test
    void everybodyMayWhereItIsOpenAndNobodyWhereItIsClosed() {
        assertThatCode(() -> invites(RegistrationMode.OPEN).check(null)).doesNotThrowAnyException();
        RegistrationInvites closed = invites(RegistrationMode.CLOSED);
        String token = closed.create(Ids.next(), 1, Duration.ofHours(1)).token();
        refused(() -> closed.check(token));
    }

    @Test
    void anInviteIsGoodForItsNumberOfAccountsAndItsTime() {
        RegistrationInvites invites = invites(RegistrationMode.INVITE);
        String token = invites.create(Ids.next(), 2, Duration.ofHours(1)).token();
        refused(() -> invites.check(null));
        refused(() -> invites.check("of-nobody"));
        invites.check(token);
        use(invites, token);
        use(invites, token);
        refused(() -> invites.check(token));
        refused(() -> use(invites, token));

        String late = invites.create(Ids.next(), 1, Duration.ZERO).token();
        refused(() -> invites.check(late));
        assertThat(invites.purge()).isEqualTo(1);
    }

    @Test
    void loginsThatEndedWithoutANoticeAreFoundOnce() {
        UserAdministration users = new UserAdministration(database, Set.of(), (user, logins, reason) -> {});
        UUID user =
                users.create("ann@example.org", null, null, Kind.PERSON).user().id();
        UUID login = Ids.next();
        database.query("INSERT INTO login_families (id, user_id) VALUES ($1, $2)", login, user);
        List<LoginsEnded> told = new ArrayList<>();
        EndedLogins ended = new EndedLogins(database, told::add);
        ended.look();
        assertThat(told).isEmpty();
        users.endLogins(user);
        ended.look();
        ended.look();
        assertThat(told).containsExactly(new LoginsEnded(user, List.of(login)));
    }
}
