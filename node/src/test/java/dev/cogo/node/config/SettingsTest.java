package dev.cogo.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cogo.gateway.limits.LimitsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @TempDir
    private Path folder;

    @Test
    void theCommandLineWinsOverTheEnvironmentAndThatOverTheFile() throws IOException {
        Path file = file("HTTP_PORT=1001\nHTTP_HOST=127.0.0.2\nDATA_DIR=elsewhere\n");
        Settings settings = Settings.collect(
                Map.of(Setting.HTTP_PORT, "1003"), Map.of("HTTP_PORT", "1002", "HTTP_HOST", "127.0.0.3"), file);
        assertThat(settings.port(Setting.HTTP_PORT)).isEqualTo(1003);
        assertThat(settings.text(Setting.HTTP_HOST)).isEqualTo("127.0.0.3");
        assertThat(settings.text(Setting.DATA_DIR)).isEqualTo("elsewhere");
        assertThat(settings.duration(Setting.AI_TIMEOUT)).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void anEmptyValueIsNone() {
        assertThat(environment("GEMINI_API_KEY", " ").optional(Setting.GEMINI_API_KEY))
                .isEmpty();
        assertThat(environment("HTTP_PORT", "").port(Setting.HTTP_PORT)).isEqualTo(8080);
    }

    @Test
    void aLineOfTheFileThatIsNoSettingIsRefused() throws IOException {
        Path file = file("HTP_PORT=1\n");
        assertThatThrownBy(() -> Settings.collect(Map.of(), Map.of(), file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("HTP_PORT");
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP_PORT,abc",
        "METRICS_PORT,0",
        "REGISTRATION,OPEN",
        "REGISTRATION,friends",
        "REGISTRATION,domain",
        "HTTP_PORT,0",
        "HTTP_PORT,65536",
        "AI_TIMEOUT,30",
        "AI_TIMEOUT,0s",
        "AI_MODERATION_URL,ftp://judge.example.org",
        "CLUSTER,yes",
        "ROLES,'gateway,cook'",
        "NODE_NAME,two words",
        "READY_NEEDS_CHAT,1",
        "AGENT_URL,localhost:6001",
        "AGENT_URL,file:///etc/passwd",
        "AGENT_URLS,search",
        "CORS_ORIGINS,not an origin",
        "CORS_ORIGINS,https://*.example.com",
        "HTTP_HOST,not a host",
        "HTTP_HOST,127.0.0.1:8080",
        "PUBLIC_URL,chat.example.com",
        "CORS_ORIGINS,https://chat.example.com/path",
        "OPERATOR_EMAILS,nobody",
        "AGENT_SERVICE_TOKEN,short",
        "AGENT_SERVICE_TOKEN,a long one with blanks",
        "RETENTION_GROUP,12h",
        "ARCHIVE_FOLDER,/no/such/folder",
        "DATABASE_URL,mysql://a:secret@b/c",
        "ADD_MEMBERS,friends",
        "FIND_PEOPLE,nobody",
        "CHAT_ENCRYPTION_KEY,secret",
        "CHAT_ENCRYPTION_KEY,a:secret",
        "DATABASE_MAX_CONNECTIONS,0",
        "TRUSTED_PROXIES,proxy.example.org",
        "TRUSTED_PROXIES,10.0.0.0/33",
        "HTTP_TLS_CERT,/nowhere/chain.pem",
        "HTTP_REDIRECT_PORT,8081",
        "OTLP_URL,localhost:4318",
        "OTLP_HEADERS,secret",
        "TRACE_RATIO,2",
        "LOGIN_WINDOW,2d",
        "LOGIN_FAILURES_PER_ADDRESS,0",
        "CONNECTIONS_PER_ADDRESS,many",
    })
    void aWrongValueIsNamed(String name, String value) {
        assertThatThrownBy(() -> NodeConfig.from(
                        Settings.collect(Map.of(), Map.of(name, value, "DATA_DIR", folder.toString()), null)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(name)
                .hasMessageNotContaining("secret");
    }

    @Test
    void aSecretMayBeInAFileOfItsOwnAndOnlyASecret() throws IOException {
        Path secret = Files.writeString(folder.resolve("key"), "from-the-file\n");
        assertThat(environment("GEMINI_API_KEY_FILE", secret.toString()).text(Setting.GEMINI_API_KEY))
                .isEqualTo("from-the-file");
        assertThat(Settings.collect(Map.of(), Map.of(), file("GEMINI_API_KEY_FILE=" + secret))
                        .text(Setting.GEMINI_API_KEY))
                .isEqualTo("from-the-file");
        assertThatThrownBy(() -> Settings.collect(
                        Map.of(), Map.of("GEMINI_API_KEY", "x", "GEMINI_API_KEY_FILE", secret.toString()), null))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("GEMINI_API_KEY_FILE");
        assertThatThrownBy(() -> environment("GEMINI_API_KEY_FILE", "AIza-the-key-itself"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("GEMINI_API_KEY_FILE")
                .hasMessageNotContaining("AIza");
        assertThatThrownBy(() -> Settings.collect(Map.of(), Map.of(), file("HTTP_PORT_FILE=" + secret)))
                .isInstanceOf(ConfigException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "smtp://mail.example.org,,https://chat.example,MAIL_FROM",
        "smtp://mail.example.org,chat@example.org,,PUBLIC_URL",
        "http://mail.example.org,chat@example.org,https://chat.example,SMTP_URL",
        "smtp://me@mail.example.org,chat@example.org,https://chat.example,SMTP_URL",
        "smtp://mail.example.org,nobody,https://chat.example,MAIL_FROM",
    })
    void mailNeedsAServerASenderAndAnAddressOfOurs(String smtp, String from, String publicUrl, String named) {
        Settings settings = Settings.collect(
                Map.of(),
                Map.of(
                        "SMTP_URL",
                        smtp,
                        "MAIL_FROM",
                        from == null ? "" : from,
                        "PUBLIC_URL",
                        publicUrl == null ? "" : publicUrl),
                null);
        assertThatThrownBy(() -> NodeConfig.withoutSecrets(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(named);
    }

    @Test
    void whereNotEverybodyMayRegisterNobodySignsInAnonymously() {
        Settings settings =
                Settings.collect(Map.of(), Map.of("REGISTRATION", "closed", "ANONYMOUS_SIGN_IN", "true"), null);
        assertThatThrownBy(() -> NodeConfig.withoutSecrets(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("REGISTRATION");
    }

    @Test
    void theLimitsAreThoseOfTheGatewayUnlessSet() {
        Settings unset = environment("DATA_DIR", folder.toString());

        assertThat(NodeConfig.from(unset).gateway().limits()).isEqualTo(LimitsConfig.defaults());
    }

    @Test
    void theTableOfLimitsNamesSettings() throws IOException {
        Pattern name = Pattern.compile("`([A-Z][A-Z_]+)`");
        Stream<String> column = Files.readAllLines(Path.of("../docs/limits.md")).stream()
                .filter(line -> line.startsWith("| "))
                .map(line -> line.split("\\|", -1)[4]);

        assertThat(column.flatMap(cell -> name.matcher(cell).results()).map(found -> found.group(1)))
                .isNotEmpty()
                .isSubsetOf(Arrays.stream(Setting.values()).map(Setting::name).toList());
    }

    @Test
    void theLogsFormIsChecked() {
        assertThatThrownBy(() -> LogSetup.apply(environment("LOG_FORMAT", "xml")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("LOG_FORMAT");
    }

    @Test
    void tlsNeedsAllOfItsFiles() {
        assertThatThrownBy(() -> ClusterConfig.from(environment("CLUSTER_TLS_KEY", "/nowhere/key.pem")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("CLUSTER_TLS_KEY");
    }

    @Test
    void aPublicClusterAddressNeedsTls() {
        assertThatThrownBy(() -> ClusterConfig.from(environment("CLUSTER_HOST", "8.8.8.8")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("CLUSTER_TLS_KEY");
        assertThatThrownBy(() -> ClusterConfig.from(environment("CLUSTER_HOST", "0.0.0.0")))
                .isInstanceOf(ConfigException.class);
        assertThat(ClusterConfig.from(environment("CLUSTER_HOST", "10.1.2.3")).host())
                .isEqualTo("10.1.2.3");
    }

    @Test
    void aSecretIsMadeOnceAndOnlyItsOwnerMayReadIt() throws IOException {
        String first = SharedSecret.readOrMake(folder, "token");
        assertThat(SharedSecret.readOrMake(folder, "token")).isEqualTo(first).hasSizeGreaterThan(40);
        assertThat(Files.getPosixFilePermissions(folder.resolve("token"))).hasSize(2);
        assertThat(folder.toFile().list()).containsExactly("token");
    }

    private static Settings environment(String name, String value) {
        return Settings.collect(Map.of(), Map.of(name, value), null);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("cogo.properties"), text);
    }
}
