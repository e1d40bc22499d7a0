package dev.cogo.runtime.eventloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContextsTest {
    private final Vertx vertx = Vertx.vertx();
    private final Context there = Contexts.newEventLoop(vertx);
    private final Context here = Contexts.newEventLoop(vertx);

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void whatIsBroughtKeepsItsPlaceAmongWhatIsHandedOver() {
        for (int i = 0; i < 2_000; i++) {
            List<String> heard = new ArrayList<>();
            Promise<Void> all = Promise.promise();
            // Asked from here, as listeners do, while there goes on.
            here.runOnContext(ask -> Contexts.compose(
                            there,
                            () -> {
                                here.runOnContext(come -> heard.add("before"));
                                // Runs behind this, and hands over what is later.
                                there.runOnContext(next -> here.runOnContext(come -> {
                                    heard.add("after");
                                    all.complete();
                                }));
                                return Future.succeededFuture("it");
                            },
                            here)
                    .onSuccess(heard::add));
            all.future().await();
            assertThat(heard).containsExactly("before", "it", "after");
        }
    }

    @Test
    void whatTheWorkThrowsIsBroughtToo() {
        Future<Void> failed = Contexts.compose(
                there,
                () -> {
                    throw new IllegalStateException("it can't");
                },
                here);
        assertThatThrownBy(failed::await).hasMessage("it can't");
    }
}
