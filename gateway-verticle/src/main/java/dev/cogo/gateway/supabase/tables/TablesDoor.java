package dev.cogo.gateway.supabase.tables;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cogo.gateway.auth.login.Identity;
import dev.cogo.gateway.auth.login.Origin;
import dev.cogo.gateway.auth.token.AccessTokens;
import dev.cogo.gateway.contract.StrictJson;
import dev.cogo.gateway.http.RequestTurns;
import dev.cogo.gateway.http.filter.BodyReader;
import dev.cogo.gateway.http.filter.Problems;
import dev.cogo.gateway.http.operation.OperationTable;
import dev.cogo.gateway.limits.Limits;
import dev.cogo.gateway.limits.TrustedProxies;
import dev.cogo.gateway.supabase.ApiKeys;
import dev.cogo.gateway.supabase.ServiceUsers;
import dev.cogo.gateway.supabase.tables.form.Preferences;
import dev.cogo.gateway.supabase.tables.form.Preferences.Answer;
import dev.cogo.gateway.supabase.tables.form.Preferences.Count;
import dev.cogo.gateway.supabase.tables.form.TableError;
import dev.cogo.gateway.supabase.tables.form.TableException;
import dev.cogo.gateway.supabase.tables.query.Query;
import dev.cogo.gateway.supabase.tables.query.QueryReader;
import dev.cogo.gateway.supabase.tables.query.Table;
import dev.cogo.gateway.supabase.tables.read.TableReader;
import dev.cogo.gateway.supabase.tables.write.MetricWrites;
import dev.cogo.gateway.supabase.tables.write.TableWriter;
import dev.cogo.gateway.supabase.tables.write.Writing;
import dev.cogo.runtime.bus.Cost;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.FormerSessionIds;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The routes of {@code /rest/v1}. For one event loop. */
public final class TablesDoor {
    static final String JSON = "application/json";

