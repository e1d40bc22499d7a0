package dev.cogo.gateway.http.operation;

import dev.cogo.gateway.auth.AccountAudit;
import dev.cogo.gateway.auth.AccountService;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.ai.ReadAiCosts;
import dev.cogo.schema.archive.ReadAnalytics;
import dev.cogo.schema.archive.ReadFunctionMetrics;
import dev.cogo.schema.archive.RunArchive;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.event.Announce;
import io.vertx.core.Future;

/** What only operators may do: archive, analytics, costs, announcements, others' accounts and sessions, the security log, assistants, agents, webhooks. */
public final class OperatorOperations {
    private final Bus bus;
    private final AccountAudit audit;
    private final UserOperations users;
    private final AuditOperations trail;

    public OperatorOperations(Bus bus, AccountAudit audit, AccountService accounts) {
        this.bus = bus;
        this.audit = audit;
        this.users = new UserOperations(accounts);
        this.trail = new AuditOperations(accounts);
    }

    public void addTo(OperationTable table) {
        add(table, "archive", this::archive);
        add(table, "analytics", this::analytics);
        add(table, "functionMetrics", this::functionMetrics);
        add(table, "announce", this::announce);
        users.all().forEach((name, operation) -> add(table, name, operation));
        trail.all().forEach((name, operation) -> add(table, name, operation));
        add(table, "aiCosts", this::aiCosts);
        new AssistantOperations(bus).all().forEach((name, operation) -> add(table, name, operation));
        new AgentOperations(bus).all().forEach((name, operation) -> add(table, name, operation));
        new OperatedSessionOperations(bus).all().forEach((name, operation) -> add(table, name, operation));
        new WebhookOperations(bus).all().forEach((name, operation) -> add(table, name, operation));
    }

    private void add(OperationTable table, String name, Operation operation) {
        table.on(name, call -> {
            Future<Reply> answer = call.identity().operator()
                    ? operation.answer(call)
                    : Future.failedFuture(new CogoException(ErrorCode.OPERATOR_ONLY, "only operators may do this"));
            return audit.operatorCall(
                    call.origin(), call.userId(), name, call.text("userId"), call.text("sessionId"), answer);
        });
    }

    private Future<Reply> archive(Call call) {
        return bus.request(Address.ARCHIVE_RUN, new RunArchive(call.userId()), call.cost())
                .map(Reply::ok);
    }

    private Future<Reply> analytics(Call call) {
        ReadAnalytics request = new ReadAnalytics(call.userId(), call.integer("hours", ReadAnalytics.MAX_HOURS));
        return bus.request(Address.ANALYTICS_READ, request, call.cost()).map(Reply::ok);
    }

    private Future<Reply> functionMetrics(Call call) {
        ReadFunctionMetrics request = new ReadFunctionMetrics(call.integer("hours", ReadFunctionMetrics.MAX_HOURS));
        return bus.request(Address.FUNCTION_METRICS_READ, request, call.cost()).map(Reply::ok);
    }

    private Future<Reply> aiCosts(Call call) {
        String by = call.text("by");
        ReadAiCosts request = new ReadAiCosts(
                call.userId(), by == null ? "model" : by, call.integer("days", 31), call.integer("limit", 50));
        return bus.request(Address.AI_COSTS, request, call.cost()).map(Reply::ok);
    }

    private Future<Reply> announce(Call call) {
        Announce request = new Announce(call.userId(), call.body().getString("content"));
        return bus.request(Address.ANNOUNCE, request, call.cost()).map(Reply::created);
    }
}
