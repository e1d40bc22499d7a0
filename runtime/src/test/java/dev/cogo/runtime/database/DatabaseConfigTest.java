package dev.cogo.runtime.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseConfigTest {
    @Test
    void oneAddressServesBothDrivers() {
        DatabaseConfig config = new DatabaseConfig(
                "postgresql://me:p%40ss+%3A@db.example.org/chat%20room?sslmode=require&options=-c%20work_mem%3D8MB",
                10);
        assertThat(config.jdbcUrl())
                .isEqualTo("jdbc:postgresql://db.example.org:5432/chat%20room?sslmode=require&ApplicationName=cogo"
                        + "&options=-c%20work_mem%3D8MB&currentSchema=cogo");
        assertThat(config.user()).contains("me");
        assertThat(config.password()).contains("p@ss+:");
        PgConnectOptions options = config.connectOptions();
        assertThat(options.getHost()).isEqualTo("db.example.org");
        assertThat(options.getPort()).isEqualTo(5432);
        assertThat(options.getDatabase()).isEqualTo("chat room");
        assertThat(options.getUser()).isEqualTo("me");
        assertThat(options.getPassword()).isEqualTo("p@ss+:");
        assertThat(options.getSslMode()).isEqualTo(SslMode.REQUIRE);
        assertThat(options.getProperties())
                .containsEntry("search_path", "cogo")
                .containsEntry("application_name", "cogo")
                .containsEntry("options", "-c work_mem=8MB");
        assertThat(new DatabaseConfig("postgres://db/chat", 1).user()).isEmpty();
        assertThat(new DatabaseConfig("postgres://[::1]/chat", 1)
                        .connectOptions()
                        .getHost())
                .isEqualTo("::1");
    }

    @Test
    void theSchemaHasANameOfItsOwn() {
        DatabaseConfig other = new DatabaseConfig("postgres://db/chat?sslmode=require", 1).inSchema("bench_1");
        assertThat(other.schema()).isEqualTo("bench_1");
        assertThat(other.jdbcUrl()).contains("sslmode=require").endsWith("currentSchema=bench_1");
        assertThat(other.connectOptions().getProperties()).containsEntry("search_path", "bench_1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "currentSchema=public",
                "currentSchema=pg_temp",
                "currentSchema=a,b",
                "currentSchema=",
                "sslmode=on",
                "sslmode=verify-ca",
                "sslmode=verify-full",
                "sslmode=require&sslrootcert=system",
                "sslmode=verify-full&sslrootcert=/nowhere/root.crt",
                "sslmode=verify-full&sslrootcert=/etc/hostname",
                "sslmode=require&sslcert=/etc/hostname",
                "sslmode=require&sslcert=/etc/hostname&sslkey=/nowhere/client.key",
                "sslpassword=hidden",
                "search_path=public",
                "pgbouncer=true"
            })
    void aParameterThatCannotBeUsedIsNamed(String parameters) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DatabaseConfig("postgresql://me:secret@db/chat?" + parameters, 10))
                .withMessageContaining(
                        parameters.replaceFirst("=.*", "").equals("sslmode")
                                ? "ssl"
                                : parameters.replaceFirst("=.*", ""))
                .withMessageNotContaining("secret")
                .withMessageNotContaining("hidden");
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
