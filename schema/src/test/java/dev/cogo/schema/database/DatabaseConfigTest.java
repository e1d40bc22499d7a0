package dev.cogo.schema.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseConfigTest {
    @Test
    void oneAddressServesBothDrivers() {
        DatabaseConfig config =
                new DatabaseConfig("postgresql://me:p%40ss+%3A@db.example.org/chat?sslmode=require", 10);
        assertThat(config.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example.org:5432/chat?sslmode=require");
        assertThat(config.user()).contains("me");
        assertThat(config.password()).contains("p@ss+:");
        assertThat(new DatabaseConfig("postgres://db/chat", 1).user()).isEmpty();
    }

    @Test
    void thePasswordIsNotShown() {
        assertThat(new DatabaseConfig("postgresql://me:secret@db:5433/chat", 10))
                .hasToString("db:5433/chat")
                .asString()
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mysql://db/chat",
                "postgresql://db",
                "postgresql:///chat",
                "postgresql://db/",
                "db:5432/chat",
                "postgresql://me:se cret@db/chat"
            })
    void whatIsNoAddressIsRefusedWithoutQuotingIt(String uri) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DatabaseConfig(uri, 10))
                .withMessageContaining("postgresql://user:password@host:port/database")
                .withMessageNotContaining("se cret");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 501})
    void connectionsHaveALimit(int connections) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DatabaseConfig("postgresql://db/chat", connections))
                .withMessageContaining("1 to 500");
    }
}
