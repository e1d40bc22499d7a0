package dev.cogo.bench.fanout;

import dev.cogo.bench.database.BenchSchema;
import dev.cogo.bench.dialect.Dialect;
import dev.cogo.bench.messages.Bridge;
import dev.cogo.bench.messages.Conversations;
import dev.cogo.bench.process.NodeProcess;
import dev.cogo.bench.process.Nodes;
import dev.cogo.bench.process.Users;
import dev.cogo.bench.socket.SocketLoop;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Nodes, and sessions that all of some users are in. A channel is a session's. */
final class CogoServer implements AutoCloseable {
    /**
     * Listeners take turns in being one of them: not one for each, whose coming and going all the others would hear of, and so
     * many that none has more connections than a node allows.
     */
    private static final int USERS = 80;

    private static final int SENDERS = 32;

    private final Nodes nodes;
    private final BenchSchema schema;
    private final Map<UUID, String> tokens;
    private final List<UUID> users;
    private final Map<String, String> sessions = new ConcurrentHashMap<>();

    /** @param nodes which this closes in the end */
    CogoServer(Nodes nodes, BenchSchema schema) {
        this.nodes = nodes;
        this.schema = schema;
        this.tokens = Users.register(nodes.get(0).url(), USERS);
        this.users = List.copyOf(tokens.keySet());
    }

    /** The server behind one of its doors, with channels of its own; closing that does not end the server. */
    Contender behind(Door door) {
        return new Behind(door);
    }

    private String session(Door door, String channel) {
        return sessions.computeIfAbsent(
                door + channel,
                made -> Conversations.oneHot(schema, users).next().sessionId().toString());
    }

    private String token(int listener) {
        return tokens.get(users.get(listener % users.size()));
    }

    private List<String> tokensOfSenders() {
        return IntStream.range(0, SENDERS).mapToObj(this::token).toList();
    }

    private InetSocketAddress address(int listener) {
        return nodes.get(listener % nodes.count()).address();
    }

    @Override
    public void close() {
        nodes.close();
    }

    private final class Behind implements Contender {
        private final Door door;

        Behind(Door door) {
            this.door = door;
        }

        @Override
        public String name() {
            return FanOutCases.contender(door);
        }

        @Override
        public InetSocketAddress address(int listener) {
            return CogoServer.this.address(listener);
        }

        @Override
        public Dialect dialect(String channel, int listener) {
            return door.dialect(Bridge.channel(session(door, channel)), token(listener), nodes.anonKey(), listener);
        }

        @Override
        public Publisher publisher(SocketLoop loop, String channel) {
            return BridgePublisher.open(loop, address(0), session(door, channel), tokensOfSenders());
        }

        @Override
        public List<ProcessHandle> processes() {
            return nodes.handles();
        }

        @Override
        public void collectGarbage() {
            for (int i = 0; i < nodes.count(); i++) {
                NodeProcess.Memory unused = nodes.get(i).memory();
            }
        }

        @Override
        public void close() {
            // the server goes on
        }
    }
}
