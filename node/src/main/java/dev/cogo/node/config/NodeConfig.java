package dev.cogo.node.config;

import dev.cogo.agentbridge.AgentBridgeConfig;
import dev.cogo.ai.AiConfig;
import dev.cogo.archive.ArchiveConfig;
import dev.cogo.archive.retention.RetentionConfig;
import dev.cogo.chat.ChatConfig;
import dev.cogo.chat.Durability;
import dev.cogo.chat.encryption.EncryptionKeys;
import dev.cogo.chat.people.Findable;
import dev.cogo.chat.presence.PresenceLimits;
import dev.cogo.gateway.GatewayConfig;
import dev.cogo.gateway.GatewaySecrets;
import dev.cogo.gateway.auth.AccountsConfig;
import dev.cogo.gateway.auth.admin.RegistrationMode;
import dev.cogo.gateway.auth.former.FormerProject;
import dev.cogo.gateway.auth.mail.SmtpConfig;
import dev.cogo.gateway.auth.password.PasswordPolicy;
import dev.cogo.gateway.limits.LimitsConfig;
import dev.cogo.gateway.limits.TrustedProxies;
import dev.cogo.gateway.supabase.SupabaseConfig;
import dev.cogo.postgres.files.PrivateFolder;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.network.AddressRanges;
import dev.cogo.schema.archive.MetricsDetail;
import dev.cogo.schema.bus.Role;
import dev.cogo.schema.identity.AddableBy;
import dev.cogo.schema.identity.FormerSessionIds;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.session.SessionKind;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * All that a node does, read and checked once at the start. Longer than other classes, because it is where settings become what
 * each verticle takes, which none of those knows of another.
 *
 * @param nodeId unique in the cluster and over restarts: leases go by it
 * @param transport how sockets are served
 * @param database empty for the embedded one
 * @param cluster empty for a node alone
 * @param metrics where metrics are shown; empty when only the operators' board is measured
 * @param traces where spans go; empty when none are made
 * @param redirectPort where plain HTTP is led to HTTPS; empty for nowhere
 * @param readyNeedsChat whether it is ready only while it reaches a node with the chat role
 * @param keysDir what all nodes share: keys that sign tokens, and secrets that were not given
 */
