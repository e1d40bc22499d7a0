package dev.cogo.runtime.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.bus.EventEnvelope;
import dev.cogo.runtime.testing.TestCluster;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.event.Typing;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class ChannelPublisherTest {
    private static final UUID ID = UUID.fromString("01a2076b-4bd0-713c-acd8-f1de6955db34");

    @Test
    void anEventIsFinishedJson(Vertx vertx) {
        UUID user = Ids.next();
        Bus.install(vertx);
        TestCluster cluster = new TestCluster("one", "two");
        String home = cluster.topology().homeOf("chat_session_" + ID).orElseThrow();
        Promise<Buffer> heard = Promise.promise();
        EventEnvelope.receive(
                vertx.eventBus(), EventEnvelope.Destination.HOME, home, event -> heard.complete(event.body()));
        new ChannelPublisher(vertx, cluster.seenBy("one"))
                .publish(new Channel.OfSession(ID), EventName.USER_TYPING, new Typing(user, ID, true));
        assertThat(heard.future().await().toString())
                .isEqualTo(("{\"event\":\"user_typing\",\"channel\":\"chat_session_%s\",\"payload\":"
                                + "{\"userId\":\"%s\",\"sessionId\":\"%s\",\"isTyping\":true}}")
                        .formatted(ID, user, ID));
    }
}
