package dev.cogo.ai.tool;

import dev.cogo.ai.provider.ModelText;
import dev.cogo.ai.provider.ToolSpec;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.error.Failures;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.ReadHistory;
import dev.cogo.schema.message.SearchMessages;
import dev.cogo.schema.message.SendMessages;
import dev.cogo.schema.record.BusRecord;
import dev.cogo.schema.session.ListSessions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The chat's own tools. Each is the request that the asker could make themselves, in their name: what they may not see or do, the model
 * may not either. Other sessions than the one that is asked in are the asker's alone, so a look there always wants their word.
 */
final class OwnTools implements ToolSource {
    /** What the settings and people know them by. */
    static final String NAME = "chat";

    static final String SEND = "send_message";
    private static final String SESSIONS = "list_sessions";
    private static final String HISTORY = "read_history";
    private static final String SEARCH = "search";
    static final Set<String> NAMES = new TreeSet<>(Set.of(SESSIONS, HISTORY, SEARCH, SEND));

    private static final String SESSION_ID = "sessionId";
    private static final int MOST = 50;

    private final Bus bus;
    private final List<Tool> tools;

    OwnTools(Bus bus, Map<String, Policy> policies) {
        this.bus = bus;
        this.tools = NAMES.stream()
                .filter(name -> policies.getOrDefault(name, Policy.NEVER) != Policy.NEVER)
                .map(name -> new Tool(spec(name), NAME, name, policies.get(name)))
                .toList();
    }

    private static ToolSpec spec(String name) {
        return switch (name) {
            case SESSIONS ->
                tool(
                        name,
                        "The chat sessions of the person who asks, newest activity first.",
                        Map.of("limit", count()),
                        List.of());
            case HISTORY ->
                tool(
                        name,
                        "Messages of a session, the newest or those before a seq. Without sessionId: of this session.",
                        Map.of(SESSION_ID, text(), "before", Map.of("type", "integer"), "limit", count()),
                        List.of());
            case SEARCH ->
                tool(
                        name,
                        "Messages that hold all the words, newest first. Without sessionId: of this session.",
                        Map.of("q", text(), SESSION_ID, text(), "limit", count()),
                        List.of("q"));
            default ->
                tool(
                        name,
                        "Sends a message to a session in the name of the person who asks. Without sessionId: to this session.",
                        Map.of("content", text(), SESSION_ID, text()),
                        List.of("content"));
        };
    }

    private static ToolSpec tool(
            String name, String description, Map<String, Object> properties, List<String> required) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return new ToolSpec(NAME + "__" + name, description, schema);
    }

    private static Map<String, Object> text() {
        return Map.of("type", "string");
    }

    private static Map<String, Object> count() {
        return Map.of("type", "integer", "minimum", 1, "maximum", MOST);
    }

    @Override
    public List<Tool> tools() {
        return tools;
    }

    @Override
    public Policy policy(Tool tool, UUID sessionId, Map<String, Object> arguments) {
        Object asked = arguments.get(SESSION_ID);
        boolean here = asked == null
                ? !tool.name().equals(SESSIONS)
                : sessionId.toString().equals(asked);
        return here ? tool.policy() : Policy.ASK;
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public Found call(ToolUse use) {
        try {
            Object found = bus.request(address(use.tool()), request(use)).await();
            return new Found(ModelText.clean(Json.string(found)), false);
        } catch (Exception e) { // await also throws checked exceptions
            CogoException failure = e instanceof CogoException ours ? ours : Failures.of(e, "a tool of the chat");
            return new Found(failure.code().wireName() + ": " + failure.getMessage(), true);
        }
    }

    private static Address address(String tool) {
        return switch (tool) {
            case SESSIONS -> Address.SESSION_LIST;
            case HISTORY -> Address.HISTORY_READ;
            case SEARCH -> Address.MESSAGE_SEARCH;
            default -> Address.MESSAGE_SEND;
        };
    }

    private static BusRecord request(ToolUse use) {
        Map<String, Object> given = use.arguments();
        UUID session = given.get(SESSION_ID) == null
                ? use.sessionId()
                : Ids.parse(String.valueOf(given.get(SESSION_ID)), SESSION_ID);
        int limit = given.get("limit") instanceof Number number ? Math.clamp(number.intValue(), 1, MOST) : 20;
        return switch (use.tool()) {
            case SESSIONS -> new ListSessions(use.userId(), limit, null);
            case HISTORY -> new ReadHistory(use.userId(), session, before(given.get("before")), null, limit);
            case SEARCH -> new SearchMessages(use.userId(), required(given, "q"), session, limit, null);
            default ->
                new SendMessages(
                        use.userId(),
                        session,
                        // The call's id: made twice, it is one message.
                        List.of(new NewMessage(required(given, "content"), "tool:" + use.callId(), null, null)));
        };
    }

    private static @Nullable Long before(@Nullable Object value) {
        return value instanceof Number number && number.longValue() >= 0 ? number.longValue() : null;
    }

    private static String required(Map<String, Object> given, String name) {
        if (given.get(name) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw CogoException.invalid(name + " is missing");
    }
}