public record NodeConfig(
        String nodeId,
        SocketTransport transport,
        Set<Role> roles,
        Path dataDir,
        Path keysDir,
        Optional<DatabaseConfig> database,
        int databaseMaxConnections,
        Optional<ClusterConfig> cluster,
        Optional<MetricsConfig> metrics,
        Optional<TracesConfig> traces,
        Optional<Integer> redirectPort,
        boolean readyNeedsChat,
        GatewayConfig gateway,
        ChatConfig chat,
        AiConfig ai,
        AgentBridgeConfig agentBridge,
        ArchiveConfig archive) {
    /** The file in the keys folder that the anonymous API key is made from. */
    public static final String ANON_KEY_SECRET = "api-anon-secret";

    /** The file that the service API key is made from. */
    public static final String SERVICE_KEY_SECRET = "api-service-secret";

    private static final String AGENT_SECRETS_KEY = "agent-secrets-key";
    private static final String UNKNOWN_YET = "a-secret-that-is-not-known-yet";
    private static final Duration AI_LEASE = Duration.ofSeconds(15);

    /**
     * Reads the settings; makes the shared secrets that were not given, after everything else was found right.
     *
     * @throws ConfigException naming the setting that can't be used
     */
    public static NodeConfig from(Settings settings) {
        // All values are looked at before the first file is made: a wrong one must not leave a folder with keys behind.
        NodeConfig read = withoutSecrets(settings);
        close(read.keysDir);
        UnaryOperator<String> made = name -> SharedSecret.readOrMake(read.keysDir, name);
        String agentToken = settings.optional(Setting.AGENT_SERVICE_TOKEN).orElseGet(() -> made.apply("agent-token"));
        return new NodeConfig(
                read.nodeId,
                read.transport,
                read.roles,
                read.dataDir,
                read.keysDir,
                read.database,
                read.databaseMaxConnections,
                read.cluster,
                read.metrics,
                read.traces,
                read.redirectPort,
                read.readyNeedsChat,
                gateway(settings, secrets(agentToken, made)),
                read.chat,
                read.ai,
                agentBridge(settings, agentToken, made.apply(AGENT_SECRETS_KEY)),
                read.archive);
    }

    /**
     * Reads the settings and makes nothing: for looking at them. What stands for the secrets is none.
     *
     * @throws ConfigException naming the setting that can't be used
     */
    public static NodeConfig withoutSecrets(Settings settings) {
        String token = settings.optional(Setting.AGENT_SERVICE_TOKEN).orElse(UNKNOWN_YET);
        int connections = settings.number(Setting.DATABASE_MAX_CONNECTIONS, 1, 500);
        return new NodeConfig(
                NodeName.of(settings) + "-" + Ids.next().toString().substring(28),
                SocketTransport.from(settings),
                settings.parse(
                        Setting.ROLES,
                        "must be a list of "
                                + Arrays.stream(Role.values())
                                        .map(Role::configName)
                                        .collect(Collectors.joining(", ")),
                        text -> roles(settings.list(Setting.ROLES))),
                settings.path(Setting.DATA_DIR).orElseThrow(),
                keysDir(settings),
                database(settings, connections),
                connections,
                settings.flag(Setting.CLUSTER) ? Optional.of(ClusterConfig.from(settings)) : Optional.empty(),
                MetricsConfig.from(settings),
                TracesConfig.from(settings),
                HttpsSettings.redirectPort(settings),
                settings.flag(Setting.READY_NEEDS_CHAT),
                gateway(settings, secrets(token, name -> UNKNOWN_YET)),
                chat(settings),
                named(() -> AiSettings.of(settings, AI_LEASE)),
                agentBridge(settings, token, UNKNOWN_YET),
                archive(settings));
    }

    private static Set<Role> roles(List<String> names) {
        Set<Role> roles = names.stream()
                .map(name -> Role.ofConfigName(name).orElseThrow(IllegalArgumentException::new))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
        if (roles.isEmpty()) {
            throw new IllegalArgumentException();
        }
        return roles;
    }

    private static void close(Path keysDir) {
        try {
            PrivateFolder.ofKeys(keysDir);
        } catch (IOException e) {
            throw new ConfigException("the keys folder " + keysDir + " can't be made or read: " + e.getMessage());
        }
    }

    /** Where the shared keys are. */
    public static Path keysDir(Settings settings) {
        return settings.path(Setting.KEYS_DIR)
                .orElseGet(() -> settings.path(Setting.DATA_DIR).orElseThrow().resolve("keys"));
    }

    /** The database that was given; empty for the embedded one. */
    public static Optional<DatabaseConfig> database(Settings settings, int connections) {
        return settings.optional(Setting.DATABASE_URL).map(url -> {
            try {
                return new DatabaseConfig(url, connections);
            } catch (IllegalArgumentException e) {
                throw new ConfigException(Setting.DATABASE_URL + " " + e.getMessage());
            }
        });
    }

    private static GatewaySecrets secrets(String agentToken, UnaryOperator<String> made) {
        return named(() -> new GatewaySecrets(
                agentToken,
                made.apply(AGENT_SECRETS_KEY),
                made.apply("operator-code"),
                made.apply(ANON_KEY_SECRET),
                made.apply(SERVICE_KEY_SECRET),
                made.apply("refresh-token-secret")));
    }

    private static ChatConfig chat(Settings settings) {
        Durability durability =
                settings.parse(Setting.CHAT_DURABILITY, "must be durable or relaxed", text -> switch (text) {
                    case "durable" -> Durability.DURABLE;
                    case "relaxed" -> Durability.RELAXED;
                    default -> throw new IllegalArgumentException();
                });
        return new ChatConfig(
                settings.number(Setting.CHAT_MAX_MEMBERS, 2, 100_000),
                durability,
                encryptionKeys(settings),
                PresenceLimits.defaults(),
                settings.parse(Setting.ADD_MEMBERS, "must be anyone, shared or invite", AddableBy::of),
                settings.parse(Setting.FIND_PEOPLE, "must be shared or all", Findable::of));
    }

    /** The keys of encrypted sessions; none when none is set. */
    public static EncryptionKeys encryptionKeys(Settings settings) {
        return settings.optional(Setting.CHAT_ENCRYPTION_KEY)
                .map(text -> named(() -> EncryptionKeys.parse(text)))
                .orElseGet(EncryptionKeys::none);
    }

    private static ArchiveConfig archive(Settings settings) {
        ArchiveConfig usual = ArchiveConfig.defaults();
        return named(() -> new ArchiveConfig(
                settings.duration(Setting.ARCHIVE_AFTER),
                usual.firstRunWithin(),
                settings.duration(Setting.ARCHIVE_INTERVAL),
                usual.batchSize(),
                usual.partitionsAhead(),
                usual.metricsRetention(),
                settings.duration(Setting.AUDIT_RETENTION),
                retention(settings)));
    }

    private static RetentionConfig retention(Settings settings) {
        Map<SessionKind, Duration> ages = new EnumMap<>(SessionKind.class);
        age(settings, Setting.RETENTION_DIRECT).ifPresent(age -> ages.put(SessionKind.DIRECT, age));
        age(settings, Setting.RETENTION_GROUP).ifPresent(age -> ages.put(SessionKind.GROUP, age));
        return new RetentionConfig(ages, settings.path(Setting.ARCHIVE_FOLDER));
    }

    private static Optional<Duration> age(Settings settings, Setting setting) {
        return settings.optional(setting).map(text -> settings.duration(setting));
    }

    private static AgentBridgeConfig agentBridge(Settings settings, String token, String secretsKey) {
        Map<String, URI> agents = new LinkedHashMap<>();
        agents.put(AgentBridgeConfig.DEFAULT_AGENT, settings.url(Setting.AGENT_URL));
        settings.parse(Setting.AGENT_URLS, "must be a list of name=url", text -> {
            for (String agent : settings.list(Setting.AGENT_URLS)) {
                String[] parts = agent.split("=", 2);
                if (parts.length < 2 || agents.put(parts[0], Settings.url(parts[1])) != null) {
                    throw new IllegalArgumentException();
                }
            }
            return agents;
        });
        AgentBridgeConfig usual = named(() -> AgentBridgeConfig.defaults(token, secretsKey, callbackBase(settings)));
        return named(() -> new AgentBridgeConfig(
                agents,
                token,
                usual.callbackBase(),
                usual.attemptTimeout(),
                usual.maxAttempts(),
                usual.firstPause(),
                settings.duration(Setting.AGENT_TASK_TIMEOUT),
                usual.pullLease(),
                usual.lease(),
                usual.maxConcurrent(),
                secretsKey,
                settings.parse(
                        Setting.EGRESS_NETWORKS,
                        "must be a list of addresses, ranges, loopback, private and link-local",
                        text -> AddressRanges.parse(settings.list(Setting.EGRESS_NETWORKS)))));
    }

    /** Where people and agents reach the server, without a slash at its end. */
    public static String publicUrl(Settings settings) {
        String url = callbackBase(settings).toString();
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private static URI callbackBase(Settings settings) {
        if (settings.optional(Setting.PUBLIC_URL).isPresent()) {
            return settings.url(Setting.PUBLIC_URL);
        }
        String scheme = settings.optional(Setting.HTTP_TLS_CERT).isPresent() ? "https://" : "http://";
        return URI.create(scheme + httpHost(settings).reachable().inUrl() + ":" + settings.port(Setting.HTTP_PORT));
    }

    private static HttpHost httpHost(Settings settings) {
        return settings.parse(
                Setting.HTTP_HOST, "must be an address or a name, such as 127.0.0.1, ::1 or localhost", HttpHost::of);
    }

    private static GatewayConfig gateway(Settings settings, GatewaySecrets secrets) {
        GatewayConfig usual = GatewayConfig.defaults();
        return named(() -> new GatewayConfig(
                httpHost(settings).name(),
                settings.port(Setting.HTTP_PORT),
                HttpsSettings.files(settings),
                Set.copyOf(settings.list(Setting.CORS_ORIGINS)),
                settings.parse(
                        Setting.TRUSTED_PROXIES,
                        "must be a list of addresses, ranges, loopback, private and link-local",
                        text -> TrustedProxies.parse(settings.list(Setting.TRUSTED_PROXIES))),
                Set.copyOf(settings.list(Setting.OPERATOR_EMAILS)),
                secrets,
                usual.accessTokenLife(),
                usual.refreshTokenLife(),
                new AccountsConfig(
                        settings.parse(
                                Setting.REGISTRATION,
                                "must be open, invite, domain, mail or closed",
                                RegistrationMode::of),
                        Set.copyOf(settings.list(Setting.REGISTRATION_DOMAINS).stream()
                                .map(domain -> domain.toLowerCase(Locale.ROOT))
                                .toList()),
                        smtp(settings),
                        new PasswordPolicy(
                                settings.number(Setting.PASSWORD_MIN_LENGTH, 8, 64),
                                settings.flag(Setting.PASSWORD_GUESSABLE)),
                        settings.duration(Setting.LOGIN_LIFE),
                        SsoSettings.of(settings)),
                usual.maxBodyBytes(),
                limits(settings),
                usual.realtime(),
                new SupabaseConfig(
                        settings.flag(Setting.ANONYMOUS_SIGN_IN),
                        settings.flag(Setting.ANONYMOUS_AI),
                        Set.copyOf(settings.list(Setting.SUPABASE_FREE_CHANNELS)),
                        Set.copyOf(settings.list(Setting.SUPABASE_PUBLIC_CHANNELS)),
                        settings.optional(Setting.POSTGREST_URL)
                                .map(text -> uri(text, "POSTGREST_URL must look like http://localhost:3000")),
                        new FormerProject(
                                settings.optional(Setting.SUPABASE_JWT_SECRET),
                                settings.optional(Setting.SUPABASE_JWKS_URL)
                                        .map(text -> uri(text, "SUPABASE_JWKS_URL must be a URL")),
                                new FormerSessionIds(settings.flag(Setting.SUPABASE_SESSION_IDS)))),
                MetricsDetail.valueOf(settings.oneOf(Setting.FUNCTION_METRICS, "each", "minute", "off")
                        .toUpperCase(Locale.ROOT))));
    }

    private static URI uri(String text, String otherwise) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new ConfigException(otherwise);
        }
    }

    private static Optional<SmtpConfig> smtp(Settings settings) {
        int perMinute = count(settings, Setting.MAIL_PER_MINUTE);
        if (settings.optional(Setting.SMTP_URL).isEmpty()) {
            return Optional.empty();
        }
        for (Setting needed : List.of(Setting.MAIL_FROM, Setting.PUBLIC_URL)) {
            if (settings.optional(needed).isEmpty()) {
                throw new ConfigException(needed + " must be set together with " + Setting.SMTP_URL);
            }
        }
        try {
            return Optional.of(SmtpConfig.of(
                    settings.text(Setting.SMTP_URL), settings.text(Setting.MAIL_FROM), perMinute, publicUrl(settings)));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(Setting.SMTP_URL + ": " + e.getMessage());
        }
    }

    private static LimitsConfig limits(Settings settings) {
        return new LimitsConfig(
                new LimitsConfig.User(
                        count(settings, Setting.CHAT_RATE_LIMIT_PER_MINUTE),
                        count(settings, Setting.REQUESTS_PER_MINUTE),
                        count(settings, Setting.SESSIONS_PER_HOUR),
                        count(settings, Setting.PEOPLE_PER_HOUR)),
                new LimitsConfig.Login(
                        count(settings, Setting.LOGIN_FAILURES_PER_ACCOUNT),
                        count(settings, Setting.LOGIN_FAILURES_PER_ADDRESS),
                        settings.duration(Setting.LOGIN_WINDOW),
                        count(settings, Setting.REGISTRATIONS_PER_HOUR)),
                new LimitsConfig.Address(
                        count(settings, Setting.REQUESTS_PER_ADDRESS),
                        count(settings, Setting.CONNECTIONS_PER_ADDRESS),
                        count(settings, Setting.SILENT_CONNECTIONS_PER_ADDRESS)));
    }

    private static int count(Settings settings, Setting setting) {
        return settings.number(setting, 1, 1_000_000);
    }

    // The rooms' own records check their values, and their sentences name the setting.
    private static <T> T named(Supplier<T> config) {
        try {
            return config.get();
        } catch (IllegalArgumentException e) {
            throw new ConfigException(e.getMessage());
        }
    }
}
