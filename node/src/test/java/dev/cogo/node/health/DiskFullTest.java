package dev.cogo.node.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cogo.chat.ChatConfig;
import dev.cogo.chat.ChatVerticle;
import dev.cogo.postgres.EmbeddedPostgres;
import dev.cogo.postgres.PostgresSettings;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.database.Migrations;
import dev.cogo.runtime.testing.Eventually;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.MessagePage;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.ReadHistory;
import dev.cogo.schema.message.SendMessages;
import dev.cogo.schema.message.StoredMessages;
import dev.cogo.schema.session.CreateSession;
import dev.cogo.schema.session.CreatedSession;
import dev.cogo.schema.session.SessionKind;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.ext.healthchecks.CheckResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk of its own for the database, in memory: only root can make one. */
class DiskFullTest {
    private static final Path BINARIES = Path.of("target", "pg-bin").toAbsolutePath();

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private EmbeddedPostgres postgres;
    private boolean mounted;
    private UUID user;
    private UUID session;
    private Bus bus;

    @BeforeEach
    void aSmallDisk() throws IOException, InterruptedException {
        assumeTrue("root".equals(System.getProperty("user.name")));
        // The server runs as another user, who has to pass.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        mounted = run("mount", "-t", "tmpfs", "-o", "size=200m,mode=755", "tmpfs", folder.toString());
        assumeTrue(mounted, "this machine lets nobody mount");
        postgres = EmbeddedPostgres.start(folder, PostgresSettings.DEFAULT.withBinaries(BINARIES));
    }

    @AfterEach
    void remove() throws IOException, InterruptedException {
        vertx.close().await();
        if (postgres != null) {
            postgres.close();
        }
        if (mounted) {
            // Lazily: the lock that this process holds on the data folder ends with the process.
            assertThat(run("umount", "--lazy", folder.toString())).isTrue();
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }

    @Test
    void theNodeSaysSoAndGoesOnWhenThereIsSpace() throws IOException {
        DatabaseConfig config = new DatabaseConfig(postgres.uri(), 5);
        Migrations.run(config);
        Bus.install(vertx);
        bus = new Bus(vertx);
        vertx.deployVerticle(
                        new ChatVerticle(ChatConfig.defaults(), config, ClusterView.alone()),
                        new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                .await();
        Health health = new Health(vertx).add(new DatabaseCheck(new Probe(vertx, config), "a node"));
        health.started();
        aSession(config);
        send(1).await();
        Eventually.until("a node that is ready", () -> isReady(health));

        Path ballast = folder.resolve("ballast");
        fill(ballast);
        Eventually.until("a node that is not ready", () -> !isReady(health));
        // What was there has some room left in its pages.
        ErrorCode refusal = Eventually.become(() -> failure(send(16)), code -> code != null);
        assertThat(refusal).isEqualTo(ErrorCode.UNAVAILABLE);
        MessagePage read = bus.<MessagePage>request(Address.HISTORY_READ, new ReadHistory(user, session, null, null, 1))
                .await();
        assertThat(read.items()).hasSize(1);
        assertThat(isReady(health)).isFalse();

        Files.delete(ballast);
        Eventually.until("a node that is ready again", () -> isReady(health));
        Eventually.until("a message that is stored", () -> failure(send(1)) == null);
    }

    private void aSession(DatabaseConfig config) {
        user = Ids.next();
        Database database = Database.open(vertx, config);
        database.query("INSERT INTO accounts (id, display_name) VALUES ($1, 'somebody')", user);
        CreatedSession created = bus.<CreatedSession>request(
                        Address.SESSION_CREATE,
                        new CreateSession(user, SessionKind.GROUP, null, List.of(), null, false))
                .await();
        session = created.session().id();
    }

    /** A message of so many KiB that can't be compressed. */
    private Future<StoredMessages> send(int kilobytes) {
        StringBuilder text = new StringBuilder();
        new Random().ints(kilobytes * 1024L, ' ' + 1, 127).forEach(text::appendCodePoint);
        return bus.request(
                Address.MESSAGE_SEND, new SendMessages(user, session, List.of(new NewMessage(text.toString()))));
    }

    private static ErrorCode failure(Future<?> work) {
        return work.map(done -> (ErrorCode) null)
                .otherwise(failure -> ((CogoException) failure).code())
                .await();
    }

    private static boolean isReady(Health health) {
        return CheckResult.isUp(health.ready().checkStatus());
    }

    private static void fill(Path ballast) {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }
}
