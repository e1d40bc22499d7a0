package dev.cogo.gateway.supabase.realtime.positions;

import static dev.cogo.runtime.testing.Eventually.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.testing.TestCluster;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What gateway nodes tell each other of their clients. */
class PositionGossipTest {
    private static final UUID SESSION = UUID.randomUUID();

    /** Nobody is at the third: it has just been killed. */
    private final TestCluster cluster = new TestCluster("a", "b", "c");

    private Vertx vertx;
    private PositionGossip a;
    private PositionGossip b;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        Bus.install(vertx);
        a = open("a");
        b = open("b");
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void anotherGatewayHearsHowFarAClientIs() {
        UUID connection = UUID.randomUUID();
        a.publish(place(connection), 7);
        until("the news", () -> b.positionOf(SESSION, connection) == 7);
        a.publish(place(connection), 8);
        a.publish(place(connection), 9);
        until("the news", () -> b.positionOf(SESSION, connection) == 9);
        assertThat(b.positionOf(UUID.randomUUID(), connection)).isZero();
        assertThat(a.positionOf(SESSION, connection)).isZero();
    }

    @Test
    void allOfManyClientsAreTold() {
        List<UUID> connections = Stream.generate(UUID::randomUUID).limit(2500).toList();
        connections.forEach(connection -> a.publish(place(connection), 3));
        until("the news", () -> connections.stream().allMatch(connection -> b.positionOf(SESSION, connection) == 3));
    }

    @Test
    void whatComesLateTakesNothingBack() {
        UUID connection = UUID.randomUUID();
        UUID marker = UUID.randomUUID();
        a.publish(place(connection), 9);
        until("the news", () -> b.positionOf(SESSION, connection) == 9);
        a.publish(place(connection), 4);
        a.publish(place(marker), 1);
        until("the news", () -> b.positionOf(SESSION, marker) == 1);
        assertThat(b.positionOf(SESSION, connection)).isEqualTo(9);
    }

    private PositionGossip open(String node) {
        ClusterView view = cluster.seenBy(node);
        PositionGossip news = new PositionGossip(vertx, new Bus(vertx, view), view);
        news.open().await();
        return news;
    }

    private static Positions.Place place(UUID connection) {
        return new Positions.Place(UUID.randomUUID(), "", SESSION, connection);
    }
}