    private static final String BEARER = "Bearer ";
    private static final String CALLER = "cogo.caller";
    private static final String PUBLIC = "public";
    /** The header that older clients say their page with (RFC 9110, section 14.2, with rows as its unit). */
    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})-(\\d{0,9})");

    private final Vertx vertx;
    private static final String SESSION = "session_id";
    private static final Set<Table> MESSAGES = EnumSet.of(Table.REALTIME, Table.HISTORY);

    private final ApiKeys keys;
    private final AccessTokens tokens;
    private final ServiceUsers users;
    private final FormerSessionIds sessions;
    private final Limits limits;
    private final TrustedProxies proxies;
    private final BodyReader bodies;
    private final RequestTurns turns;
    private final TableReader reader;
    private final TableWriter writer;
    private final MetricWrites metrics;
    private final OperationTable operations;
    private final @Nullable PostgrestProxy others;
    private final StrictJson json = new StrictJson();
    private final TableErrors errors = new TableErrors();

    /**
     * A door for one event loop.
     *
     * @param sessions what sessions may be called beside their ids
     * @param maxBodyBytes of a request
     * @param others where other tables are; null for nowhere
     */
    public TablesDoor(
            Vertx vertx,
            ApiKeys keys,
            AccessTokens tokens,
            ServiceUsers users,
            FormerSessionIds sessions,
            Limits limits,
            TrustedProxies proxies,
            int maxBodyBytes,
            RequestTurns turns,
            TableReader reader,
            TableWriter writer,
            MetricWrites metrics,
            OperationTable operations,
            @Nullable PostgrestProxy others) {
        this.vertx = vertx;
        this.keys = keys;
        this.tokens = tokens;
        this.users = users;
        this.sessions = sessions;
        this.limits = limits;
        this.proxies = proxies;
        this.bodies = new BodyReader(maxBodyBytes);
        this.turns = turns;
        this.reader = reader;
        this.writer = writer;
        this.metrics = metrics;
        this.operations = operations;
        this.others = others;
    }

    /** A router to mount at {@code /rest/v1}. */
    public Router router() {
        Router router = Router.router(vertx);
        router.route().handler(context -> {
            Problems.leaveTo(context, errors);
            context.next();
        });
        router.route().handler(this::requireKey);
        router.route().handler(context -> BodyReader.after(context, caller(context)));
        router.route()
                .handler(context -> turns.handle(context, callerOf(context).who()));
        router.route().handler(bodies);
        router.route("/:table").handler(context -> work(context, this::serve));
        router.route().handler(context -> work(context, this::serveOther));
        return router;
    }

    private void requireKey(RoutingContext context) {
        String key = ApiKeys.of(context.request());
        if (keys.roleOf(key).isPresent()) {
            context.next();
        } else {
            context.fail(new TableException(new TableError(
                    401,
                    ErrorCode.UNAUTHENTICATED.wireName(),
                    null,
                    key == null ? "No `apikey` request header or url param was found." : null,
                    key == null ? "No API key found in request" : "Invalid API key")));
        }
    }

    private Future<Caller> caller(RoutingContext context) {
        String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        // RFC 9110, section 11.1: the scheme's case does not matter.
        String token = header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? ApiKeys.of(context.request())
                : header.substring(BEARER.length()).strip();
        Optional<ApiKeys.Role> role = keys.roleOf(token);
        Future<Caller> caller;
        if (role.isEmpty()) {
            String bearer = String.valueOf(token);
            caller = tokens.verify(bearer)
                    .compose(who -> limits.users().spendRequest(who.userId()).map(new Caller.User(who, bearer)));
        } else if (role.get() == ApiKeys.Role.SERVICE_ROLE) {
            caller = users.of(context.request())
                    .compose(named -> named.map(who ->
                                    limits.users().spendRequest(who.userId()).mapEmpty())
                            .orElse(Future.succeededFuture())
                            .map(new Caller.Service(named.orElse(null), tokens::issueForService)));
        } else {
            caller = limits.addresses()
                    .spendRequest(proxies.client(context.request()))
                    .map(new Caller.Nobody());
        }
        return caller.onSuccess(known -> context.put(CALLER, known));
    }

    private static Caller callerOf(RoutingContext context) {
        return context.get(CALLER);
    }

    private static void work(RoutingContext context, Function<RoutingContext, Future<Void>> work) {
        try {
            work.apply(context).onFailure(context::fail);
        } catch (CogoException | TableException e) {
            context.fail(e);
        }
    }

    private Future<Void> serve(RoutingContext context) {
        Optional<Table> table = Table.of(context.pathParam("table"));
        if (table.isEmpty()) {
            return serveOther(context);
        }
        checkProfile(context);
        Preferences preferences = Preferences.of(context.request().headers().getAll("Prefer"));
        Query query = ranged(context, QueryReader.read(table.get(), parameters(context), sessions));
        HttpMethod method = context.request().method();
        if (callerOf(context) instanceof Caller.Service
                && table.get() == Table.METRICS
                && method.equals(HttpMethod.POST)) {
            return metrics.insert(rows(context), new Cost())
                    .onSuccess(done -> context.response().setStatusCode(201).end());
        }
        return user(context, table.get()).compose(who -> serve(context, who, query, preferences));
    }

    private Future<Void> serve(RoutingContext context, Identity who, Query query, Preferences preferences) {
        HttpMethod method = context.request().method();
        return switch (method.name()) {
            case "GET" -> read(context, who, query, preferences);
            case "POST" -> insert(context, who, query, preferences);
            case "PATCH", "DELETE" -> change(context, who, query, preferences);
            default ->
                Future.failedFuture(new CogoException(
                        ErrorCode.METHOD_NOT_ALLOWED, "a table takes GET, HEAD, POST, PATCH and DELETE"));
        };
    }

    private Future<Identity> user(RoutingContext context, Table table) {
        Identity known = callerOf(context).who();
        return known == null ? nobody(context, table) : Future.succeededFuture(known);
    }

    private Future<Identity> nobody(RoutingContext context, Table table) {
        return switch (callerOf(context)) {
            case Caller.User user -> Future.succeededFuture(user.identity());
            case Caller.Nobody nobody ->
                throw new TableException(new TableError(
                        401,
                        "42501",
                        null,
                        "Sign in first: the rows are those of a user.",
                        "permission denied for table " + table.wireName()));
            case Caller.Service service ->
                author(context, table)
                        .map(users::find)
                        .orElseThrow(() -> new TableException(new TableError(
                                403,
                                "42501",
                                null,
                                "Say whom the server speaks for: user_id in the rows of messages, or the header x-cogo-user.",
                                "permission denied for table " + table.wireName()
                                        + ": the service key is no member of any session")));
        };
    }

    /** Who is to have written the messages that a server inserts: all of them, as a message is its sender's own. */
    private Optional<String> author(RoutingContext context, Table table) {
        if (!MESSAGES.contains(table) || !context.request().method().equals(HttpMethod.POST)) {
            return Optional.empty();
        }
        return rows(context).stream()
                .map(row -> row.getValue("user_id"))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .findFirst();
    }

    private static void checkProfile(RoutingContext context) {
        for (String header : List.of("Accept-Profile", "Content-Profile")) {
            String schema = context.request().getHeader(header);
            if (schema != null && !schema.equals(PUBLIC)) {
                throw new TableException(
                        new TableError(406, "PGRST106", null, null, "The schema must be one of the following: public"));
            }
        }
    }

    private static List<Map.Entry<String, String>> parameters(RoutingContext context) {
        return new ArrayList<>(context.queryParams().entries());
    }

    private static Query ranged(RoutingContext context, Query query) {
        String header = context.request().getHeader("Range");
        Matcher range = RANGE.matcher(header == null ? "" : header);
        if (query.limit() != null || query.offset() > 0 || !range.matches()) {
            return query;
        }
        int from = Integer.parseInt(range.group(1));
        Integer limit = range.group(2).isEmpty() ? null : Math.max(0, Integer.parseInt(range.group(2)) - from + 1);
        return query.at(from, limit);
    }

    private Future<Void> read(RoutingContext context, Identity who, Query query, Preferences preferences) {
        RowAnswer answer = RowAnswer.of(context);
        return reader.read(who, query, preferences.count(), new Cost()).map(found -> {
            answer.write(context, found);
            return null;
        });
    }

    private Future<Void> insert(RoutingContext context, Identity who, Query query, Preferences preferences) {
        List<JsonObject> rows = rows(context);
        RowAnswer answer = RowAnswer.of(context);
        if (preferences.answer() == Answer.REPRESENTATION) {
            answer.check(rows.size());
        }
        Writing writing = writing(context, who);
        return writer.insert(
                        writing,
                        query.table(),
                        rows,
                        preferences.resolution(),
                        context.queryParams().get("on_conflict"))
                .compose(written -> written(context, writing, query, preferences, answer, 201, written));
    }

    private Future<Void> change(RoutingContext context, Identity who, Query query, Preferences preferences) {
        boolean update = context.request().method().equals(HttpMethod.PATCH);
        if (!query.filtered()) {
            throw new TableException(new TableError(
                    400, "21000", null, null, (update ? "UPDATE" : "DELETE") + " requires a WHERE clause"));
        }
        RowAnswer answer = RowAnswer.of(context);
        List<JsonObject> changes = update ? rows(context) : List.of();
        if (update && changes.size() != 1) {
            throw CogoException.invalid("the body must be a JSON object");
        }
        Writing writing = writing(context, who);
        return reader.matching(who, query, TableWriter.MAX_ROWS, writing.cost())
                .compose(rows -> {
                    preferences.checkAffected(rows.size());
                    if (preferences.answer() == Answer.REPRESENTATION) {
                        answer.check(rows.size());
                    }
                    return update
                            ? writer.update(writing, query.table(), rows, changes.getFirst())
                            : writer.delete(writing, query.table(), rows);
                })
                .compose(written -> written(context, writing, query, preferences, answer, 200, written));
    }

    private Writing writing(RoutingContext context, Identity who) {
        return new Writing(
                operations, who, Origin.of(context.request(), proxies.client(context.request())), new Cost());
    }

    private Future<Void> written(
            RoutingContext context,
            Writing writing,
            Query query,
            Preferences preferences,
            RowAnswer answer,
            int status,
            List<ObjectNode> rows) {
        Integer count = preferences.count() == Count.NONE ? null : rows.size();
        if (preferences.answer() != Answer.REPRESENTATION) {
            context.response()
                    .setStatusCode(status == 200 ? 204 : status)
                    .putHeader("Content-Range", "*/" + (count == null ? "*" : count))
                    .end();
            return Future.succeededFuture();
        }
        return reader.shown(writing.who(), query, rows, writing.cost()).map(shown -> {
            context.response().putHeader("Preference-Applied", "return=representation");
            answer.write(context, status, shown, count);
            return null;
        });
    }

    private List<JsonObject> rows(RoutingContext context) {
        Buffer body = context.body().buffer();
        String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (type != null && !type.split(";", 2)[0].strip().equalsIgnoreCase(JSON)) {
            throw new CogoException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "the body must be application/json");
        }
        List<JsonObject> rows = json.objects(body == null ? Buffer.buffer() : body);
        rows.forEach(row -> {
            if (row.getValue(SESSION) instanceof String session) {
                row.put(SESSION, sessions.resolve(session));
            }
        });
        return rows;
    }

    private Future<Void> serveOther(RoutingContext context) {
        if (others != null) {
            return others.pass(context, callerOf(context).token());
        }
        String path = context.normalizedPath().replaceFirst("/rest/v1/?", "");
        if (path.startsWith("rpc/")) {
            throw new TableException(new TableError(
                    404,
                    "PGRST202",
                    null,
                    "Functions of a database are served where POSTGREST_URL names a PostgREST that has them.",
                    "Could not find the function public." + path.substring("rpc/".length())
                            + ": this server serves the chat's tables alone"));
        }
        String served = Arrays.stream(Table.values()).map(Table::wireName).collect(Collectors.joining(", "));
        throw new TableException(new TableError(
                404,
                "PGRST205",
                null,
                "Served are " + served + "; others are where POSTGREST_URL names a PostgREST that has them.",
                "Could not find the table 'public." + path + "': this server serves the chat's tables alone"));
    }
}
