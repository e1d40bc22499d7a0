package dev.cogo.agentbridge.delegation;

import dev.cogo.agentbridge.http.AgentHttp;
import dev.cogo.agentbridge.http.AgentHttp.Answer;
import dev.cogo.agentbridge.http.AgentHttp.TooLongException;
import dev.cogo.agentbridge.registry.Directory;
import dev.cogo.agentbridge.registry.Target;
import dev.cogo.agentbridge.tasks.StoredTask;
import dev.cogo.runtime.metrics.NodeMetrics;
import dev.cogo.runtime.network.EgressRefusedException;
import dev.cogo.schema.agent.TaskInput;
import dev.cogo.schema.json.Json;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP side of the contract with agents. An answer is read up to a limit, and in a limited time. */
public final class AgentClient implements AgentTransport {
    private static final Logger LOG = LoggerFactory.getLogger(AgentClient.class);
    private static final int MAX_ANSWER_BYTES = 64 * 1024;

    private final Directory agents;
    private final AgentHttp http;
    private final URI callbackBase;
    private final MeterRegistry registry;

    /**
     * @param agents knows where each agent is
     * @param callbackBase where agents reach a gateway
     */
    public AgentClient(Vertx vertx, Directory agents, AgentHttp http, URI callbackBase) {
        this.registry = NodeMetrics.of(vertx);
        this.agents = agents;
        this.http = http;
        this.callbackBase = callbackBase;
    }

    @Override
    public AgentAnswer offer(StoredTask task, List<TaskInput> inputs) {
        AgentAnswer answer = ask(task, inputs);
        registry.counter("cogo.agents.offers", "outcome", answer.outcome()).increment();
        return answer;
    }

    private AgentAnswer ask(StoredTask task, List<TaskInput> inputs) {
        Optional<Target> target = target(task);
        if (target.isEmpty()) {
            // During a change of the configuration another node may know it.
            return AgentAnswer.Missed.unreachable("no agent of this name may work any more");
        }
        return exchange(target.get(), "/api/agent/task", task, body(task, inputs))
                .map(answer -> AnswerReader.read(answer.status(), answer.retryAfter(), answer.body()))
                .recover(failure -> Future.succeededFuture(away(task, failure)))
                .await();
    }

    @Override
    public boolean cancel(StoredTask task) {
        Optional<Target> target = target(task);
        if (target.isEmpty()) {
            return true;
        }
        JsonObject body = new JsonObject().put("taskId", task.id().toString());
        return exchange(target.get(), "/api/agent/task/" + task.id() + "/cancel", task, body.toBuffer())
                // One that has no such path learns it when it reports.
                .map(answer -> !AnswerReader.isLater(answer.status()))
                .otherwise(failure -> failure instanceof TooLongException)
                .await();
    }

    private Optional<Target> target(StoredTask task) {
        return task.agentId() == null ? agents.target(task.task().agent()) : agents.target(task.agentId());
    }

    private static AgentAnswer away(StoredTask task, Throwable failure) {
        LOG.debug("task {}: agent {} is away", task.id(), task.task().agent(), failure);
        return switch (failure) {
            case TooLongException e -> AgentAnswer.Missed.nonsense("the agent's answer is too long");
            case EgressRefusedException e ->
                AgentAnswer.Missed.unreachable("the agent's URL leads where this server does not go");
            case TimeoutException e -> AgentAnswer.Missed.unreachable("the agent did not answer in time");
            default -> AgentAnswer.Missed.unreachable("the agent could not be reached");
        };
    }

    private Future<Answer> exchange(Target target, String path, StoredTask task, Buffer body) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(AgentHttp.path(target.base(), path))
                .putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + target.token())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.ACCEPT, "application/json")
                // One task is one piece of work, however often it is handed over.
                .putHeader("Idempotency-Key", task.id().toString());
        return http.call(options, body, target.trusted(), MAX_ANSWER_BYTES);
    }

    private Buffer body(StoredTask stored, List<TaskInput> inputs) {
        var task = stored.task();
        JsonObject body = new JsonObject()
                .put("taskId", task.taskId().toString())
                .put("sessionId", task.sessionId().toString())
                .put("userId", task.userId().toString())
                .put("taskType", task.taskType())
                .put("params", new JsonObject(stored.params()))
                .put("callbackUrl", AgentHttp.path(callbackBase, "/agents/tasks/" + task.taskId() + "/events"));
        if (!inputs.isEmpty()) {
            body.put("inputs", new JsonArray(inputs.stream().map(Json::object).toList()));
        }
        return body.toBuffer();
    }
}
