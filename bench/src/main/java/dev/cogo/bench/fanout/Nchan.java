package dev.cogo.bench.fanout;

import dev.cogo.bench.dialect.Dialect;
import dev.cogo.bench.dialect.SilentDialect;
import dev.cogo.bench.process.Spawned;
import dev.cogo.bench.process.Tool;
import dev.cogo.bench.socket.SocketLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** nginx with the module nchan, one worker, with a configuration of ours. */
final class Nchan implements Contender {
    static final String NAME = "nchan";

    /** How it is published to. It writes what one WebSocket brings in few bursts, what requests bring one by one. */
    enum Publishing {
        HTTP(NAME) {
            @Override
            Publisher publisher(SocketLoop loop, InetSocketAddress address, String channel) {
                return PostPublisher.open(loop, address, "/publish?id=" + channel);
            }
        },
        WEBSOCKET(NAME + " by WebSocket") {
            @Override
            Publisher publisher(SocketLoop loop, InetSocketAddress address, String channel) {
                return SocketPublisher.open(loop, address, "/publish-socket?id=" + channel);
            }
        };

        private final String title;

        Publishing(String title) {
            this.title = title;
        }

        abstract Publisher publisher(SocketLoop loop, InetSocketAddress address, String channel);
    }

    private static final String MODULE = "ngx_nchan_module.so";
    private static final Pattern MODULES = Pattern.compile("--modules-path=(\\S+)");
    // Its defaults keep 10 messages of a channel, so that one who is slow for a moment would lose some, and close a
    // publisher's connection that waits for its turn.
    private static final String CONFIGURATION = """
            %s
            load_module %s;
            daemon off;
            worker_processes 1;
            worker_rlimit_nofile 20000;
            pid nginx.pid;
            error_log error.log warn;
            events { worker_connections 19000; }
            http {
              access_log off;
              client_body_temp_path body;
              proxy_temp_path proxy;
              fastcgi_temp_path fastcgi;
              uwsgi_temp_path uwsgi;
              scgi_temp_path scgi;
              keepalive_requests 1000000000;
              keepalive_timeout 1h;
              client_header_timeout 1h;
              nchan_message_buffer_length 1000;
              nchan_message_timeout 10s;
              server {
                listen 127.0.0.1:%d backlog=4096;
                location = /publish { nchan_publisher http; nchan_channel_id $arg_id; }
                location = /publish-socket { nchan_publisher websocket; nchan_channel_id $arg_id; }
                location = /listen {
                  nchan_subscriber websocket;
                  nchan_channel_id $arg_id;
                  nchan_subscriber_first_message newest;
                }
              }
            }
            """;

    private final Publishing publishing;
    private final Spawned nginx;
    private final InetSocketAddress address;

    private Nchan(Publishing publishing, Spawned nginx, InetSocketAddress address) {
        this.publishing = publishing;
        this.nginx = nginx;
        this.address = address;
    }

    /** Whether the module is there. */
    static boolean installed() {
        return module().isPresent();
    }

    static Nchan start(Publishing publishing, Path folder, List<String> runner) {
        Path module = module().orElseThrow();
        try {
            int port = Spawned.freePort();
            Path configuration = folder.resolve("nginx.conf");
            String user = System.getProperty("user.name").equals("root") ? "user root;" : "";
            Files.writeString(configuration, CONFIGURATION.formatted(user, module, port));
            Spawned nginx = Spawned.start(
                    runner,
                    List.of("nginx", "-p", folder.toString(), "-c", configuration.toString(), "-e", "stderr"),
                    folder);
            InetSocketAddress address = new InetSocketAddress("127.0.0.1", port);
            nginx.awaitPort(address);
            return new Nchan(publishing, nginx, address);
        } catch (IOException e) {
            throw new UncheckedIOException("nginx can't be started", e);
        }
    }

    private static Optional<Path> module() {
        return Tool.run(List.of("nginx", "-V"))
                .map(MODULES::matcher)
                .filter(Matcher::find)
                .map(found -> Path.of(found.group(1), MODULE))
                .filter(Files::isReadable);
    }

    @Override
    public String name() {
        return publishing.title;
    }

    @Override
    public InetSocketAddress address(int listener) {
        return address;
    }

    @Override
    public Dialect dialect(String channel, int listener) {
        return new SilentDialect("/listen?id=" + channel);
    }

    @Override
    public Publisher publisher(SocketLoop loop, String channel) {
        return publishing.publisher(loop, address, channel);
    }

    @Override
    public List<ProcessHandle> processes() {
        return List.of(nginx.handle());
    }

    @Override
    public void collectGarbage() {
        // there is none
    }

    @Override
    public void close() {
        nginx.close();
    }
}
