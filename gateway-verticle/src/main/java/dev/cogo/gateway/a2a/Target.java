package dev.cogo.gateway.a2a;

import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;

/**
 * What a path below {@code /a2a} is.
 *
 * @param agent the handle
 * @param path what follows, without slashes at its ends; empty is JSON-RPC's
 */
record Target(String agent, String path) {
    static final String CARD = ".well-known/agent-card.json";

    private static final String TASKS = "tasks";
    private static final String CONFIGS = "pushNotificationConfigs";

    /** An operation of the binding HTTP+JSON, with what its path says. */
    record Operation(A2aMethod method, Map<String, String> params) {}

    static Target of(String pathBelow) {
        String path = pathBelow.startsWith("/") ? pathBelow.substring(1) : pathBelow;
        int end = path.indexOf('/');
        String rest = end < 0 ? "" : path.substring(end + 1);
        return new Target(
                end < 0 ? path : path.substring(0, end),
                rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest);
    }

    boolean isRpc() {
        return path.isEmpty();
    }

    boolean isCard() {
        return path.equals(CARD);
    }

    /** The operation at this path (section 11.3); fails with {@code not_found} or {@code method_not_allowed}. */
    Operation operation(HttpMethod verb) {
        List<Map.Entry<HttpMethod, Operation>> here = here();
        if (here.isEmpty()) {
            throw new CogoException(ErrorCode.NOT_FOUND, "there is nothing of A2A at this path");
        }
        return here.stream()
                .filter(entry -> entry.getKey().equals(verb))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElseThrow(() -> new CogoException(ErrorCode.METHOD_NOT_ALLOWED, verb + " is not allowed here"));
    }

    private List<Map.Entry<HttpMethod, Operation>> here() {
        String[] parts = path.split("/", -1);
        return switch (parts.length) {
            case 1 ->
                switch (path) {
                    case "message:send" -> only(HttpMethod.POST, A2aMethod.SEND_MESSAGE);
                    case "message:stream" -> only(HttpMethod.POST, A2aMethod.SEND_STREAMING_MESSAGE);
                    case "extendedAgentCard" -> only(HttpMethod.GET, A2aMethod.GET_EXTENDED_AGENT_CARD);
                    case TASKS -> only(HttpMethod.GET, A2aMethod.LIST_TASKS);
                    default -> List.of();
                };
            case 2 -> parts[0].equals(TASKS) ? ofTask(parts[1]) : List.of();
            case 3 ->
                parts[0].equals(TASKS) && parts[2].equals(CONFIGS)
                        ? List.of(
                                Map.entry(HttpMethod.POST, new Operation(A2aMethod.CREATE_PUSH_CONFIG, task(parts[1]))),
                                Map.entry(HttpMethod.GET, new Operation(A2aMethod.LIST_PUSH_CONFIGS, task(parts[1]))))
                        : List.of();
            case 4 -> parts[0].equals(TASKS) && parts[2].equals(CONFIGS) ? ofConfig(parts[1], parts[3]) : List.of();
            default -> List.of();
        };
    }

    private static List<Map.Entry<HttpMethod, Operation>> ofTask(String idAndVerb) {
        int colon = idAndVerb.lastIndexOf(':');
        Map<String, String> id = Map.of("id", colon < 0 ? idAndVerb : idAndVerb.substring(0, colon));
        return switch (colon < 0 ? "" : idAndVerb.substring(colon + 1)) {
            case "" -> List.of(Map.entry(HttpMethod.GET, new Operation(A2aMethod.GET_TASK, id)));
            case "cancel" -> List.of(Map.entry(HttpMethod.POST, new Operation(A2aMethod.CANCEL_TASK, id)));
            case "subscribe" ->
                // The protocol buffers say GET, the text says POST.
                List.of(
                        Map.entry(HttpMethod.POST, new Operation(A2aMethod.SUBSCRIBE_TO_TASK, id)),
                        Map.entry(HttpMethod.GET, new Operation(A2aMethod.SUBSCRIBE_TO_TASK, id)));
            default -> List.of();
        };
    }

    private static List<Map.Entry<HttpMethod, Operation>> ofConfig(String taskId, String id) {
        Map<String, String> params = Map.of("taskId", taskId, "id", id);
        return List.of(
                Map.entry(HttpMethod.GET, new Operation(A2aMethod.GET_PUSH_CONFIG, params)),
                Map.entry(HttpMethod.DELETE, new Operation(A2aMethod.DELETE_PUSH_CONFIG, params)));
    }

    private static List<Map.Entry<HttpMethod, Operation>> only(HttpMethod verb, A2aMethod method) {
        return List.of(Map.entry(verb, new Operation(method, Map.of())));
    }

    private static Map<String, String> task(String id) {
        return Map.of("taskId", id);
    }
}
