package dev.cogo.bench.rooms;

import dev.cogo.bench.database.BenchSchema;
import dev.cogo.bench.dialect.CentrifugoDialect;
import dev.cogo.bench.dialect.Dialect;
import dev.cogo.bench.http.JsonPosts;
import dev.cogo.bench.process.Spawned;
import dev.cogo.bench.process.Tool;
import dev.cogo.schema.json.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Centrifugo with its PostgreSQL broker, woken by NOTIFY, with its data in the form that costs it least. It asks nobody who they
 * are: listeners need no token, and one key publishes to all channels.
 */
final class Centrifugo implements RoomServer {
    static final String NAME = "Centrifugo, PostgreSQL";
    static final String SOURCE = "github.com/centrifugal/centrifugo/v6@latest";

    private static final String PROGRAM = "centrifugo";
    private static final String KEY = "bench";
    private static final int CONNECTIONS = 64;

    private final Spawned process;
    private final InetSocketAddress address;
    private final JsonPosts posts;

    private Centrifugo(Spawned process, InetSocketAddress address, JsonPosts posts) {
        this.process = process;
        this.address = address;
        this.posts = posts;
    }

    /** Where it is, if it is installed: on the PATH, or where {@code go install} leaves it. */
    static Optional<Path> program() {
        return Stream.of(Path.of(PROGRAM), Path.of(System.getProperty("user.home"), "go", "bin", PROGRAM))
                .filter(program ->
                        Tool.run(List.of(program.toString(), "version")).isPresent())
                .findFirst();
    }

    static Centrifugo start(Vertx vertx, Path program, BenchSchema schema, Path folder, List<String> runner) {
        int port = Spawned.freePort();
        try {
            Path configuration = folder.resolve("config.json");
            Files.writeString(configuration, configuration(schema, port).encode(), StandardCharsets.UTF_8);
            Spawned process =
                    Spawned.start(runner, List.of(program.toString(), "-c", configuration.toString()), folder);
            InetSocketAddress address = new InetSocketAddress("127.0.0.1", port);
            process.awaitPort(address);
            URI url = URI.create("http://127.0.0.1:" + port);
            return new Centrifugo(process, address, new JsonPosts(vertx, url, CONNECTIONS));
        } catch (IOException e) {
            throw new UncheckedIOException("Centrifugo can't be started", e);
        }
    }

    private static JsonObject configuration(BenchSchema schema, int port) {
        // What its driver calls the schema.
        String address = schema.config().uri().replace("currentSchema=", "search_path=");
        return new JsonObject()
                .put("http_server", new JsonObject().put("address", "127.0.0.1").put("port", port))
                .put("log", new JsonObject().put("level", "error"))
                .put("client", new JsonObject().put("insecure", true))
                .put("http_api", new JsonObject().put("key", KEY))
                .put(
                        "channel",
                        new JsonObject()
                                .put(
                                        "without_namespace",
                                        new JsonObject()
                                                .put("history_size", 1000)
                                                .put("history_ttl", "1h")))
                .put(
                        "broker",
                        new JsonObject()
                                .put("enabled", true)
                                .put("type", "postgres")
                                .put(
                                        "postgres",
                                        new JsonObject()
                                                .put("dsn", address)
                                                .put("use_notify", true)
                                                .put("binary_data", true)));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public Dialect dialect(int room, int person) {
        return new CentrifugoDialect(channel(room));
    }

    private static String channel(int room) {
        return "room-" + room;
    }

    @Override
    public Future<?> send(int room, int person, String text) {
        Publish body = new Publish(channel(room), Map.of("content", text));
        // A refusal has status 200, too.
        return posts.post("/api/publish", "x-api-key", KEY, Json.buffer(body), 200)
                .compose(answer -> answer.toString().contains("\"error\":")
                        ? Future.failedFuture(answer.toString())
                        : Future.succeededFuture());
    }

    @Override
    public List<ProcessHandle> processes() {
        return List.of(process.handle());
    }

    @Override
    public void close() {
        posts.close();
        process.close();
    }

    private record Publish(String channel, Map<String, String> data) {}
}
