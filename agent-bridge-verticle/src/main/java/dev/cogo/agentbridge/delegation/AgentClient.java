package dev.cogo.agentbridge.delegation;

import dev.cogo.agentbridge.tasks.StoredTask;
import dev.cogo.runtime.metrics.NodeMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP side of the contract with agents. An answer is read up to a limit, and in a limited time. */
public final class AgentClient {
    private static final Logger LOG = LoggerFactory.getLogger(AgentClient.class);
    private static final int MAX_ANSWER_BYTES = 64 * 1024;

    private final Map<String, URI> agents;
    private final String token;
    private final URI callbackBase;
    private final Duration timeout;
    private final HttpClient http;
    private final MeterRegistry registry;

    /**
     * @param agents where each named agent is
     * @param token what agents are shown as a bearer
     * @param callbackBase where agents reach a gateway
     * @param timeout the longest time for one call, from connecting to the last byte of its answer
     * @param maxConcurrent so many calls at once
     */
    public AgentClient(
            Vertx vertx, Map<String, URI> agents, String token, URI callbackBase, Duration timeout, int maxConcurrent) {
        this.registry = NodeMetrics.of(vertx);
        this.agents = agents;
        this.token = token;
        this.callbackBase = callbackBase;
        this.timeout = timeout;
        int timeoutMs = Math.toIntExact(timeout.toMillis());
        this.http = vertx.createHttpClient(
                // No connection is kept: a task is rare, and one that the agent has just closed would cost an attempt.
                new HttpClientOptions().setConnectTimeout(timeoutMs).setKeepAlive(false),
                // As many connections as calls: a slow agent must not keep the calls of others waiting in the pool.
                new PoolOptions().setHttp1MaxSize(maxConcurrent));
    }

    /** Offers the task to its agent once. Waits; whatever goes wrong is an answer too. */
    AgentAnswer offer(StoredTask task) {
        AgentAnswer answer = ask(task);
        registry.counter("cogo.agents.offers", "outcome", answer.outcome()).increment();
        return answer;
    }

    private AgentAnswer ask(StoredTask task) {
        URI agent = agents.get(task.task().agent());
        if (agent == null) {
            // During a change of the configuration another node may know it.
            return AgentAnswer.Missed.unreachable("no agent of this name is configured any more");
        }
        return exchange(agent, task)
                .recover(failure -> Future.succeededFuture(away(task, failure)))
                .await();
    }

    /** Ends all calls. Waits. */
    public void close() {
        http.close().await();
    }

    private static AgentAnswer away(StoredTask task, Throwable failure) {
        LOG.debug("task {}: agent {} is away", task.id(), task.task().agent(), failure);
        return AgentAnswer.Missed.unreachable(
                failure instanceof TimeoutException
                        ? "the agent did not answer in time"
                        : "the agent could not be reached");
    }

    private Future<AgentAnswer> exchange(URI agent, StoredTask task) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(path(agent, "/api/agent/task"))
                .putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.ACCEPT, "application/json")
                // One task is one piece of work, however often it is handed over.
                .putHeader("Idempotency-Key", task.id().toString());
        Buffer body = body(task);
        return http.request(options)
                .compose(request -> request.send(body)
                        .compose(AgentClient::read)
                        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                        .onFailure(e -> request.reset()));
    }

    private Buffer body(StoredTask stored) {
        var task = stored.task();
        return new JsonObject()
                .put("taskId", task.taskId().toString())
                .put("sessionId", task.sessionId().toString())
                .put("userId", task.userId().toString())
                .put("taskType", task.taskType())
                .put("params", new JsonObject(stored.params()))
                .put("callbackUrl", path(callbackBase, "/agents/tasks/" + task.taskId() + "/events"))
                .toBuffer();
    }

    private static Future<AgentAnswer> read(HttpClientResponse response) {
        Promise<AgentAnswer> answer = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(answer::tryFail);
        response.handler(part -> {
            if (body.length() + part.length() > MAX_ANSWER_BYTES) {
                answer.tryComplete(AgentAnswer.Missed.nonsense("the agent's answer is too long"));
                response.request().reset();
            } else {
                body.appendBuffer(part);
            }
        });
        response.endHandler(v -> answer.tryComplete(
                AnswerReader.read(response.statusCode(), response.getHeader(HttpHeaders.RETRY_AFTER), body)));
        return answer.future();
    }

    private static String path(URI base, String path) {
        String text = base.toString();
        return (text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + path;
    }
}
