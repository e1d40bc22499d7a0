package dev.cogo.ai.gemini;

import dev.cogo.ai.testing.ModelReply;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that speaks {@code streamGenerateContent} and is strict about what it is sent, as Google's is: the key, the path, and
 * no field that it does not know. It gives the replies of {@link #next} in order, and after them a text of its own.
 */
public final class GeminiStub {
    public static final String KEY = "stub-key-0123456789";
    public static final String MODEL = "gemini-3.5-flash-lite";
    public static final String FALLBACK = "gemini-3.1-flash-lite";

    private static final Pattern PATH =
            Pattern.compile("/v1beta/models/([A-Za-z0-9.-]+):streamGenerateContent\\?alt=sse");
    private static final Set<String> FIELDS = Set.of("contents", "systemInstruction", "generationConfig");

    /** A call as it came in. */
    public record Call(String model, JsonObject body) {
        public String system() {
            return texts(body.getJsonObject("systemInstruction"));
        }

        public int maxOutputTokens() {
            return body.getJsonObject("generationConfig").getInteger("maxOutputTokens");
        }

        /** {@code role: text} for each content. */
        public List<String> contents() {
            return objects(body.getJsonArray("contents")).stream()
                    .map(content -> content.getString("role") + ": " + texts(content))
                    .toList();
        }

        /** What came of the tools that were called, oldest first. */
        public List<String> results() {
            return objects(body.getJsonArray("contents")).stream()
                    .flatMap(content -> objects(content.getJsonArray("parts")).stream())
                    .filter(part -> part.containsKey("functionResponse"))
                    .map(part -> part.getJsonObject("functionResponse")
                            .getJsonObject("response")
                            .getString("result"))
                    .toList();
        }

        private static String texts(JsonObject content) {
            return String.join(
                    " | ",
                    objects(content.getJsonArray("parts")).stream()
                            .map(part -> part.getString("text"))
                            .toList());
        }
    }

    private final HttpServer server;
    private final Queue<ModelReply> replies = new ConcurrentLinkedQueue<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger connectionsClosed = new AtomicInteger();

    private GeminiStub(Vertx vertx) {
        server = vertx.createHttpServer()
                .connectionHandler(connection -> connection.closeHandler(v -> connectionsClosed.incrementAndGet()))
                .requestHandler(request -> request.body().onSuccess(body -> handle(request, body)));
    }

    public static GeminiStub start(Vertx vertx) {
        GeminiStub stub = new GeminiStub(vertx);
        stub.server.listen(0, "127.0.0.1").await();
        return stub;
    }

    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.actualPort() + "/v1beta");
    }

    public void next(ModelReply... next) {
        replies.addAll(List.of(next));
    }

    /** Well-formed calls, in order of arrival. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    public int connectionsClosed() {
        return connectionsClosed.get();
    }

    private void handle(HttpServerRequest request, Buffer body) {
        Matcher path = PATH.matcher(request.uri());
        if (!request.method().equals(HttpMethod.POST) || !path.matches()) {
            GeminiReply.error(404, "NOT_FOUND", "no such method").to(request.response(), new JsonObject());
            return;
        }
        Optional<String> fault =
                KEY.equals(request.getHeader("x-goog-api-key")) ? fault(request, body) : Optional.of("key");
        if (fault.isPresent()) {
            ModelReply reply = fault.get().equals("key")
                    ? GeminiReply.badKey()
                    : GeminiReply.error(400, "INVALID_ARGUMENT", fault.get());
            reply.to(request.response(), new JsonObject());
            return;
        }
        Call call = new Call(path.group(1), new JsonObject(body));
        calls.add(call);
        ModelReply reply = replies.poll();
        (reply == null ? usual("stub answer " + calls.size()) : reply).to(request.response(), call.body());
    }

    private static ModelReply usual(String text) {
        return GeminiReply.stream(text.split("(?<= )"));
    }

    private static Optional<String> fault(HttpServerRequest request, Buffer bytes) {
        if (!"application/json".equals(request.getHeader("content-type"))) {
            return Optional.of("content-type");
        }
        JsonObject body = new JsonObject(bytes);
        Set<String> fields = new HashSet<>(body.fieldNames());
        fields.remove("tools");
        if (!fields.equals(FIELDS)) {
            return Optional.of("fields " + body.fieldNames());
        }
        JsonObject generation = body.getJsonObject("generationConfig");
        if (generation.getDouble("temperature") != 0.7 || generation.getInteger("maxOutputTokens") > 1024) {
            return Optional.of("generationConfig");
        }
        List<JsonObject> contents = objects(body.getJsonArray("contents"));
        String expected = "user";
        for (JsonObject content : contents) {
            if (!content.getString("role").equals(expected)
                    || content.getJsonArray("parts").isEmpty()) {
                return Optional.of("please ensure that roles alternate, beginning with user");
            }
            expected = expected.equals("user") ? "model" : "user";
        }
        return expected.equals("model") ? Optional.empty() : Optional.of("the last role must be user");
    }

    private static List<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast).toList();
    }
}
