package dev.cogo.ai.testing;

import dev.cogo.ai.AiConfig;
import dev.cogo.ai.AiVerticle;
import dev.cogo.ai.budget.SpendingConfig;
import dev.cogo.ai.gemini.GeminiStub;
import dev.cogo.ai.http.CallLimits;
import dev.cogo.ai.model.Generation;
import dev.cogo.ai.model.Services;
import dev.cogo.ai.moderation.ModerationConfig;
import dev.cogo.ai.router.RouterConfig;
import dev.cogo.ai.run.RunConfig;
import dev.cogo.ai.tool.ToolsConfig;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.bus.Cost;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.testing.TestDatabase;
import dev.cogo.schema.ai.Answer;
import dev.cogo.schema.ai.Greeting;
import dev.cogo.schema.ai.RequestAnswer;
import dev.cogo.schema.ai.RequestGreeting;
import dev.cogo.schema.assistant.AssistantCard;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.record.BusRecord;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A real bus and a real database with the AI on them; beside it a chat and a Gemini that are the tests'. */
public final class AiFixture implements AutoCloseable {
    public static final Duration LEASE = Duration.ofMillis(1200);

    public final Vertx vertx = Vertx.vertx();
    public final UUID user = Ids.next();
    public final UUID other = Ids.next();
    public final Database database;
    public final TestChat chat;
    public final GeminiStub gemini;

    private final DatabaseConfig databaseConfig = TestDatabase.migrated();
    private final Bus bus;

    public AiFixture() {
        Bus.install(vertx);
        bus = new Bus(vertx);
        database = Database.open(vertx, databaseConfig);
        chat = new TestChat(database);
        gemini = GeminiStub.start(vertx);
        deploy(chat);
    }

    /** A node's AI with a Gemini key. */
    public String startAi() {
        return startAi(config(GeminiStub.KEY, 16));
    }

    public String startAi(AiConfig config) {
        return startAi(config, ClusterView.alone());
    }

    public String startAi(AiConfig config, ClusterView cluster) {
        return deploy(new AiVerticle(config, databaseConfig, cluster));
    }

    public AiConfig config(@Nullable String key, int maxConcurrent) {
        return config(key, maxConcurrent, 100);
    }

    public AiConfig config(@Nullable String key, int maxConcurrent, int maxInSession) {
        return config(key, maxConcurrent, maxInSession, ToolsConfig.none());
    }

    /** A node's AI with these tools. */
    public String startAi(ToolsConfig tools) {
        return startAi(config(GeminiStub.KEY, 16, 100, tools));
    }

    /** A node's AI on whose questions and answers somebody else has a say. */
    public String startAi(ModerationConfig moderation) {
        return startAi(config(GeminiStub.KEY, 16, 100, ToolsConfig.none(), moderation, false));
    }

    /** A node's AI that keeps summaries of what it is not told. */
    public String startAiWithSummaries() {
        return startAi(config(GeminiStub.KEY, 16, 100, ToolsConfig.none(), null, true));
    }

    private AiConfig config(@Nullable String key, int maxConcurrent, int maxInSession, ToolsConfig tools) {
        return config(key, maxConcurrent, maxInSession, tools, null, false);
    }

    private AiConfig config(
            @Nullable String key,
            int maxConcurrent,
            int maxInSession,
            ToolsConfig tools,
            @Nullable ModerationConfig moderation,
            boolean summaries) {
        RouterConfig router = new RouterConfig(
                Services.gemini(key, gemini.baseUrl()).models(List.of("gemini:" + GeminiStub.MODEL)),
                Generation.DEFAULT,
                CallLimits.of(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20)),
                2,
                Duration.ofMillis(2),
                Duration.ofMillis(5),
                Duration.ofSeconds(1),
                1000,
                Duration.ofSeconds(1));
        RunConfig runs =
                new RunConfig(LEASE, Duration.ofMillis(10), Duration.ofSeconds(20), 3, maxInSession, false, false);
        return new AiConfig(
                router,
                SpendingConfig.none(),
                maxConcurrent,
                6,
                8000,
                null,
                runs,
                tools,
                Duration.ofHours(1),
                Duration.ofMillis(50),
                Duration.ofMillis(100),
                moderation,
                summaries);
    }

    private String deploy(Deployable verticle) {
        return vertx.deployVerticle(verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                .await();
    }

    public void undeploy(String id) {
        vertx.undeploy(id).await();
    }

    public Future<Answer> ask(UUID sessionId, String question, @Nullable String clientMessageId) {
        return ask(sessionId, question, clientMessageId, new Cost());
    }

    public Future<Answer> ask(UUID sessionId, String question, @Nullable String clientMessageId, Cost cost) {
        NewMessage message = new NewMessage(question, clientMessageId, null, null);
        return bus.request(Address.AI_ANSWER, new RequestAnswer(user, sessionId, message, null, null, null), cost);
    }

    public Future<Greeting> greet(@Nullable UUID sessionId, @Nullable String language, @Nullable String header) {
        return bus.request(Address.AI_GREETING, new RequestGreeting(user, sessionId, language, header), new Cost());
    }

    /** A request of this user about a run. */
    public <R extends BusRecord> Future<R> about(Address address, BusRecord request) {
        return bus.request(address, request, new Cost());
    }

    /** The code that a request fails with. */
    public static ErrorCode codeOf(Future<?> request) {
        try {
            request.await();
        } catch (CogoException e) {
            return e.code();
        }
        throw new AssertionError("it did not fail");
    }

    public List<Row> rows(String sql, Object... arguments) {
        return StreamSupport.stream(database.query(sql, arguments).spliterator(), false)
                .toList();
    }

    /** A run as a node leaves it that died at work, after this question. */
    public UUID abandonedRun(Message question, int attempts, String language) {
        return abandonedRun(question.sessionId(), question.id(), question.seq(), attempts, language);
    }

    public UUID abandonedRun(UUID sessionId, UUID questionId, long questionSeq, int attempts, String language) {
        UUID id = Ids.next();
        database.query("""
                INSERT INTO ai_runs (id, session_id, user_id, question_id, question_seq, variant, language, status, attempts,
                                     lease_owner, lease_until, assistant_id)
                VALUES ($1, $2, $3, $4, $5, 1, $6, 'running', $7, 'a dead node', now() + interval '100 milliseconds', $8)
                """, id, sessionId, user, questionId, questionSeq, language, attempts, AssistantCard.BUILT_IN);
        return id;
    }

    /** Verticles first, as a node does: they still need the database. */
    @Override
    public void close() {
        Future.all(vertx.deploymentIDs().stream().map(vertx::undeploy).toList()).await();
        vertx.close().await();
    }
}
