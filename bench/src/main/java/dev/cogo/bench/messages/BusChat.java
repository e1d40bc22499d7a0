package dev.cogo.bench.messages;

import dev.cogo.bench.load.Operation;
import dev.cogo.chat.ChatConfig;
import dev.cogo.chat.ChatVerticle;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.SendMessages;
import dev.cogo.schema.message.StoredMessages;
import dev.cogo.schema.record.BusRecord;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.util.stream.Stream;

/** A chat role in this process, spoken to over the bus as a gateway on the same node does. */
public final class BusChat implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);

    private BusChat() {}

    public static BusChat start(DatabaseConfig database) {
        BusChat chat = new BusChat();
        Bus.install(chat.vertx);
        chat.vertx
                .deployVerticle(
                        new ChatVerticle(ChatConfig.defaults(), database, ClusterView.alone()),
                        new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                .await();
        return chat;
    }

    /** For the loads on it. */
    public Vertx vertx() {
        return vertx;
    }

    public <R extends BusRecord> Future<R> ask(Address address, BusRecord request) {
        return bus.request(address, request);
    }

    /** A send of so many messages, each with an id of the client's. */
    Operation send(Conversations conversations, int messages, String content) {
        return new Operation(messages, () -> {
            Conversations.Turn turn = conversations.next();
            SendMessages request = new SendMessages(
                    turn.userId(),
                    turn.sessionId(),
                    Stream.generate(() -> new NewMessage(content, Ids.next().toString(), null, null))
                            .limit(messages)
                            .toList());
            return this.<StoredMessages>ask(Address.MESSAGE_SEND, request).map(stored -> {
                if (stored.messages().size() != messages) {
                    throw new IllegalStateException("not all were stored");
                }
                return stored;
            });
        });
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
