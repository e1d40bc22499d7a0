//DEPS com.fasterxml.jackson.core:jackson-databind:2.18.6

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A task agent for Cogo Chat that asks for its tasks, so it runs behind any NAT or firewall. It lists the words of a text, asks in
 * which language to answer, and delivers the list as an artifact. Java 21 or newer; Jackson is all that it needs:
 * {@code CHAT_URL=... AGENT_SECRET=agt_... jbang PullAgent.java}, or {@code java -cp jackson-databind.jar:... PullAgent.java}.
 */
public final class PullAgent {
    private static final String CHAT = System.getenv().getOrDefault("CHAT_URL", "http://127.0.0.1:8080");
    private static final String SECRET = System.getenv("AGENT_SECRET");
    private static final int AT_ONCE = 4;
    private static final int PIECE = 100;
    private static final Set<Integer> LATER = Set.of(408, 425, 429);
    private static final Map<String, String> WORDS = Map.of("en", "words", "ko", "단어", "de", "Wörter", "ja", "語");
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    // Tasks that this process works on: one that is canceled or lost stops at its next step.
    private static final Map<String, Thread> WORKING = new ConcurrentHashMap<>();

    public static void main(String[] arguments) throws InterruptedException {
        if (SECRET == null) {
            System.err.println("AGENT_SECRET is not set: an operator gets one with POST /admin/agents.");
            System.exit(1);
        }
        System.out.println("pull agent of " + CHAT);
        while (true) {
            int max = AT_ONCE - WORKING.size();
            if (max == 0) {
                Thread.sleep(200);
                continue;
            }
            // While tasks are worked on the wait is short: there may soon be room for more of them.
            JsonNode given = post("/agents/lease", Map.of("max", max, "waitSeconds", WORKING.isEmpty() ? 30 : 5))
                    .orElse(JSON.createObjectNode());
            given.path("canceled").forEach(id -> Optional.ofNullable(WORKING.get(id.asText())).ifPresent(Thread::interrupt));
            for (JsonNode task : given.path("tasks")) {
                String id = task.path("taskId").asText();
                Thread worker = Thread.ofVirtual().unstarted(() -> begin(task, id));
                WORKING.put(id, worker);
                worker.start();
            }
        }
    }

    private static void begin(JsonNode task, String id) {
        try {
            work(task);
        } catch (InterruptedException stopped) {
            // Canceled, or given to somebody else: that ends the work, and is no error.
        } catch (RuntimeException e) {
            try {
                report(task, "error", "error", Map.of("error", String.valueOf(e.getMessage())));
            } catch (InterruptedException stopped) {
                // Nobody wants to know any more.
            }
        } finally {
            WORKING.remove(id);
        }
    }

    private static void work(JsonNode task) throws InterruptedException {
        JsonNode text = task.path("params").path("text");
        if (!task.path("taskType").asText().equals("word_list") || !text.isTextual()) {
            throw new IllegalArgumentException("this agent knows no such task");
        }
        JsonNode asked = task.path("inputs").path(0);
        if (asked.isMissingNode()) {
            // The task ends here for now. When somebody has answered it is given again, with the answer among its inputs.
            report(task, "language", "input_required", Map.of("question", "In which language (" + WORDS.keySet() + ")?"));
            return;
        }
        List<String> words = Arrays.stream(text.asText().strip().split("\\s+")).filter(word -> !word.isEmpty()).toList();
        int pieces = Math.max(1, (words.size() + PIECE - 1) / PIECE);
        for (int piece = 0; piece < pieces; piece++) {
            List<String> some = words.subList(PIECE * piece, Math.min(words.size(), PIECE * (piece + 1)));
            Map<String, Object> part = Map.of("text", String.join("\n", some) + "\n", "mediaType", "text/plain");
            boolean last = piece == pieces - 1;
            Map<String, Object> artifact = Map.of("artifactId", "words", "name", "words.txt", "part", part, "last", last);
            report(task, "piece-" + piece, "artifact", Map.of("artifact", artifact));
            // Each report also renews the lease of leaseSeconds; long steps need one in between.
            int progress = 100 * (piece + 1) / pieces;
            report(task, "progress-" + piece, "progress", Map.of("progress", progress));
        }
        String language = asked.path("answer").asText().strip().toLowerCase();
        String summary = words.size() + " " + WORDS.getOrDefault(language, WORDS.get("en"));
        report(task, "result", "result", Map.of("result", Map.of("summary", summary, "words", words.size())));
    }

    private static void report(JsonNode task, String eventId, String type, Map<String, Object> more) throws InterruptedException {
        ObjectNode event = JSON.valueToTree(more);
        event.put("eventId", eventId).put("type", type);
        if (post(task.path("callbackPath").asText(), event).isEmpty()) {
            throw new InterruptedException();
        }
    }

    // Repeats what was not answered: leases and reports are made for it. Gives nothing for what was refused for good.
    private static Optional<JsonNode> post(String path, Object body) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                HttpRequest request = HttpRequest.newBuilder(URI.create(CHAT + path))
                        .timeout(Duration.ofSeconds(45))
                        .header("Authorization", "Bearer " + SECRET)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                        .build();
                HttpResponse<byte[]> answer = HTTP.send(request, BodyHandlers.ofByteArray());
                if (answer.statusCode() < 300) {
                    return Optional.of(JSON.readTree(answer.body()));
                } else if (answer.statusCode() < 500 && !LATER.contains(answer.statusCode())) {
                    System.err.println(path + ": " + new String(answer.body(), StandardCharsets.UTF_8));
                    return Optional.empty();
                }
            } catch (IOException e) {
                System.err.println(path + ": " + e);
            }
            Thread.sleep((long) (Math.min(250 << Math.min(attempt, 7), 30_000) * ThreadLocalRandom.current().nextDouble(0.5, 1)));
        }
    }
}
