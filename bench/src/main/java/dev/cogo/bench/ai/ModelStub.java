package dev.cogo.bench.ai;

import dev.cogo.bench.process.Spawned;
import dev.cogo.bench.socket.MarkedText;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
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

    /** The most answers that it ever wrote at the same time. */
    int most() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return Integer.parseInt(client.send(
                            HttpRequest.newBuilder(url.resolve("/most")).build(), HttpResponse.BodyHandlers.ofString())
                    .body());
        }
    }

    @Override
    public void close() {
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
                        if (request.path().equals("/most")) {
                            request.response().end(Integer.toString(most));
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
            int first = Integer.parseInt(body.substring(from, to)) * MOST_PIECES;
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
            response.exceptionHandler(broken -> end(timer));
        }

        private void end(long timer) {
            if (vertx.cancelTimer(timer)) {
                writing--;
            }
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
