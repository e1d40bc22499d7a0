package dev.cogo.chat.personal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.chat.encryption.EncryptionKeys;
import dev.cogo.chat.encryption.MessageCipher;
import dev.cogo.chat.personal.PersonalJob.Kind;
import dev.cogo.chat.personal.PersonalJob.Position;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.testing.Eventually;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PersonalWorkTest {
    private static final int STEPS = 5;

    private final List<UUID> steps = new CopyOnWriteArrayList<>();
    private final AtomicInteger done = new AtomicInteger();
    private PersonalJobs jobs;
    private PersonalWork work;

    private final class Worker extends VerticleBase {
        private final Database database;

        Worker(Database database) {
            this.database = database;
        }

        @Override
        public Future<?> start() {
            jobs = new PersonalJobs(database, new MessageCipher(EncryptionKeys.none()));
            for (int user = 0; user < 3; user++) {
                UUID id = Ids.next();
                database.query("INSERT INTO accounts (id, display_name) VALUES ($1, 'somebody')", id);
                jobs.start(id, Kind.EXPORT);
            }
            work = new PersonalWork(vertx, context, jobs, this::perform, Duration.ZERO);
            work.start();
            return Future.succeededFuture();
        }

        private void perform(PersonalJob job) {
            for (int step = job.position().section(); step < STEPS; step++) {
                work.beforeStep(job);
                steps.add(job.userId());
                jobs.advance(job, new Position(step + 1, null, 0, 0, 0));
            }
            jobs.finish(job);
            done.incrementAndGet();
        }

        @Override
        public Future<?> stop() {
            work.stop();
            return Future.succeededFuture();
        }
    }

    /** Two run at the same time: the third must not wait until one of them is done. */
    @Test
    void aLongJobMakesWayForThoseThatWait() {
        Vertx vertx = Vertx.vertx();
        try {
            vertx.deployVerticle(
                            new Worker(Database.open(vertx, TestDatabase.migrated())),
                            new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                    .await();
            Eventually.until("all jobs are done", () -> done.get() == 3);
            Set<UUID> first = new HashSet<>(steps.subList(0, STEPS));
            assertThat(first).hasSize(3);
            assertThat(steps)
                    .allSatisfy(user ->
                            assertThat(steps.stream().filter(user::equals)).hasSize(STEPS));
        } finally {
            vertx.close().await();
        }
    }
}
