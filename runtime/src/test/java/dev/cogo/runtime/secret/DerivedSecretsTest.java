package dev.cogo.runtime.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.schema.identity.Ids;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DerivedSecretsTest {
    private final DerivedSecrets secrets = new DerivedSecrets("a key of all nodes", "agt_");
    private final UUID id = Ids.next();

    @Test
    void aSecretTellsItsRow() {
        assertThat(secrets.of(id)).startsWith("agt_").hasSize(4 + 64);
        assertThat(secrets.rowOf(secrets.of(id))).contains(id);
    }

    @Test
    void whatWasNotMadeHereIsNone() {
        String secret = secrets.of(id);
        String other = new DerivedSecrets("another key", "agt_").of(id);
        String otherPurpose = new DerivedSecrets("a key of all nodes", "whk_").of(id);
        for (String wrong : new String[] {
            "",
            "agt_",
            "agt_%%%",
            secret + "AAAA",
            secret.substring(0, secret.length() - 4),
            secret.substring(0, 20) + (secret.charAt(20) == 'A' ? 'B' : 'A') + secret.substring(21),
            other,
            otherPurpose,
            "agt_" + otherPurpose.substring(4)
        }) {
            assertThat(secrets.rowOf(wrong)).as(wrong).isEmpty();
        }
    }
}
