package dev.cogo.gateway.auth.password;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.password4j.Argon2Function;
import dev.cogo.gateway.auth.password.Argon2id.InJava;
import dev.cogo.gateway.auth.password.Argon2id.MachineCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class Argon2idTest {
    private static final byte[] PASSWORD = "nine calm harbours, 열하나".getBytes(UTF_8);

    @Test
    void whatOneHashesTheOtherVerifies() {
        List<Argon2id> both = List.of(new MachineCode(), new InJava());
        assertThat(both).allSatisfy(one -> {
            String hash = one.hash(PASSWORD);
            assertThat(hash).startsWith(Argon2id.PREFIX);
            assertThat(Argon2Function.getInstanceFromHash(hash)).isEqualTo(Argon2id.PARAMETERS);
            assertThat(both).allSatisfy(other -> {
                assertThat(other.verify(hash, PASSWORD)).isTrue();
                assertThat(other.verify(hash, "nine calm harbours".getBytes(UTF_8)))
                        .isFalse();
            });
        });
    }

    @Test
    void theQuickOneIsTakenWhereItWorks() {
        assertThat(Argon2id.load()).isInstanceOf(MachineCode.class);
    }
}
