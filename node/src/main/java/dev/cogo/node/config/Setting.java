package dev.cogo.node.config;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be set, with its default. Each is an environment variable, a line of the file that {@code --config}
 * names, and, unless it is a secret, a command-line option; the command line wins over the environment, that over the file.
 */
public enum Setting {
    HTTP_HOST("127.0.0.1", "Address to serve HTTP on; 0.0.0.0 for all."),
    HTTP_PORT("8080", "Port to serve HTTP on."),
    HTTP_TLS_CERT(
            null,
            "Certificate to serve HTTPS with at HTTP_PORT, a PEM file with those behind it that lead to its authority; followed when it"
                    + " changes. Default: plain HTTP, for a proxy in front that has the certificate."),
    HTTP_TLS_KEY(null, "Its private key, a PEM file."),
    HTTP_REDIRECT_PORT(
            null,
            "Port of plain HTTP that leads browsers to HTTPS and answers health probes; needs HTTP_TLS_CERT. Default: none."),
    PUBLIC_URL(
            null,
            "URL that agents reach this system by. Default: http://HTTP_HOST:HTTP_PORT of this node, or https with HTTP_TLS_CERT."),
    CORS_ORIGINS("", "Origins of other sites' pages that may call, separated by commas."),
    TRUSTED_PROXIES(
            "",
            "Proxies in front that are believed in X-Forwarded-For, X-Forwarded-Proto and Forwarded: addresses, ranges"
                    + " such as 10.1.0.0/16, and loopback, private, link-local, separated by commas; empty for none."),
    TRANSPORT(
            "auto",
            "How sockets are served: nio, epoll or io_uring (newest kernels); auto takes epoll where it"
                    + " can be loaded, else nio."),
    NODE_NAME(null, "Name of this node in logs. Default: the machine's name and HTTP_PORT."),
    ROLES("gateway,chat,ai,agent-bridge,archive", "What this node does."),

    DATA_DIR("data", "Folder for keys and the embedded database."),
    KEYS_DIR(null, "Folder of the keys that all nodes share. Default: DATA_DIR/keys."),
    DATABASE_URL(
            null,
            true,
            "postgresql://user:password@host:port/database?sslmode=verify-full&sslrootcert=FILE (sslmode as with libpq)."
                    + " Default: an embedded PostgreSQL."),
    DATABASE_MAX_CONNECTIONS("16", "Connections of this node to the database, beside three of its message writer."),

