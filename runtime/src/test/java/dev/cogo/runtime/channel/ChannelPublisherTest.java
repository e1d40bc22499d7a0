package dev.cogo.runtime.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.bus.EventEnvelope;
import dev.cogo.runtime.testing.TestCluster;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.ChannelEvent;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.event.BatchMessages;
import dev.cogo.schema.event.Typing;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessageType;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(VertxExtension.class)
class ChannelPublisherTest {
    private static final UUID ID = UUID.fromString("01a2076b-4bd0-713c-acd8-f1de6955db34");
    private static final Channel CHANNEL = new Channel.OfSession(ID);

    @Test
    void anEventIsFinishedJson(Vertx vertx) {
        UUID user = Ids.next();
        EventEnvelope event =
                published(vertx, new ChannelEvent(EventName.USER_TYPING, CHANNEL, null, new Typing(user, ID, true)));
        assertThat(event.body().toString())
                .isEqualTo(("{\"event\":\"user_typing\",\"channel\":\"chat_session_%s\",\"payload\":"
                                + "{\"userId\":\"%s\",\"sessionId\":\"%s\",\"isTyping\":true}}")
                        .formatted(ID, user, ID));
        assertThat(event.channel()).isEqualTo("chat_session_" + ID);
        assertThat(event.firstSeq()).isZero();
        assertThat(event.lastSeq()).isZero();
    }

    /** Everybody behind it goes by the envelope, so it has to say the same as the body. */
    @ParameterizedTest
    @CsvSource({
        "NEW_MESSAGE,false",
        "REACTION,false",
        "MESSAGE_UPDATED,true",
        "MESSAGE_DELETED,true",
        "SESSION_UPDATED,true"
    })
    void theEnvelopeTellsThePlaceAndWhatItDoes(EventName name, boolean revises, Vertx vertx) {
        assertThat(published(vertx, new ChannelEvent(name, CHANNEL, 7L, message(3))))
                .extracting(EventEnvelope::firstSeq, EventEnvelope::lastSeq, EventEnvelope::revises)
                .containsExactly(7L, 7L, revises);
    }

    @ParameterizedTest
    @CsvSource({"5,5", "5,7", "1,100"})
    void aBatchTakesThePlacesOfItsMessages(long first, long last, Vertx vertx) {
        List<Message> messages = LongStream.rangeClosed(first, last)
                .mapToObj(ChannelPublisherTest::message)
                .toList();
        BatchMessages batch = new BatchMessages(ID, messages);
        assertThat(published(vertx, new ChannelEvent(EventName.BATCH_MESSAGES, CHANNEL, last, batch)))
                .extracting(EventEnvelope::firstSeq, EventEnvelope::lastSeq, EventEnvelope::revises)
                .containsExactly(first, last, false);
    }

    private static Message message(long seq) {
        return new Message(ID, seq, ID, null, "x", MessageType.TEXT, Instant.EPOCH, null, null, null);
    }

    private static EventEnvelope published(Vertx vertx, ChannelEvent event) {
        Bus.install(vertx);
        TestCluster cluster = new TestCluster("one", "two");
        String home = cluster.topology().homeOf(CHANNEL.name()).orElseThrow();
        Promise<EventEnvelope> heard = Promise.promise();
        EventEnvelope.receive(vertx.eventBus(), EventEnvelope.Destination.HOME, home, heard::complete);
        new ChannelPublisher(vertx, cluster.seenBy("one")).publish(event);
        return heard.future().await();
    }
}
