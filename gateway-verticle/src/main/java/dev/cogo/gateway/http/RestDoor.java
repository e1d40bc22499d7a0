package dev.cogo.gateway.http;

import dev.cogo.gateway.auth.AccountAudit;
import dev.cogo.gateway.auth.token.TicketVerifier;
import dev.cogo.gateway.contract.StrictJson;
import dev.cogo.gateway.http.aisdk.ChatOperations;
import dev.cogo.gateway.http.answer.AiOperations;
import dev.cogo.gateway.http.answer.AnswerStreams;
import dev.cogo.gateway.http.filter.BodyReader;
import dev.cogo.gateway.http.openai.OpenAiOperations;
import dev.cogo.gateway.http.operation.AccountOperations;
import dev.cogo.gateway.http.operation.BlockOperations;
import dev.cogo.gateway.http.operation.InviteOperations;
import dev.cogo.gateway.http.operation.MemberOperations;
import dev.cogo.gateway.http.operation.MessageOperations;
import dev.cogo.gateway.http.operation.Operation;
import dev.cogo.gateway.http.operation.OperationTable;
import dev.cogo.gateway.http.operation.OperatorOperations;
import dev.cogo.gateway.http.operation.PeopleOperations;
import dev.cogo.gateway.http.operation.PersonalDataOperations;
import dev.cogo.gateway.http.operation.ServerOperations;
import dev.cogo.gateway.http.operation.SessionOperations;
import dev.cogo.gateway.http.operation.SlowReaders;
import dev.cogo.gateway.http.operation.SsoOperations;
import dev.cogo.gateway.http.operation.TaskOperations;
import dev.cogo.gateway.http.operation.TimelineOperations;
import dev.cogo.gateway.realtime.stream.EventStreamDoor;
import dev.cogo.runtime.metrics.NodeMetrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.Set;
import java.util.stream.Collectors;

/** The routes of the OpenAPI document. */
public final class RestDoor {
    private final Router router;
    private final Set<String> firstSegments;
    private final OperationTable operations;

    private RestDoor(Router router, Set<String> firstSegments, OperationTable operations) {
        this.router = router;
        this.firstSegments = firstSegments;
        this.operations = operations;
    }

    /** Reads the document and builds the routes for this event loop. */
    public static Future<RestDoor> open(
            Vertx vertx,
            RestParts parts,
            MetricsBatch metrics,
            TicketVerifier tickets,
            EventStreamDoor streams,
            BodyLimits bodies,
            RequestTurns turns) {
        return AnswerStreams.open(vertx, parts.bus(), parts.limits().answers())
                .map(answers -> table(vertx, parts, answers, streams))
                .compose(table -> parts.document()
                        .contract(vertx)
                        .map(contract -> new RestDoor(
                                routes(vertx, parts, table, metrics, tickets, streams, contract, bodies, turns),
                                contract.getPaths().stream()
                                        .map(path -> path.getName().split("/", -1)[1])
                                        .collect(Collectors.toUnmodifiableSet()),
                                table)));
    }

    public Router router() {
        return router;
    }

    /** What answers the API's operations, for doors that call them in a form of their own. */
    public OperationTable operations() {
        return operations;
    }

    /** What the paths of the API begin with, such as {@code chat}. */
    public Set<String> firstSegments() {
        return firstSegments;
    }

    private static Router routes(
            Vertx vertx,
            RestParts parts,
            OperationTable table,
            MetricsBatch metrics,
            TicketVerifier tickets,
            EventStreamDoor streams,
            OpenAPIContract contract,
            BodyLimits bodies,
            RequestTurns turns) {
        RouterBuilder builder = RouterBuilder.create(vertx, contract)
                .rootHandler(new OperationMetrics(metrics, new HttpTimers(NodeMetrics.of(vertx))));
        builder.security("user")
                .httpHandler(new UserAuthentication(
                        parts.bearers(), tickets, parts.limits().users()));
        builder.security("agent").httpHandler(parts.agents());
        StrictJson json = new StrictJson();
        AnswerWriter writer = new AnswerWriter(new SlowReaders(vertx));
        for (OpenAPIRoute route : builder.getRoutes()) {
            RequestCheck check =
                    new RequestCheck(json, contract.getSchemaRepository(), route.getOperation(), parts.sessions());
            Operation operation = table.get(route.getOperation().getOperationId());
            JsonObject description = route.getOperation().getOpenAPIModel();
            boolean answersInPieces = description.containsKey("x-event-stream");
            // The check does it; see there.
            route.setDoValidation(false);
            if (takesTurns(route.getOperation())) {
                route.addHandler(turns);
            }
            ScopeCheck.of(route.getOperation()).ifPresent(route::addHandler);
            route.addHandler(new BodyReader(bodies.of(route.getOperation())));
            if (route.getOperation().getOperationId().equals(EventStreamHandler.OPERATION)) {
                route.addHandler(new EventStreamHandler(check, streams));
            }
            route.addHandler(new OperationHandler(
                    check,
                    operation,
                    writer,
                    description.containsKey("x-max-answer") ? parts.unread() : null,
                    answersInPieces,
                    parts.trustedProxies(),
                    parts.limits().users()));
        }
        return builder.createRouter();
    }

    // Not what waits for a model, nor agents, nor what monitors ask.
    private static boolean takesTurns(io.vertx.openapi.contract.Operation operation) {
        JsonObject description = operation.getOpenAPIModel();
        JsonArray security = description.getJsonArray("security");
        if (description.getBoolean("x-waits", false)) {
            return false;
        }
        return security == null || (security.isEmpty() && operation.getHttpMethod() == HttpMethod.POST);
    }

    private static OperationTable table(Vertx vertx, RestParts parts, AnswerStreams answers, EventStreamDoor streams) {
        OperationTable table = new OperationTable();
        AccountAudit audit = new AccountAudit(parts.audit());
        new AccountOperations(parts.accounts(), parts.limits(), audit).addTo(table);
        new SsoOperations(parts.accounts(), parts.limits(), audit, parts.ssoProviders()).addTo(table);
        new SessionOperations(parts.bus(), parts.limits().users()).addTo(table);
        new MemberOperations(parts.bus(), parts.limits().users()).addTo(table);
        new InviteOperations(parts.bus(), parts.limits().users()).addTo(table);
        new BlockOperations(parts.bus()).addTo(table);
        new PeopleOperations(parts.bus(), parts.limits().users()).addTo(table);
        new MessageOperations(parts.bus(), parts.limits().users()).addTo(table);
        new TimelineOperations(parts.bus(), parts.limits().users()).addTo(table);
        new PersonalDataOperations(parts.bus(), parts.limits().users()).addTo(table);
        new AiOperations(parts.bus(), parts.limits().users(), answers, parts.anonymousAi()).addTo(table);
        new ChatOperations(vertx, parts.bus(), parts.limits().users(), answers, streams, parts.anonymousAi())
                .addTo(table);
        new OpenAiOperations(parts.bus(), parts.limits().users(), answers, parts.anonymousAi()).addTo(table);
        new TaskOperations(parts.bus(), parts.limits().users(), parts.anonymousAi()).addTo(table);
        new OperatorOperations(parts.bus(), audit, parts.accounts()).addTo(table);
        new ServerOperations(parts.tokens(), parts.live(), parts.ready()).addTo(table);
        return table;
    }
}
