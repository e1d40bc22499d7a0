package dev.cogo.bench.fanout;

import dev.cogo.bench.dialect.Dialect;
import dev.cogo.bench.dialect.SilentDialect;
import dev.cogo.bench.dialect.SocketIoDialect;
import dev.cogo.bench.process.Spawned;
import dev.cogo.bench.process.Tool;
import dev.cogo.bench.socket.SocketLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A server on Node.js, from the folder {@code peers}. */
final class NodeJs implements Contender {
    /** The servers there are. */
    enum Library {
        WS("Node.js ws", "ws.js") {
            @Override
            Dialect dialect(String channel) {
                return new SilentDialect("/listen?id=" + channel);
            }
        },
        SOCKET_IO("Socket.IO", "socketio.js") {
            @Override
            Dialect dialect(String channel) {
                return new SocketIoDialect(channel);
            }
        };

        private final String title;
        private final String script;

        Library(String title, String script) {
            this.title = title;
            this.script = script;
        }

        abstract Dialect dialect(String channel);
    }

    private final Library library;
    private final Spawned node;
    private final InetSocketAddress address;

    private NodeJs(Library library, Spawned node, InetSocketAddress address) {
        this.library = library;
        this.node = node;
        this.address = address;
    }

    /** Whether the libraries are installed; installs them if that is wished and possible. */
    static boolean installed(Path peers, boolean install) {
        if (!Files.isReadable(peers.resolve("package-lock.json"))
                || Tool.run(List.of("node", "--version")).isEmpty()) {
            return false;
        }
        return Files.isDirectory(peers.resolve("node_modules"))
                || (install
                        && Tool.run(List.of("npm", "ci", "--no-audit", "--no-fund"), peers)
                                .isPresent());
    }

    static NodeJs start(Library library, Path peers, Path folder, List<String> runner) {
        try {
            Spawned node = Spawned.start(
                    runner,
                    List.of("node", "--expose-gc", peers.resolve(library.script).toString()),
                    folder);
            int port = Integer.parseInt(node.awaitLine("port "));
            return new NodeJs(library, node, new InetSocketAddress("127.0.0.1", port));
        } catch (IOException e) {
            throw new UncheckedIOException("Node.js can't be started", e);
        }
    }

    @Override
    public String name() {
        return library.title;
    }

    @Override
    public InetSocketAddress address(int listener) {
        return address;
    }

    @Override
    public Dialect dialect(String channel, int listener) {
        return library.dialect(channel);
    }

    @Override
    public Publisher publisher(SocketLoop loop, String channel) {
        return PostPublisher.open(loop, address, "/publish?id=" + channel);
    }

    @Override
    public List<ProcessHandle> processes() {
        return List.of(node.handle());
    }

    @Override
    public void collectGarbage() {
        URI url = URI.create("http://%s:%d/collect".formatted(address.getHostString(), address.getPort()));
        // The wish to speak HTTP/2 is an upgrade, which these servers take for a WebSocket's.
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            int status = client.send(
                            HttpRequest.newBuilder(url)
                                    .POST(BodyPublishers.noBody())
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
            if (status != 204) {
                throw new IllegalStateException(url + " answered " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        node.close();
    }
}
