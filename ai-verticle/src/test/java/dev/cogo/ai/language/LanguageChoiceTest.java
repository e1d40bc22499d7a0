package dev.cogo.ai.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class LanguageChoiceTest {
    private static final UUID USER = Ids.next();

    @Test
    void theNearestWishCounts(Vertx vertx) {
        try (Database database = Database.open(vertx, TestDatabase.migrated())) {
            LanguageChoice languages = new LanguageChoice(database);
            assertThat(languages.choose(USER, null, null, null, null)).isEqualTo("en");
            assertThat(languages.choose(USER, null, null, null, "fr,en")).isEqualTo("fr");
            assertThat(languages.choose(USER, null, null, "ja", "fr,en")).isEqualTo("ja");
            prefer(database, "ko");
            assertThat(languages.choose(USER, null, null, "ja", "fr,en")).isEqualTo("ko");
            assertThat(languages.choose(USER, "de", null, "ja", "fr,en")).isEqualTo("de");
            assertThat(languages.choose(USER, null, "sv", "ja", "fr,en")).isEqualTo("sv");
            assertThat(languages.choose(Ids.next(), null, null, "ja", "fr,en")).isEqualTo("ja");
        }
    }

    @Test
    void aPreferenceThatIsNoTagIsPassedOver(Vertx vertx) {
        try (Database database = Database.open(vertx, TestDatabase.migrated())) {
            prefer(database, "한국어");
            assertThat(new LanguageChoice(database).choose(USER, null, null, "ja", null))
                    .isEqualTo("ja");
        }
    }

    private static void prefer(Database database, String language) {
        database.query("INSERT INTO user_language_preferences (user_id, language) VALUES ($1, $2)", USER, language);
    }
}
