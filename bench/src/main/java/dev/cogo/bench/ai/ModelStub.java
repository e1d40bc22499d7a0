package dev.cogo.bench.ai;

import dev.cogo.bench.process.Spawned;
import dev.cogo.bench.socket.MarkedText;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A model that speaks {@code streamGenerateContent}, in a process of its own: what it does is not what an answer costs. Asked for
 * {@code #answer:N} it writes pieces that say which they are and when they were written, by the machine's clock.
 */
public final class ModelStub implements AutoCloseable {
    /** So many pieces have room in an answer's numbers. */
    static final int MOST_PIECES = 1000;

    private static final String PORT = "port ";
    /** What a question has before its number, and nothing else. */
    static final String ASKED = "#answer:";

    private static final String EVENT =
            "data: {\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"%s\"}]}%s}]}\r\n\r\n";

    private final Spawned process;
    private final URI url;
    private final HttpClient client = HttpClient.newHttpClient();

    private ModelStub(Spawned process, URI url) {
        this.process = process;
        this.url = url;
    }

    /** Starts one that writes so many pieces of each answer. */
    static ModelStub start(Path folder, int perSecond, int pieces) throws IOException {
        Spawned process = Spawned.start(
                List.of(),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ModelStub.class.getName(),
                        Integer.toString(perSecond),
                        Integer.toString(pieces)),
                folder);
        return new ModelStub(process, URI.create("http://127.0.0.1:" + process.awaitLine(PORT)));
    }

    /** For {@code GEMINI_BASE_URL}. */
    String baseUrl() {
        return url + "/v1beta";
    }

    /**
     * What it does.
     *
     * @param most answers that it ever wrote at the same time
     * @param writing answers that it writes now
     * @param reset when answers were reset before their end, by their numbers, in nanoseconds of the machine's clock
     */
    record State(int most, int writing, Map<Integer, Long> reset) {}

    State state() {
        JsonObject state = new JsonObject(get("/state"));
        Map<Integer, Long> reset = new HashMap<>();
        JsonObject resets = state.getJsonObject("reset");
        resets.fieldNames().forEach(number -> reset.put(Integer.valueOf(number), resets.getLong(number)));
        return new State(state.getInteger("most"), state.getInteger("writing"), reset);
    }

    private String get(String path) {
        try {
            return client.send(HttpRequest.newBuilder(url.resolve(path)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        process.close();
    }

    /** The process itself. */
    public static void main(String[] args) {
        Server server = new Server(Vertx.vertx(), Integer.parseInt(args[0]), Integer.parseInt(args[1]));
        System.out.println(PORT + server.listen());
    }

    /** All on one event loop. */
    private static final class Server {
        private final Vertx vertx;
        private final long pauseMillis;
        private final int pieces;
        private final JsonObject reset = new JsonObject();
        private int writing;
        private int most;

        Server(Vertx vertx, int perSecond, int pieces) {
            this.vertx = vertx;
            this.pauseMillis = TimeUnit.SECONDS.toMillis(1) / perSecond;
            this.pieces = pieces;
        }

        int listen() {
            return vertx.createHttpServer()
                    .requestHandler(request -> {
                        if (request.path().equals("/state")) {
                            request.response()
                                    .end(new JsonObject()
                                            .put("most", most)
                                            .put("writing", writing)
                                            .put("reset", reset)
                                            .toBuffer());
                        } else {
                            request.body().onSuccess(body -> write(request, body.toString()));
                        }
                    })
                    .listen(0, "127.0.0.1")
                    .await()
                    .actualPort();
        }

        private void write(HttpServerRequest request, String body) {
            int from = body.lastIndexOf(ASKED) + ASKED.length();
            int to = from;
            while (Character.isDigit(body.charAt(to))) {
                to++;
            }
            String answer = body.substring(from, to);
            int first = Integer.parseInt(answer) * MOST_PIECES;
            most = Math.max(most, ++writing);
            HttpServerResponse response =
                    request.response().setChunked(true).putHeader("content-type", "text/event-stream");
            int[] next = {0};
            writePiece(response, first, next);
            long timer = vertx.setPeriodic(pauseMillis, each -> {
                if (next[0] < pieces) {
                    writePiece(response, first, next);
                }
            });
            response.endHandler(over -> end(timer));
            response.exceptionHandler(broken -> {
                if (end(timer)) {
                    reset.put(answer, System.nanoTime());
                }
            });
        }

        private boolean end(long timer) {
            boolean first = vertx.cancelTimer(timer);
            if (first) {
                writing--;
            }
            return first;
        }

        private void writePiece(HttpServerResponse response, int first, int[] next) {
            int number = next[0]++;
            boolean last = next[0] == pieces;
            response.write(Buffer.buffer(EVENT.formatted(
                    MarkedText.of(first + number, System.nanoTime(), MarkedText.MIN_BYTES),
                    last ? ",\"finishReason\":\"STOP\"" : "")));
            if (last) {
                response.end();
            }
        }
    }
}