    CHAT_RATE_LIMIT_PER_MINUTE("100", "Messages that a user may send in a minute."),
    REQUESTS_PER_MINUTE("6000", "Requests and calls of any kind that a user may make to a node in a minute."),
    SESSIONS_PER_HOUR("100", "Sessions that a user may create in an hour."),
    PEOPLE_PER_HOUR("500", "People whom a user may name by e-mail address or id in an hour, to add them."),
    LOGIN_FAILURES_PER_ACCOUNT("10", "Wrong passwords for one account from one address in LOGIN_WINDOW."),
    LOGIN_FAILURES_PER_ADDRESS("300", "Wrong passwords from one address for whatever account in LOGIN_WINDOW."),
    LOGIN_WINDOW("5m", "Time in which these are allowed again, 1s to 1d."),
    REGISTRATIONS_PER_HOUR("600", "Accounts that one address may make in an hour."),
    REQUESTS_PER_ADDRESS("6000", "Requests without a login that one address may make to a node in a minute."),
    CONNECTIONS_PER_ADDRESS("20000", "Connections that one address may have to a node."),
    SILENT_CONNECTIONS_PER_ADDRESS("1000", "Of them those that have not said yet whose they are."),
    CHAT_DURABILITY(
            "durable",
            "durable: an acknowledged message survives a crash of PostgreSQL. relaxed: faster, and a crash of PostgreSQL"
                    + " can cost the last second."),
    CHAT_MAX_MEMBERS("10000", "Members that a session may have."),
    ADD_MEMBERS(
            "anyone",
            "Who may add people to sessions that have not chosen themselves: anyone; shared, for who shares a session with"
                    + " them; invite, for nobody: they follow invites."),
    FIND_PEOPLE(
            "shared",
            "Whom one finds by name: shared, who shares a session with oneself; all, also everybody who lets anyone add them."),
    CHAT_ENCRYPTION_KEY(
            null,
            true,
            "Keys of encrypted sessions, as id:base64 of 32 bytes, separated by commas; the first one encrypts."),
    OPERATOR_EMAILS("", "E-mail addresses of the operators, separated by commas."),
    REGISTRATION(
            "open",
            "Who may make an account: open for everybody; invite for who has an invite of an operator; domain for who gets mail at an"
                    + " address of REGISTRATION_DOMAINS; mail for who gets mail at whatever address; closed for nobody."
                    + " Operators make accounts for others in each case."),
    REGISTRATION_DOMAINS("", "Those domains, separated by commas, without what is below them."),
    SMTP_URL(
            null,
            true,
            "smtp://user:password@host:port (STARTTLS) or smtps://... (TLS) of the server that takes mail. Default: no mail is sent, and"
                    + " operators hand links over."),
    MAIL_FROM(null, "The sender of mail, such as Cogo Chat <chat@example.org>; needed with SMTP_URL."),
    MAIL_PER_MINUTE("60", "Mails that a node sends in a minute."),
    SSO_PROVIDERS(
            "",
            "Providers of single sign-on (OpenID Connect), as name=issuer separated by commas, such as corp=https://id.example.org; needs"
                    + " PUBLIC_URL. Default: none."),
    SSO_CLIENTS(
            null,
            true,
            "What this server is called there, as name=client-id:secret separated by commas; each part percent-encoded where it has"
                    + " one of % : , in it."),
    SSO_REGISTRATION(
            "",
            "Providers whose users get an account whatever REGISTRATION says, by their names, separated by commas."),
    SSO_OPERATORS(
            "",
            "Groups of providers whose members are operators, and nobody else of them, as name=group separated by commas."),
    SSO_GROUPS_CLAIM("groups", "Where providers say which groups somebody is in."),
    SSO_CLOCK_SKEW("1m", "How far a provider's clock may be off; at most 10m."),
    PASSWORD_MIN_LENGTH("8", "Characters that a new password must have, 8 to 64."),
    PASSWORD_GUESSABLE(
            "false",
            "Whether passwords are taken that are among the first a guesser tries, such as password123: for suites of tests, not for"
                    + " people."),
    LOGIN_LIFE("180d", "How long a login lasts at most, however often it is used; 1d to 3650d."),
    ANONYMOUS_SIGN_IN("false", "Whether supabase-js may sign in people without an account: signInAnonymously."),
    ANONYMOUS_AI("false", "Whether they may ask the AI and hand tasks to agents."),
    SUPABASE_FREE_CHANNELS(
            "room:",
            "How the names begin of channels that supabase-js may broadcast on without a session, separated by commas;"
                    + " empty for none."),
    SUPABASE_PUBLIC_CHANNELS(
            "",
            "How the names begin of those that supabase-js may use without a login, with the anonymous key alone, separated by"
                    + " commas; empty for none."),
    POSTGREST_URL(
            null,
            "Address of a PostgREST that has the tables of an application's own, to which /rest/v1 passes on what is not the chat's."),
    SUPABASE_JWT_SECRET(
            null,
            true,
            "JWT secret of the Supabase project that was here before, whose access tokens and public key are taken, so that nobody logs"
                    + " in again. Default: they are not."),
    SUPABASE_JWKS_URL(
            null,
            "Where that project has the keys that it signs access tokens with:"
                    + " https://PROJECT.supabase.co/auth/v1/.well-known/jwks.json."),
    SUPABASE_SESSION_IDS(
            "false",
            "Whether a session may be named as it was in a system that was copied, where that id was no UUID."),

    GEMINI_API_KEY(
            null,
            true,
            "Key of the Gemini API. Without a key of any service a built-in provider greets and says that no model is connected."),
    GEMINI_BASE_URL("https://generativelanguage.googleapis.com/v1beta", "Where the Gemini API is."),
    OPENAI_API_KEY(null, true, "Key of OPENAI_BASE_URL."),
    OPENAI_BASE_URL("https://api.openai.com/v1", "Where OpenAI's API is, or another that speaks chat completions."),
    AI_MODELS(
            "gemini:gemini-3.5-flash-lite,gemini:gemini-3.1-flash-lite",
            "Models to ask, the first that is well: gemini:NAME, openai:NAME, openai:ADDRESS#NAME, separated by commas."),
    AI_KEYS(
            null,
            true,
            "Keys of the services at addresses of their own in AI_MODELS, as address=key separated by commas."),
    AI_MAX_OUTPUT_TOKENS("1024", "Tokens that an answer may have, 1 to 65536."),
    AI_THINKING(null, "How much models think before they write: minimal, low, medium, high. Default: as they please."),
    AI_TIMEOUT("5m", "How long an answer of the AI may take, with retries; at most 30m."),
    AI_FIRST_TIMEOUT("60s", "How long a model may be silent before it begins to write; at most 30m."),
    AI_IDLE_TIMEOUT("15s", "How long a model may be silent in the midst of an answer; at most 30m."),
    AI_PRICES(
            "",
            "What models cost, before the prices that are built in: MODEL=INPUT/CACHED/OUTPUT in dollars for a million tokens,"
                    + " MODEL@2027-01-31=... from a day on, separated by commas."),
    AI_BUDGETS(
            "",
            "Dollars that the AI may spend: session, user or total/day or month=dollars, such as user/day=0.50, separated by"
                    + " commas; empty for no limit."),
    AI_MAX_CONCURRENT("64", "Calls to the AI at one time and node."),
    AI_CONTEXT_MESSAGES("20", "Messages of the session that the AI sees, 1 to 200."),
    AI_CONTEXT_TOKENS(
            "8000", "About how many tokens of them, 100 to 1000000; each message is seen whole or not at all."),
    AI_TITLES("false", "Whether the AI gives titles to groups that have none: true or false; each is a further call."),
    AI_SUMMARIES(
            "true",
            "Whether long sessions are summarised, so that the AI knows what was before the messages that it sees: true or"
                    + " false; each is a further call."),
    AI_MODERATION_URL(
            null, "Service that is asked before and after each answer of the AI whether it may be: docs/ai.md."),
    AI_MODERATION_SECRET(
            null, true, "Secret that these requests are signed with: whsec_ and 24 to 64 bytes in base64."),
    AI_MODERATION_TIMEOUT("2s", "How long that service may take, 100ms to 30s."),
    AI_MODERATION_FAIL(
            "closed", "What happens when it does not judge: closed (no answer) or open (as if it had agreed)."),
    AI_TOOLS(null, "File that says which tools the AI may use and who has to allow it: docs/mcp.md."),
    AI_TEMPLATES_DIR(null, "Folder of templates of what the AI is told, such as answer.txt or answer.ko.txt."),

