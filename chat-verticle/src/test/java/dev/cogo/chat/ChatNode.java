package dev.cogo.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessagePage;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.ReadHistory;
import dev.cogo.schema.message.SendMessages;
import dev.cogo.schema.message.StoredMessages;
import dev.cogo.schema.record.BusRecord;
import dev.cogo.schema.session.CreateSession;
import dev.cogo.schema.session.CreatedSession;
import dev.cogo.schema.session.GetSession;
import dev.cogo.schema.session.Session;
import dev.cogo.schema.session.SessionKind;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/** A node with the chat role and nothing else: its own bus, and a database that it may share with another. */
public final class ChatNode implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final Database database;
    private final String deployment;

    public ChatNode(DatabaseConfig config) {
        this(config, ChatConfig.defaults());
    }

    public ChatNode(DatabaseConfig config, ChatConfig chat) {
        Bus.install(vertx);
        database = Database.open(vertx, config);
        deployment = vertx.deployVerticle(
                        new ChatVerticle(chat, config, ClusterView.alone()),
                        new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                .await();
    }

    public Vertx vertx() {
        return vertx;
    }

    public Bus bus() {
        return bus;
    }

    public Database database() {
        return database;
    }

    /** Stops the verticle alone. */
    public Future<Void> undeploy() {
        return vertx.undeploy(deployment);
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // as in Bus.request
    public <R extends BusRecord> R ask(Address address, BusRecord body) {
        return bus.<R>request(address, body).await();
    }

    /** Asserts that the request fails with this code, and gives the failure. */
    public CogoException refused(ErrorCode code, Address address, BusRecord body) {
        CogoException failure = catchThrowableOfType(
                CogoException.class, () -> bus.request(address, body).await());
        assertThat(failure).as("%s %s", address, body).isNotNull();
        assertThat(failure.code()).as(failure.getMessage()).isEqualTo(code);
        return failure;
    }

    /** A new account; its e-mail address is {@code name@example.org} in lower case. */
    public UUID account(String name) {
        UUID id = Ids.next();
        database.query(
                "INSERT INTO accounts (id, email, display_name) VALUES ($1, $2, $3)",
                id,
                name.toLowerCase(Locale.ROOT) + "@example.org",
                name);
        return id;
    }

    /** An account whose name matters to nobody. */
    public UUID account() {
        return account("u" + Ids.next());
    }

    public Session group(UUID owner, UUID... others) {
        List<String> names = Stream.of(others).map(UUID::toString).toList();
        return create(new CreateSession(owner, SessionKind.GROUP, "a group", names, null, true));
    }

    public Session create(CreateSession request) {
        return this.<CreatedSession>ask(Address.SESSION_CREATE, request).session();
    }

    public Session session(UUID user, UUID session) {
        return ask(Address.SESSION_GET, new GetSession(user, session));
    }

    public Message send(UUID user, UUID session, String content) {
        return send(user, session, new NewMessage(content)).getFirst();
    }

    public List<Message> send(UUID user, UUID session, NewMessage... messages) {
        return sending(user, session, messages).await().messages();
    }

    public Future<StoredMessages> sending(UUID user, UUID session, NewMessage... messages) {
        return bus.request(Address.MESSAGE_SEND, new SendMessages(user, session, List.of(messages)));
    }

    /** The newest messages. */
    public List<Message> history(UUID user, UUID session) {
        MessagePage page = ask(Address.HISTORY_READ, new ReadHistory(user, session, null, null, ReadHistory.MAX_LIMIT));
        return page.items();
    }

    public Listener listen(Channel channel) {
        return new Listener(vertx, bus, channel);
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
