package dev.cogo.ai;

import dev.cogo.ai.answer.ActiveRuns;
import dev.cogo.ai.answer.AnswerListener;
import dev.cogo.ai.answer.AnswerPrompt;
import dev.cogo.ai.answer.AnswerService;
import dev.cogo.ai.answer.Names;
import dev.cogo.ai.answer.RunControl;
import dev.cogo.ai.answer.Summaries;
import dev.cogo.ai.assistant.AssistantModels;
import dev.cogo.ai.assistant.AssistantRegistry;
import dev.cogo.ai.assistant.Assistants;
import dev.cogo.ai.budget.BudgetedProvider;
import dev.cogo.ai.budget.Budgets;
import dev.cogo.ai.budget.Costs;
import dev.cogo.ai.budget.Payers;
import dev.cogo.ai.cache.AnswerCache;
import dev.cogo.ai.cache.CachedProvider;
import dev.cogo.ai.chat.ChatClient;
import dev.cogo.ai.completion.CompletionService;
import dev.cogo.ai.greeting.GreetingService;
import dev.cogo.ai.language.LanguageChoice;
import dev.cogo.ai.ledger.Ledger;
import dev.cogo.ai.ledger.Occasion;
import dev.cogo.ai.ledger.UsageReport;
import dev.cogo.ai.moderation.ModeratedProvider;
import dev.cogo.ai.moderation.ModerationClient;
import dev.cogo.ai.offline.OfflineProvider;
import dev.cogo.ai.offline.Phrases;
import dev.cogo.ai.personal.PersonalData;
import dev.cogo.ai.provider.Provider;
import dev.cogo.ai.router.Router;
import dev.cogo.ai.run.Run;
import dev.cogo.ai.run.RunQueue;
import dev.cogo.ai.run.RunSearch;
import dev.cogo.ai.run.Runs;
import dev.cogo.ai.summary.SessionSummaries;
import dev.cogo.ai.summary.SummaryWriter;
import dev.cogo.ai.template.Templates;
import dev.cogo.ai.title.SessionTitles;
import dev.cogo.ai.tool.Approvals;
import dev.cogo.ai.tool.ToolRuns;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.channel.ChannelPublisher;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.DatabaseConfig;
import dev.cogo.runtime.lease.Capacity;
import dev.cogo.runtime.lease.LeaseConfig;
import dev.cogo.runtime.lease.LeasedWork;
import dev.cogo.runtime.lease.Leases;
import dev.cogo.runtime.lease.PeriodicTasks;
import dev.cogo.runtime.metrics.NodeMetrics;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.record.Done;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The AI's part of a node: serves {@link Address#AI_GREETING}, {@link Address#AI_ANSWER} and what concerns its
 * runs, and owns the tables
 * {@code ai_*}, where it also finds a user's data, to copy it or to forget it. Deploy it on a virtual thread; each instance
 * has its own limit of concurrent requests.
 */
