package dev.cogo.node.ledger;

import dev.cogo.node.config.Setting;
import dev.cogo.node.ledger.Door.RefusedException;
import dev.cogo.node.testing.Ports;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A PostgreSQL, some nodes that are one cluster, and people with logins. */
final class TestSystem implements AutoCloseable {
    // Larger crowds need more: one has at most 100 connections to a node.
    private static final int PEOPLE = Integer.getInteger("cogo.ledger.people", 12);
    // So much that no limit is met at full rate.
    private static final String MESSAGES_PER_MINUTE = "1000000";
    // Tests that run at the same time have one each.
    private static final Path LOGS = Path.of("target", "ledger", System.getProperty("cogo.test.fork", "0"));

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpDoor.client();
    private final DatabaseServer database;
    private final Optional<Relay> relay;
    private final List<Place> places;
    private final Map<Setting, String> shared;
    private final List<Integer> memberPorts;
    private final List<NodeProcess> nodes = new ArrayList<>();
    private final List<NodeProcess> guests = new ArrayList<>();
    private List<Person> people = List.of();

    private TestSystem(Path directory, List<Map<Setting, String>> own, Optional<CutNetwork> network) {
        this.database = DatabaseServer.start(directory.resolve("data"));
        this.relay = network.map(there -> new Relay(vertx, database.uri(), there.here()));
        this.places = network.map(CutNetwork::places).orElse(Collections.nCopies(own.size(), Place.HERE));
        this.shared = new EnumMap<>(Map.of(
                Setting.DATA_DIR,
                directory.resolve("data").toString(),
                Setting.DATABASE_URL,
                relay.map(Relay::uri).orElseGet(database::uri),
                Setting.DATABASE_MAX_CONNECTIONS,
                "8",
                Setting.CHAT_RATE_LIMIT_PER_MINUTE,
                MESSAGES_PER_MINUTE,
                Setting.CLUSTER,
                "true"));
        shared.put(Setting.SESSIONS_PER_HOUR, "100000");
        shared.put(Setting.PEOPLE_PER_HOUR, "100000");
        this.memberPorts =
                IntStream.rangeClosed(0, own.size()).mapToObj(i -> Ports.free()).toList();
        shared.put(Setting.CLUSTER_SEEDS, String.join(",", seeds()));
        for (int i = 0; i < own.size(); i++) {
            nodes.add(node("node-" + (i + 1), places.get(i), memberPorts.get(i), own.get(i)));
        }
    }

    /** Where the nodes' members listen. */
    List<String> seeds() {
        return IntStream.range(0, memberPorts.size())
                .mapToObj(i -> place(i).memberHost() + ":" + memberPorts.get(i))
                .toList();
    }

    // The last one is for guests, who live with the last node.
    private Place place(int index) {
        return places.get(Math.min(index, places.size() - 1));
    }

    /**
     * Starts everything and waits until it is ready.
     *
     * @param directory an empty one
     * @param settings for all nodes, beside what makes them a cluster
     */
    static TestSystem start(Path directory, int count, Map<Setting, String> settings) {
        return start(
                directory,
                Collections.nCopies(count, settings),
                Optional.empty(),
                nodes -> nodes.forEach(NodeProcess::launch));
    }

    /** Likewise, with its nodes in a network that can be cut if there is one, else on this machine. */
    static TestSystem start(Path directory, Optional<CutNetwork> network) {
        return start(
                directory,
                Collections.nCopies(CutNetwork.NODES, Map.of()),
                network,
                nodes -> nodes.forEach(NodeProcess::launch));
    }

    /**
     * Starts everything and waits until it is ready.
     *
     * @param own each node's settings; the first has the gateway role
     * @param launch launches the nodes
     */
    static TestSystem start(Path directory, List<Map<Setting, String>> own, Consumer<List<NodeProcess>> launch) {
        return start(directory, own, Optional.empty(), launch);
    }

    private static TestSystem start(
            Path directory,
            List<Map<Setting, String>> own,
            Optional<CutNetwork> network,
            Consumer<List<NodeProcess>> launch) {
        openForOthers(directory);
        makeLogs();
        TestSystem system = new TestSystem(directory, own, network);
        try {
            launch.accept(system.nodes);
            system.nodes.forEach(NodeProcess::awaitReady);
            system.people =
                    IntStream.range(0, PEOPLE).mapToObj(system::register).toList();
            return system;
        } catch (RuntimeException | Error e) {
            system.close();
            throw e;
        }
    }

