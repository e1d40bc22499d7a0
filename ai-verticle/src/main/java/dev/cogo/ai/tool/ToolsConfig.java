package dev.cogo.ai.tool;

import dev.cogo.runtime.network.AddressRanges;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tools there are, and within what bounds they are used.
 *
 * @param own the policies of the chat's own tools; one that is not named is not offered
 * @param egress networks that servers may be in beside the internet
 * @param approval how long a call waits for who has to allow it
 * @param call how long one may take
 */
public record ToolsConfig(
        Map<String, Policy> own, List<ToolServer> servers, AddressRanges egress, Duration approval, Duration call) {
    /** Steps of a run; then it has to answer with what it has. */
    public static final int MAX_STEPS = 16;
    /** The same call so often; it would find the same. */
    public static final int MAX_SAME = 3;
    /** What a call may bring. */
    public static final int MAX_BYTES = 256 * 1024;

    private static final int MAX_SERVERS = 16;
    private static final Set<String> SERVER_FIELDS = Set.of("name", "url", "token", "tools");

    public ToolsConfig {
        own = Map.copyOf(own);
        servers = List.copyOf(servers);
        if (!OwnTools.NAMES.containsAll(own.keySet())) {
            throw new IllegalArgumentException("the own tools are " + String.join(", ", OwnTools.NAMES));
        }
        if (own.get(OwnTools.SEND) == Policy.AUTO) {
            throw new IllegalArgumentException(OwnTools.SEND + " can be called with ask and never alone");
        }
        Set<String> names = new HashSet<>();
        if (servers.size() > MAX_SERVERS || !servers.stream().allMatch(server -> names.add(server.name()))) {
            throw new IllegalArgumentException("there can be " + MAX_SERVERS + " servers, each with a name of its own");
        }
    }

    /** No tools at all. */
    public static ToolsConfig none() {
        return new ToolsConfig(
                Map.of(), List.of(), AddressRanges.parse(List.of()), Duration.ofMinutes(10), Duration.ofSeconds(30));
    }

    /**
     * What a file says: {@code {"own": {TOOL: POLICY}, "servers": [{"name", "url", "token"?, "tools": {TOOL|"*": POLICY}}]}}.
     *
     * @throws IllegalArgumentException naming what is wrong; never with a token in it
     */
    public static ToolsConfig of(@Nullable Path file, AddressRanges egress) {
        if (file == null) {
            return none();
        }
        try {
            JsonObject json = new JsonObject(Files.readString(file));
            only(json, Set.of("own", "servers"));
            List<ToolServer> servers = new ArrayList<>();
            for (Object server : json.getJsonArray("servers", new JsonArray())) {
                servers.add(server((JsonObject) server));
            }
            return new ToolsConfig(
                    policies(json.getJsonObject("own", new JsonObject())),
                    servers,
                    egress,
                    none().approval(),
                    none().call());
        } catch (IOException e) {
            throw new IllegalArgumentException("AI_TOOLS: %s can't be read".formatted(file), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("AI_TOOLS: " + e.getMessage());
        } catch (RuntimeException e) {
            // What the parser says quotes the file, tokens and all.
            throw new IllegalArgumentException(
                    "AI_TOOLS: %s is not JSON of the form that docs/mcp.md describes".formatted(file));
        }
    }

    private static ToolServer server(JsonObject json) {
        only(json, SERVER_FIELDS);
        Map<String, Policy> policies = new HashMap<>(policies(json.getJsonObject("tools", new JsonObject())));
        Policy others = policies.remove("*");
        URI url = url(json.getString("url"));
        if (url.getHost() == null || !Set.of("http", "https").contains(url.getScheme()) || url.getUserInfo() != null) {
            throw new IllegalArgumentException("a server's url must be http or https, without a login in it");
        }
        return new ToolServer(
                json.getString("name"), url, json.getString("token"), policies, others == null ? Policy.ASK : others);
    }

    // What a URI says of its own faults quotes it, with a login that may be in it.
    private static URI url(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("a server's url is none");
        }
    }

    private static Map<String, Policy> policies(JsonObject json) {
        Map<String, Policy> policies = new HashMap<>();
        json.forEach(tool -> policies.put(tool.getKey(), Policy.of(String.valueOf(tool.getValue()))));
        return policies;
    }

    private static void only(JsonObject json, Set<String> fields) {
        if (!fields.containsAll(json.fieldNames())) {
            throw new IllegalArgumentException("there are no other fields than " + String.join(", ", fields));
        }
    }
}