    AGENT_URL("http://localhost:6001", "Where the default agent is."),
    AGENT_URLS("", "Further agents, as name=url separated by commas."),
    AGENT_SERVICE_TOKEN(null, true, "Token between agents and this system. Default: made and kept in KEYS_DIR."),
    AGENT_TASK_TIMEOUT("10m", "How long an agent may be silent about a task."),

    EGRESS_NETWORKS(
            "",
            "Networks that agents and webhooks of operators may be in beside the internet: addresses, ranges, loopback,"
                    + " private, link-local, separated by commas; empty for none."),

    ARCHIVE_AFTER("24h", "Age at which messages leave the hot table."),
    ARCHIVE_INTERVAL("10m", "Time between archive runs."),
    RETENTION_DIRECT(null, "Age at which messages of two people go, such as 365d; empty: never."),
    RETENTION_GROUP(null, "Age at which messages of groups go; empty: never."),
    ARCHIVE_FOLDER(null, "Where what goes is written before it does, the same folder for all nodes; empty: nowhere."),
    AUDIT_RETENTION("365d", "How long the security log's rows are kept; they go by the month."),

    CLUSTER("false", "Whether to join a cluster."),
    READY_NEEDS_CHAT(
            "true",
            "Whether a node is ready only while it reaches a node with the chat role: without one it serves nobody."),
    CLUSTER_HOST("127.0.0.1", "Address for the cluster's ports: a private one, or CLUSTER_TLS_* are needed."),
    CLUSTER_PORT("5701", "Port for membership."),
    CLUSTER_BUS_PORT("5801", "Port for the event bus."),
    CLUSTER_SEEDS("127.0.0.1:5701", "Members to join, as host:port separated by commas."),
    CLUSTER_DNS(
            null,
            "Name whose addresses are the members', such as that of a headless service of Kubernetes: who comes is found by it, at"
                    + " CLUSTER_PORT. Default: none, and CLUSTER_SEEDS counts."),
    CLUSTER_TLS_KEY(null, "Private key of this node for the event bus, a PEM file."),
    CLUSTER_TLS_CERT(null, "Its certificate, a PEM file."),
    CLUSTER_TLS_CA(null, "Certificate of the private authority that signs cluster nodes and nothing else, a PEM file."),

    FUNCTION_METRICS(
            "minute",
            "What the table function_metrics gets of REST operations: a row for each request (each), one for an operation's calls in"
                    + " a minute (minute), or none (off)."),
    METRICS_PORT(
            null,
            "Port to show metrics to Prometheus on, at /metrics. Default: none; then what the operators' board shows is measured, and nothing else."),
    METRICS_HOST("127.0.0.1", "Address for that port; whoever reaches it reads them without a login."),
    OTLP_URL(
            null,
            "Where spans go, an OpenTelemetry collector that takes OTLP over HTTP, such as http://127.0.0.1:4318. Default: none, and no"
                    + " spans are made."),
    OTLP_HEADERS(
            null,
            true,
            "Headers for it, as name=value separated by commas; each value percent-encoded where it has a comma."),
    TRACE_RATIO("1", "Which part of all traces is sent, 0 to 1."),
    LOG_LEVEL("info", "error, warn, info or debug."),
    LOG_FORMAT("text", "text or json.");

    private final @Nullable String defaultValue;
    private final boolean secret;
    private final String description;

    Setting(@Nullable String defaultValue, String description) {
        this(defaultValue, false, description);
    }

    Setting(@Nullable String defaultValue, boolean secret, String description) {
        this.defaultValue = defaultValue;
        this.secret = secret;
        this.description = description;
    }

    public Optional<String> defaultValue() {
        return Optional.ofNullable(defaultValue);
    }

    /** Whether it must not stand on a command line, where every user of the machine reads it, nor in a log. */
    public boolean secret() {
        return secret;
    }

    public String description() {
        return description;
    }

    /** Where a secret's file may be named. */
    public String fileName() {
        return name() + "_FILE";
    }

    /** The command-line option, such as {@code --http-port}. */
    public String option() {
        return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
