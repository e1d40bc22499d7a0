package dev.cogo.chat.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.chat.ChatNode;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.message.ReadTimeline;
import dev.cogo.schema.message.TimelinePage;
import dev.cogo.schema.session.ListMembers;
import dev.cogo.schema.session.MemberPage;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SharesTest {
    /** All of one user's reads wait for a lock; another's find a connection, and so does what a gateway needs for all. */
    @Test
    void whoReadsTooMuchAtOnceWaitsBehindThemselves() throws InterruptedException {
        try (ChatNode node = new ChatNode(TestDatabase.migrated())) {
            UUID ann = node.account();
            UUID bob = node.account();
            UUID session = node.group(ann).id();
            UUID ofBob = node.group(bob).id();
            CountDownLatch locked = new CountDownLatch(1);
            CountDownLatch answered = new CountDownLatch(1);
            Thread holder = Thread.ofPlatform()
                    .start(() -> node.database().transaction(tx -> {
                        tx.query("LOCK TABLE session_events IN ACCESS EXCLUSIVE MODE");
                        locked.countDown();
                        return await(answered);
                    }));
            locked.await();
            List<Future<TimelinePage>> ofAnn = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                ofAnn.add(node.bus().request(Address.TIMELINE_READ, new ReadTimeline(ann, session, 0, 10)));
            }
            Future<TimelinePage> forAll =
                    node.bus().request(Address.TIMELINE_READ, new ReadTimeline(ann, session, 0, 10, true));
            MemberPage members = node.ask(Address.MEMBER_LIST, new ListMembers(bob, ofBob, 10, null));
            assertThat(members.items()).hasSize(1);
            assertThat(ofAnn).noneMatch(Future::succeeded);
            answered.countDown();
            holder.join();
            forAll.await();
            Future.join(ofAnn).otherwiseEmpty().await();
            assertThat(ofAnn.stream().filter(Future::failed).map(read -> ((CogoException) read.cause()).code()))
                    .isNotEmpty()
                    .containsOnly(ErrorCode.RATE_LIMITED);
            assertThat(ofAnn.stream().filter(Future::succeeded))
                    .hasSizeGreaterThan(Shares.reads(16).waitingOfUser());
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