    private NodeProcess node(String name, Place place, int memberPort, Map<Setting, String> own) {
        Map<Setting, String> settings = new EnumMap<>(shared);
        settings.put(Setting.HTTP_HOST, place.httpHost());
        settings.put(Setting.CLUSTER_HOST, place.memberHost());
        settings.put(Setting.HTTP_PORT, Integer.toString(Ports.free()));
        settings.put(Setting.CLUSTER_PORT, Integer.toString(memberPort));
        settings.put(Setting.CLUSTER_BUS_PORT, Integer.toString(Ports.free()));
        settings.putAll(own);
        return new NodeProcess(name, place, settings, LOGS.resolve(name + ".log"));
    }

    /** One more node, which has settings of its own and is not among {@link #nodes}. */
    NodeProcess guest(Map<Setting, String> own) {
        NodeProcess guest = node("guest", places.getLast(), memberPorts.getLast(), own);
        guests.add(guest);
        guest.launch().awaitReady();
        return guest;
    }

    /** Starts what a scenario has left dead, so that each scenario can run alone and after any other. */
    void restore() {
        guests.forEach(NodeProcess::kill);
        guests.clear();
        database.awaitUp();
        nodes.stream().filter(node -> !node.isAlive()).forEach(NodeProcess::launch);
        nodes.forEach(NodeProcess::awaitReady);
    }

    Vertx vertx() {
        return vertx;
    }

    HttpClient http() {
        return http;
    }

    DatabaseServer database() {
        return database;
    }

    List<NodeProcess> nodes() {
        return nodes;
    }

    /** Counted around: the one after the last is the first. */
    NodeProcess node(int index) {
        return nodes.get(index % nodes.size());
    }

    List<Person> people() {
        return people;
    }

    /** New sessions of all people; their ids. */
    List<String> sessions(int count) {
        return IntStream.range(0, count).mapToObj(i -> session()).toList();
    }

    private String session() {
        JsonArray members = new JsonArray();
        people.stream().skip(1).map(Person::id).forEach(members::add);
        JsonObject body =
                new JsonObject().put("title", "Ledger").put("ai", false).put("members", members);
        return post(people.getFirst(), "/chat/session", body).getString("id");
    }

    private Person register(int index) {
        JsonObject account = new JsonObject()
                .put("email", "person-" + index + "-" + UUID.randomUUID() + "@example.org")
                .put("password", "seven quiet lighthouses");
        JsonObject login = post(new Person("", ""), "/auth/register", account);
        return new Person(login.getJsonObject("user").getString("id"), login.getString("accessToken"));
    }

    private JsonObject post(Person person, String path, JsonObject body) {
        try {
            return new HttpDoor(http, nodes.getFirst(), person).call("POST", path, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RefusedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What stands in the database of these sessions. */
    List<Stored> stored(List<String> sessions) {
        return sessions.stream().map(session -> Stored.read(database, session)).toList();
    }

    /** Who holds a lease on the rows of a table that have this status. */
    List<String> leases(String table, String status) {
        String sql = "SELECT lease_owner FROM " + table + " WHERE status = ? AND lease_owner IS NOT NULL";
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, status);
            List<String> owners = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    owners.add(rows.getString(1));
                }
            }
            return owners;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has no lease of a node end for an hour, unless that renews it. */
    void lastForAnHour(String... tables) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String table : tables) {
                statement.executeUpdate("UPDATE " + table
                        + " SET lease_until = now() + interval '1 hour' WHERE lease_until IS NOT NULL");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The nodes' last warnings, for a failed test's message. */
    String complaints() {
        return nodes.stream().map(NodeProcess::complaints).collect(Collectors.joining());
    }

    @Override
    public void close() {
        guests.forEach(NodeProcess::kill);
        nodes.forEach(NodeProcess::kill);
        http.close();
        relay.ifPresent(Relay::close);
        vertx.close().await();
        database.close();
    }

    /** A place for the nodes' logs, without older ones. They stay, for whoever looks into a failure. */
    static void makeLogs() {
        try {
            Files.createDirectories(LOGS);
            try (var old = Files.newDirectoryStream(LOGS, "*.log")) {
                for (Path log : old) {
                    Files.delete(log);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // JUnit's temporary directories are closed to other users; as root, PostgreSQL runs as one of them.
    private static void openForOthers(Path directory) {
        try {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
