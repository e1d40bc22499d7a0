package dev.cogo.bench.abuse;

import dev.cogo.bench.messages.Bridge;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Speaks with a node from an address of its own. Methods block and may be called on any thread. */
final class Client implements AutoCloseable {
    /** How long anybody waits for an answer. */
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final String PASSWORD = "seven quiet lighthouses";

    private final Doors doors;
    private final InetAddress address;
    private final HttpClient http;

    /** @param address of this machine, to come from */
    Client(Doors doors, InetAddress address) {
        this.doors = doors;
        this.address = address;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .localAddress(address)
                .connectTimeout(TIMEOUT)
                .build();
    }

    Doors doors() {
        return doors;
    }

    Account register() {
        String email = Ids.next() + "@example.org";
        JsonObject account = new JsonObject().put("email", email).put("password", PASSWORD);
        return Account.of(
                email,
                PASSWORD,
                call("POST", "/auth/register", null, account.encode()).success().json());
    }

    /** @param token who calls; null for nobody */
    Answer call(String method, String path, @Nullable String token, @Nullable String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(doors.url().resolve(path))
                .timeout(TIMEOUT)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("authorization", "Bearer " + token);
        }
        if (body != null) {
            request.header("content-type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            return new Answer(0, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A connection to the event bus, as nobody yet. */
    LiveSocket bus(Consumer<String> heard) {
        return LiveSocket.open(http, webSocket(Bridge.TARGET), heard);
    }

    /** A connection as that of supabase-js. */
    LiveSocket supabase(Consumer<String> heard) {
        return LiveSocket.open(http, webSocket("/realtime/v1/websocket?vsn=2.0.0&apikey=" + doors.anonKey()), heard);
    }

    private URI webSocket(String target) {
        return URI.create("ws" + doors.url().toString().substring("http".length()) + target);
    }

    /**
     * A plain connection on which something was said.
     *
     * @param receiveBytes that the system takes for a reader who sleeps
     */
    Socket say(int port, String text, int receiveBytes) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setReceiveBufferSize(receiveBytes);
            socket.setSoTimeout((int) TIMEOUT.toMillis());
            socket.bind(new InetSocketAddress(address, 0));
            socket.connect(new InetSocketAddress(doors.url().getHost(), port), (int) TIMEOUT.toMillis());
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
