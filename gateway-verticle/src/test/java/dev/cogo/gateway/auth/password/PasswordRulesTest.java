package dev.cogo.gateway.auth.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Vertx;
import java.text.Normalizer;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {
    private static final String FREE = "갂뇯슭쟷쿟헮뼰쒽";
    private static final Vertx VERTX = Vertx.vertx();
    private static final HashQueues LANES = new HashQueues(VERTX);
    private static final PasswordRules RULES = new PasswordRules(LANES, PasswordPolicy.defaults());

    @AfterAll
    static void close() {
        LANES.close();
        VERTX.close().await();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "seven quiet lighthouses",
                "비밀번호입니다만요",
                "kX8#mQ2p",
                "blue42carpet",
                "correct horse",
                "a password of Ada"
            })
    void isTaken(String password) {
        assertThatCode(() -> check(password)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "Password123!, TRIED_FIRST",
        "P@ssw0rd2024, TRIED_FIRST",
        "Summer2024!, TRIED_FIRST",
        "qwertyuiop, TRIED_FIRST",
        "Qwerty123!, TRIED_FIRST",
        "iloveyou1, TRIED_FIRST",
        "abababab, TOO_FEW_DIFFERENT",
        "short1!, TOO_SHORT",
        "ada@example.org, OWN_NAME",
        "lovelace1815, OWN_NAME",
        "Ada.Lovelace!, OWN_NAME"
    })
    void isRefused(String password, Weakness weakness) {
        assertThat(Weakness.of(refusal(password))).contains(weakness);
    }

    @Test
    void whereGuessableOnesAreTakenOtherRulesHold() {
        PasswordRules lax = new PasswordRules(LANES, new PasswordPolicy(8, true));

        assertThatCode(() -> lax.check(HashTurn.joining("x"), "password123", "ada@example.org", "Ada"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> lax.check(HashTurn.joining("x"), "ada@example.org", "ada@example.org", "Ada"))
                .isInstanceOf(CogoException.class);
    }

    @Test
    void lengthsAreThoseOfTheNormalForm() {
        String four = Normalizer.normalize("갂뇯슭쟷", Normalizer.Form.NFD);
        String longest = Normalizer.normalize(FREE.repeat(32), Normalizer.Form.NFD);

        assertThat(four.length()).isGreaterThan(8);
        assertThat(Weakness.of(refusal(four))).contains(Weakness.TOO_SHORT);
        assertThat(longest.length()).isGreaterThan(256);
        assertThatCode(() -> check(longest)).doesNotThrowAnyException();
        assertThat(refusal(longest + "a").code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void charactersOutsideTheFirstPlaneAreOneEach() {
        assertThatCode(() -> check("😀🐙🚲🎈🌵🍋🧲🪐".repeat(32))).doesNotThrowAnyException();
        assertThat(Weakness.of(refusal("😀🐙🚲🎈🌵🍋🧲"))).contains(Weakness.TOO_SHORT);
    }

    @Test
    void theServerMayWantMore() {
        PasswordRules strict = new PasswordRules(LANES, new PasswordPolicy(15, false));

        CogoException refusal =
                catchThrowableOfType(CogoException.class, () -> strict.check(turn(), "kX8#mQ2pkX8#mQ", null, "Ada"));

        assertThat(refusal).hasMessageContaining("15 characters");
        assertThat(Weakness.of(refusal)).isEqualTo(Optional.of(Weakness.TOO_SHORT));
    }

    @Test
    void spacesAndWaysToWriteALetterAreAlike() {
        assertThat(OpaqueString.enforce("a\u00a0b\u3000c")).isEqualTo("a b c");
        assertThat(OpaqueString.enforce("e\u0301")).isEqualTo("\u00e9");
        // Case and width are not: RFC 8265, section 4.2.2.
        assertThat(OpaqueString.enforce("Ａb")).isEqualTo("Ａb");
    }

    private static CogoException refusal(String password) {
        return catchThrowableOfType(CogoException.class, () -> check(password));
    }

    private static void check(String password) {
        RULES.check(turn(), password, "ada@example.org", "Lovelace");
    }

    private static HashTurn turn() {
        return HashTurn.change(UUID.randomUUID());
    }
}
