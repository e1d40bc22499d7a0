package dev.cogo.agentbridge.a2a;

import dev.cogo.agentbridge.http.AgentHttp;
import dev.cogo.agentbridge.http.AgentHttp.Answer;
import dev.cogo.agentbridge.http.AgentHttp.TooLongException;
import dev.cogo.agentbridge.registry.RemoteAgent;
import dev.cogo.runtime.network.EgressRefusedException;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Calls of A2A 1.0 in either binding. They wait; whatever goes wrong is an answer too. */
final class A2aClient {
    /** A task with its artifacts. */
    private static final int MAX_ANSWER_BYTES = 4 * 1024 * 1024;

    /** The error of a task that the agent does not know. */
    static final int TASK_NOT_FOUND = -32001;

    private final AgentHttp http;

    /** What came of a call. */
    sealed interface Reply {
        /** What was asked for. */
        record Result(JsonObject json) implements Reply {}

        /** The agent says no: the code is JSON-RPC's, whatever the binding. */
        record No(int code, String sentence) implements Reply {}

        /** There was no answer, or one that says later. */
        record Away(String sentence) implements Reply {}

        /** An answer that makes no sense. */
        record Nonsense(String sentence) implements Reply {}
    }

    A2aClient(AgentHttp http) {
        this.http = http;
    }

    Reply send(RemoteAgent agent, JsonObject message) {
        JsonObject params = new JsonObject()
                .put("message", message)
                .put("configuration", new JsonObject().put("returnImmediately", true));
        return call(agent, "SendMessage", HttpMethod.POST, "/message:send", params);
    }

    Reply get(RemoteAgent agent, String taskId) {
        return call(agent, "GetTask", HttpMethod.GET, "/tasks/" + encoded(taskId), new JsonObject().put("id", taskId));
    }

    Reply cancel(RemoteAgent agent, String taskId) {
        return call(
                agent,
                "CancelTask",
                HttpMethod.POST,
                "/tasks/" + encoded(taskId) + ":cancel",
                new JsonObject().put("id", taskId));
    }

    private Reply call(RemoteAgent agent, String method, HttpMethod verb, String path, JsonObject params) {
        boolean rpc = agent.binding().equals(RemoteAgent.JSON_RPC);
        RequestOptions options = new RequestOptions()
                .setMethod(rpc ? HttpMethod.POST : verb)
                .setAbsoluteURI(rpc ? agent.endpoint().toString() : AgentHttp.path(agent.endpoint(), path))
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.ACCEPT, "application/json")
                .putHeader("A2A-Version", "1.0");
        if (agent.token() != null) {
            options.putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + agent.token());
        }
        JsonObject body = rpc
                ? new JsonObject()
                        .put("jsonrpc", "2.0")
                        .put("id", Ids.next().toString())
                        .put("method", method)
                        .put("params", params)
                : params;
        return http.call(
                        options,
                        verb == HttpMethod.GET && !rpc ? Buffer.buffer() : body.toBuffer(),
                        false,
                        MAX_ANSWER_BYTES)
                .map(answer -> rpc ? ofRpc(answer) : ofHttp(answer))
                .recover(failure -> Future.succeededFuture(away(failure)))
                .await();
    }

    private static Reply ofRpc(Answer answer) {
        JsonObject json = json(answer);
        if (json != null && json.getValue("result") instanceof JsonObject result) {
            return new Reply.Result(result);
        }
        if (json != null && json.getValue("error") instanceof JsonObject error) {
            int code = error.getValue("code") instanceof Number number ? number.intValue() : 0;
            return isLater(answer.status()) ? later(answer) : new Reply.No(code, sentence(error));
        }
        return isLater(answer.status()) ? later(answer) : refusedOrNonsense(answer);
    }

    private static Reply ofHttp(Answer answer) {
        JsonObject json = json(answer);
        if (answer.status() / 100 == 2 && json != null) {
            return new Reply.Result(json);
        }
        if (isLater(answer.status())) {
            return later(answer);
        }
        return json != null && json.getValue("error") instanceof JsonObject error
                ? new Reply.No(answer.status() == 404 ? TASK_NOT_FOUND : 0, sentence(error))
                : refusedOrNonsense(answer);
    }

    private static Reply refusedOrNonsense(Answer answer) {
        return answer.status() / 100 == 4
                ? new Reply.No(0, "the agent answered with status " + answer.status())
                : new Reply.Nonsense("the agent's answer is none of A2A's");
    }

    private static boolean isLater(int status) {
        return status >= 500 || status == 429 || status == 408 || status == 425;
    }

    private static Reply later(Answer answer) {
        return new Reply.Away("the agent answered with status " + answer.status());
    }

    private static @Nullable JsonObject json(Answer answer) {
        try {
            return new JsonObject(answer.body());
        } catch (DecodeException | ClassCastException e) {
            return null;
        }
    }

    private static String sentence(JsonObject error) {
        return error.getValue("message") instanceof String message ? message : "the agent says no";
    }

    private static Reply away(Throwable failure) {
        return switch (failure) {
            case TooLongException e -> new Reply.Nonsense("the agent's answer is too long");
            case EgressRefusedException e -> new Reply.Away("the agent's URL leads where this server does not go");
            default -> new Reply.Away("the agent could not be reached");
        };
    }

    private static String encoded(String taskId) {
        return URLEncoder.encode(taskId, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
