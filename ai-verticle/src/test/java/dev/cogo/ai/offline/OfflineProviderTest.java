package dev.cogo.ai.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.ai.provider.Provider;
import dev.cogo.ai.provider.ProviderContract;
import dev.cogo.ai.provider.Turn;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.Test;

class OfflineProviderTest extends ProviderContract {
    @Override
    protected Provider provider(Vertx vertx) {
        return new OfflineProvider(Phrases.load());
    }

    @Test
    void saysHonestlyThatNoModelIsConnected(Vertx vertx) {
        Provider offline = provider(vertx);
        assertThat(offline.name()).isEqualTo("offline");
        assertThat(offline.model()).isEqualTo("built-in");
        assertThat(offline.complete(question("de", Turn.user("Wie geht es?"))).text())
                .contains("kein KI-Modell");
    }

    @Test
    void saysInWhichLanguageItReallyWrote(Vertx vertx) {
        assertThat(provider(vertx)
                        .complete(question("tlh", Turn.user("nuqneH")))
                        .language())
                .isEqualTo("en");
    }
}
