package dev.cogo.ai;

import dev.cogo.ai.answer.AnswerService;
import dev.cogo.ai.cache.AnswerCache;
import dev.cogo.ai.cache.CachedProvider;
import dev.cogo.ai.chat.ChatClient;
import dev.cogo.ai.gemini.GeminiProvider;
import dev.cogo.ai.greeting.GreetingService;
import dev.cogo.ai.jobs.JobSweep;
import dev.cogo.ai.jobs.Jobs;
import dev.cogo.ai.jobs.Leases;
import dev.cogo.ai.language.LanguageChoice;
import dev.cogo.ai.ledger.Ledger;
import dev.cogo.ai.limits.Capacity;
import dev.cogo.ai.offline.OfflineProvider;
import dev.cogo.ai.offline.Phrases;
import dev.cogo.ai.personal.PersonalData;
import dev.cogo.ai.provider.Provider;
import dev.cogo.ai.schedule.Repeating;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.channel.ChannelPublisher;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.error.Failures;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The AI's part of a node: serves {@link Address#AI_GREETING} and {@link Address#AI_ANSWER}, and owns the tables
 * {@code ai_*}, where it also finds a user's data, to copy it or to forget it. Deploy it on a virtual thread; each instance
 * has its own limit of concurrent requests.
 */
public final class AiVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(AiVerticle.class);

    private final AiConfig config;
    private final DatabaseConfig databaseConfig;
    private final ClusterView cluster;
    private final Capacity capacity;
    private @Nullable Database database;
    private @Nullable Jobs jobs;
    private @Nullable Repeating renewal;
    private List<Repeating> sweeps = List.of();

    public AiVerticle(AiConfig config, DatabaseConfig databaseConfig, ClusterView cluster) {
        this.config = config;
        this.databaseConfig = databaseConfig;
        this.cluster = cluster;
        this.capacity = new Capacity(config.maxConcurrent());
    }

    @Override
    public Future<?> start() {
        database = Database.open(vertx, databaseConfig);
        // Not the node's id alone: what a node left behind when it crashed is not ours after its restart.
        jobs = new Jobs(
                database, config.nodeId() + "/" + Ids.next(), config.jobs().lease());

        Bus bus = new Bus(vertx, cluster);
        ChatClient chat = new ChatClient(bus);
        LanguageChoice languages = new LanguageChoice(database);
        Phrases phrases = Phrases.load();
        AnswerCache cache = new AnswerCache(database, config.cacheLife());
        Ledger ledger = new Ledger(database, provider(cache, phrases));
        Leases leases = new Leases(jobs);
        GreetingService greetings = new GreetingService(chat, languages, ledger, capacity);
        AnswerService answers = new AnswerService(
                vertx,
                bus,
                new ChannelPublisher(vertx, cluster),
                chat,
                languages,
                ledger,
                jobs,
                leases,
                capacity,
                phrases,
                config.jobs(),
                config.contextMessages());
        PersonalData personalData = new PersonalData(database);
        JobSweep sweep = new JobSweep(vertx, jobs, capacity, answers::takeOver);

        renewal = Repeating.start(
                vertx, "renewing AI leases", config.jobs().lease().dividedBy(3), leases::renew);
        sweeps = List.of(
                Repeating.start(vertx, "taking over AI jobs", config.jobs().sweep(), sweep::sweep),
                Repeating.start(vertx, "sweeping the AI cache", config.cacheSweep(), cache::sweep));
        return Future.all(
                bus.serve(Address.AI_GREETING, greetings::greet),
                bus.serve(Address.AI_ANSWER, answers::answer),
                bus.serve(Address.PERSONAL_AI, personalData::read),
                bus.serve(Address.FORGET_AI, personalData::forget));
    }

    /** Waits for what is under way, for a while; jobs that are not done by then go to other nodes. */
    @Override
    public Future<?> stop() {
        try {
            sweeps.forEach(Repeating::close);
            capacity.close()
                    .timeout(Math.max(1, config.drain().toMillis()), TimeUnit.MILLISECONDS)
                    .otherwiseEmpty()
                    .await();
            if (renewal != null) {
                renewal.close();
            }
            if (jobs != null) {
                jobs.releaseAll();
            }
        } catch (Exception e) {
            // The leases then end by themselves.
            Failures.of(e, "releasing AI jobs");
        } finally {
            if (database != null) {
                database.close();
            }
        }
        return Future.succeededFuture();
    }

    private Provider provider(AnswerCache cache, Phrases phrases) {
        if (config.gemini().apiKey() == null) {
            LOG.info("no GEMINI_API_KEY: the built-in provider greets, and says that no model is connected");
            return new OfflineProvider(phrases);
        }
        return new CachedProvider(new GeminiProvider(vertx, config.gemini(), config.maxConcurrent()), cache);
    }
}
