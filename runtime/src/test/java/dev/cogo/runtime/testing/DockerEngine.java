package dev.cogo.runtime.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Whether there is a Docker engine, found out quickly and quietly: Testcontainers itself takes seconds to find that there is
 * none, and logs a page of exceptions.
 */
final class DockerEngine {
    private static final int TIMEOUT_MS = 800;

    private DockerEngine() {}

    /** Asks the engine that {@code DOCKER_HOST} names, else the one on a usual socket. Takes less than a second. */
    static boolean answers() {
        return address().map(DockerEngine::answersWithin).orElse(false);
    }

    private static Optional<SocketAddress> address() {
        String host = System.getenv("DOCKER_HOST");
        if (host != null && !host.isBlank()) {
            return ofHost(URI.create(host));
        }
        return Stream.of(
                        "/var/run/docker.sock",
                        System.getenv("XDG_RUNTIME_DIR") + "/docker.sock",
                        System.getProperty("user.home") + "/.docker/run/docker.sock")
                .map(Path::of)
                .filter(Files::exists)
                .findFirst()
                .map(UnixDomainSocketAddress::of);
    }

    private static Optional<SocketAddress> ofHost(URI host) {
        return switch (String.valueOf(host.getScheme())) {
            case "unix" -> Optional.of(UnixDomainSocketAddress.of(host.getPath()));
            case "tcp" -> Optional.of(new InetSocketAddress(host.getHost(), host.getPort()));
            default -> Optional.empty();
        };
    }

    private static boolean answersWithin(SocketAddress address) {
        // On a thread of its own: a channel in blocking mode has no time limit.
        return CompletableFuture.supplyAsync(() -> ping(address))
                .completeOnTimeout(false, TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .join();
    }

    /** The engine's API, "Ping": {@code GET /_ping} answers {@code OK}. */
    private static boolean ping(SocketAddress address) {
        try (SocketChannel channel = address instanceof UnixDomainSocketAddress
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open()) {
            channel.connect(address);
            channel.write(StandardCharsets.US_ASCII.encode("GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n"));
            ByteBuffer head = ByteBuffer.allocate(64);
            channel.read(head);
            return StandardCharsets.US_ASCII.decode(head.flip()).toString().matches("(?s)HTTP/1\\.[01] 200.*");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