public final class AiVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(AiVerticle.class);
    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(1);

    private final AiConfig config;
    private final DatabaseConfig databaseConfig;
    private final ClusterView cluster;
    private @Nullable Database database;
    private @Nullable LeasedWork<Run> work;
    private @Nullable SessionSummaries summaries;
    private @Nullable PeriodicTasks sweeps;

    public AiVerticle(AiConfig config, DatabaseConfig databaseConfig, ClusterView cluster) {
        this.config = config;
        this.databaseConfig = databaseConfig;
        this.cluster = cluster;
    }

    @Override
    public Future<?> start() {
        database = Database.open(vertx, databaseConfig);
        Capacity capacity = new Capacity(config.maxConcurrent());
        Leases<Run> leases = new Leases<>(database, cluster, Runs.TABLE, leaseConfig());
        Runs runs = new Runs(database, leases);

        Bus bus = new Bus(vertx, cluster);
        ChatClient chat = new ChatClient(bus);
        LanguageChoice languages = new LanguageChoice(database);
        Phrases phrases = Phrases.load();
        AnswerCache cache = new AnswerCache(database, config.cacheLife());
        Costs costs = new Costs(
                config.spending().prices(),
                config.router().models(),
                config.router().generation(),
                Clock.systemUTC());
        Budgets budgets = new Budgets(
                database,
                config.spending().limits(),
                config.router().limits().total().plus(SETTLED_WITHIN),
                Clock.systemUTC());
        Ledger ledger = new Ledger(database, providers(cache, budgets, costs, phrases), costs, NodeMetrics.of(vertx));
        Templates templates = Templates.in(config.templates());
        Assistants assistants = new Assistants(database);
        AssistantRegistry registry = new AssistantRegistry(
                database,
                new AssistantModels(config.router().models(), config.spending().prices()));
        GreetingService greetings = new GreetingService(chat, assistants, languages, ledger, capacity, templates);
        CompletionService completions =
                new CompletionService(vertx, bus, assistants, languages, ledger, capacity, templates);
        if (config.summaries() && !config.router().models().isEmpty()) {
            summaries =
                    new SessionSummaries(vertx, cluster, database, config.runs().lease());
        }
        AnswerPrompt prompts = new AnswerPrompt(
                templates, new Names(database), config.contextTokens(), summaries == null ? Summaries.NONE : summaries);
        ChannelPublisher publisher = new ChannelPublisher(vertx, cluster);
        ActiveRuns active = new ActiveRuns(vertx, bus, publisher);
        ToolRuns tools = new ToolRuns(vertx, bus, database, publisher, config.tools());
        LeasedWork<Run> work = new LeasedWork<>(vertx, cluster, leases, capacity);
        this.work = work;
        AnswerService answers = new AnswerService(
                vertx,
                bus,
                active,
                chat,
                assistants,
                languages,
                ledger,
                runs,
                new RunQueue(database),
                work::nudge,
                titles(chat, ledger, capacity, templates),
                capacity,
                phrases,
                config.runs(),
                prompts,
                config.contextMessages(),
                tools);
        Approvals approvals = tools.approvals(work::nudge);
        RunControl control = answers.control();
        UsageReport usage = new UsageReport(database, budgets, assistants);
        PersonalData personalData = new PersonalData(database);
        work.start(answers::work);
        if (summaries != null) {
            summaries.start(
                    new SummaryWriter(database, chat, assistants, ledger, templates, prompts, config.contextTokens()));
        }
        sweeps = new PeriodicTasks(vertx, cluster, database)
                .every(config.cacheSweep(), config.cacheSweep(), "sweeping the AI cache", cache::sweep)
                .every(
                        config.cacheSweep(),
                        config.cacheSweep(),
                        "giving back what the AI did not spend",
                        budgets::sweep);
        sweeps.start();
        return Future.all(List.of(
                bus.serve(Address.AI_GREETING, greetings::greet),
                bus.serve(Address.AI_ANSWER, answers::answer),
                bus.serve(Address.AI_COMPLETE, completions::complete),
                bus.serve(Address.AI_RUN_START, answers::start),
                bus.serve(Address.AI_RUN_FIND, new RunSearch(database)::find),
                bus.serve(Address.AI_RUN_READ, control::read),
                bus.serve(Address.AI_RUN_LIVE, control::live),
                bus.serve(Address.AI_RUN_CANCEL, control::cancel),
                bus.serve(Address.AI_RUN_AGAIN, control::again),
                bus.serve(Address.AI_MESSAGE_ANSWER, control::answer),
                bus.servePrivate(leases.owner(), Address.AI_RUN_STOP, active::stop)
                        .completion(),
                bus.serve(Address.AI_RUNS_DUE, due -> {
                    work.nudge();
                    return Done.DONE;
                }),
                bus.serve(Address.ASSISTANT_CREATE, registry::create),
                bus.serve(Address.ASSISTANT_LIST, registry::list),
                bus.serve(Address.ASSISTANT_READ, registry::read),
                bus.serve(Address.ASSISTANT_UPDATE, registry::update),
                bus.serve(Address.ASSISTANT_CARDS, assistants::cards),
                bus.serve(Address.AI_APPROVALS, approvals::list),
                bus.serve(Address.AI_APPROVE, approvals::decide),
                bus.serve(Address.AI_USAGE, usage::own),
                bus.serve(Address.AI_COSTS, usage::all),
                bus.serve(Address.PERSONAL_AI, personalData::read),
                bus.serve(Address.PERSONAL_TOOLS, personalData::tools),
                bus.serve(Address.FORGET_AI, personalData::forget)));
    }

    /** Waits for what is under way, for a while; runs that are not done by then go to other nodes. */
    @Override
    public Future<?> stop() {
        if (sweeps != null) {
            sweeps.stop();
        }
        if (summaries != null) {
            summaries.stop();
        }
        if (work != null) {
            work.stop();
        }
        if (database != null) {
            database.close();
        }
        return Future.succeededFuture();
    }

    // The built-in provider would name everything by what it says of itself.
    private AnswerListener titles(ChatClient chat, Ledger ledger, Capacity capacity, Templates templates) {
        return config.runs().titles() && !config.router().models().isEmpty()
                ? new SessionTitles(vertx, Objects.requireNonNull(database), chat, ledger, capacity, templates)
                : (run, question, answer) -> {};
    }

    private LeaseConfig leaseConfig() {
        Duration lease = config.runs().lease();
        return LeaseConfig.of(lease, config.maxConcurrent())
                .withPauses(lease, lease.multipliedBy(4))
                .withStop(config.drain());
    }

    private Function<Occasion, Provider> providers(AnswerCache cache, Budgets budgets, Costs costs, Phrases phrases) {
        if (config.router().models().isEmpty()) {
            LOG.info("no key for a model: the built-in provider greets, and says that no model is connected");
            Provider offline = new OfflineProvider(phrases);
            return occasion -> offline;
        }
        Router router = new Router(vertx, config.router(), config.maxConcurrent());
        Function<Occasion, Provider> all = occasion -> new CachedProvider(
                new BudgetedProvider(
                        occasion.assistant() == null
                                ? router
                                : router.only(occasion.assistant().models()),
                        budgets,
                        costs,
                        Payers.of(occasion.userId(), occasion.sessionId(), occasion.assistant())),
                cache);
        if (config.moderation() == null) {
            return all;
        }
        ModerationClient moderation =
                new ModerationClient(vertx, config.moderation(), config.maxConcurrent(), NodeMetrics.of(vertx));
        return occasion -> new ModeratedProvider(all.apply(occasion), moderation, occasion);
    }
}
