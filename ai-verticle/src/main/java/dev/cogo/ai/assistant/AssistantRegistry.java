package dev.cogo.ai.assistant;

import dev.cogo.ai.template.Templates;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.assistant.Assistant;
import dev.cogo.schema.assistant.AssistantHandle;
import dev.cogo.schema.assistant.AssistantPage;
import dev.cogo.schema.assistant.AssistantSettings;
import dev.cogo.schema.assistant.CreateAssistant;
import dev.cogo.schema.assistant.ListAssistants;
import dev.cogo.schema.assistant.ReadAssistant;
import dev.cogo.schema.assistant.UpdateAssistant;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.json.HandleCursor;
import dev.cogo.schema.json.PageBytes;
import io.vertx.pgclient.PgException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The assistants, for operators. Who asks is checked at the door. None is deleted: its messages stay its own. */
public final class AssistantRegistry {
    /** A message that may ask looks at each of them. */
    private static final int MAX_ASSISTANTS = 100;
    /** SQLSTATE of a handle that another has taken meanwhile. */
    private static final String UNIQUE = "23505";
    /** What programs call the built-in one by, whatever its handle. */
    private static final String HOUSE = "cogo";

    private final Database database;
    private final AssistantModels models;

    public AssistantRegistry(Database database, AssistantModels models) {
        this.database = database;
        this.models = models;
    }

    /**
     * Makes one, with an account of its own.
     *
     * @throws CogoException {@code handle_taken}, {@code too_many_assistants}, {@code invalid_request}
     */
    public Assistant create(CreateAssistant request) {
        AssistantSettings settings = request.settings();
        check(settings);
        UUID id = Ids.next();
        return onFreeHandle(settings.handle(), tx -> {
            // Two at the same moment may pass together: it bounds them, it does not count them.
            if (tx.query("SELECT FROM assistants LIMIT $1", (long) MAX_ASSISTANTS)
                            .size()
                    == MAX_ASSISTANTS) {
                throw new CogoException(
                        ErrorCode.TOO_MANY_ASSISTANTS, "there can be at most " + MAX_ASSISTANTS + " assistants");
            }
            tx.query(
                    "INSERT INTO accounts (id, display_name, is_service, addable_by) VALUES ($1, $2, true, 'anyone')",
                    id,
                    settings.name());
            tx.query("INSERT INTO assistants (id, handle) VALUES ($1, $2)", id, settings.handle());
            return write(tx, id, settings);
        });
    }

    /** A page of them, by handle. */
    public AssistantPage list(ListAssistants request) {
        List<Assistant> found = database
                .query(
                        StoredAssistant.SELECT + "WHERE s.handle > $1 ORDER BY s.handle LIMIT $2",
                        HandleCursor.handle(request.cursor()),
                        request.limit() + 1L)
                .stream()
                .map(StoredAssistant::of)
                .toList();
        List<Assistant> page = found.subList(0, PageBytes.count(found, request.limit()));
        return new AssistantPage(
                page,
                page.size() == found.size()
                        ? null
                        : HandleCursor.after(page.getLast().handle()));
    }

    /**
     * One of them.
     *
     * @throws CogoException {@code assistant_not_found}
     */
    public Assistant read(ReadAssistant request) {
        return read(database::query, request.handle());
    }

    /**
     * Changes one; from its next answer on.
     *
     * @throws CogoException {@code assistant_not_found}, {@code handle_taken}, {@code invalid_request}
     */
    public Assistant update(UpdateAssistant request) {
        AssistantSettings settings = request.settings();
        check(settings);
        Assistant before = read(database::query, request.handle());
        String handle = before.handle().equals(settings.handle()) ? null : settings.handle();
        return onFreeHandle(handle, tx -> write(tx, before.id(), settings));
    }

    private void check(AssistantSettings settings) {
        models.check(settings);
        if (settings.template() != null && !settings.template().isEmpty()) {
            try {
                Templates.own("template", settings.template());
            } catch (IllegalArgumentException e) {
                throw CogoException.invalid(String.valueOf(e.getMessage()));
            }
        }
    }

    // Agents and assistants are spoken to at one place, A2A's.
    private Assistant onFreeHandle(@Nullable String handle, Function<Database.Pipeline, Assistant> work) {
        if (HOUSE.equals(handle)) {
            throw taken();
        }
        if (handle != null && database.query("""
                                        SELECT FROM assistants WHERE handle = $1
                                        UNION ALL SELECT FROM agents WHERE lower(handle) = $1""", handle).size() > 0) {
            throw taken();
        }
        try {
            return database.transaction(work);
        } catch (PgException e) {
            throw UNIQUE.equals(e.getSqlState()) ? taken() : e;
        }
    }

    private static CogoException taken() {
        return new CogoException(ErrorCode.HANDLE_TAKEN, "there is an assistant or an agent of this handle");
    }

    private static Assistant write(Statements tx, UUID id, AssistantSettings settings) {
        tx.query(
                "UPDATE accounts SET display_name = coalesce($2, display_name), updated_at = now() WHERE id = $1",
                id,
                settings.name());
        // An empty text and 0 take back what was said.
        tx.query(
                """
                UPDATE assistants SET handle = coalesce($2, handle),
                    description = nullif(coalesce($3, description), ''), avatar = nullif(coalesce($4, avatar), ''),
                    models = coalesce($5, models), template = nullif(coalesce($6, template), ''),
                    language = nullif(coalesce($7, language), ''),
                    max_output_tokens = nullif(coalesce($8, max_output_tokens), 0), tools = coalesce($9, tools),
                    daily_micros = nullif(coalesce($10, daily_micros), 0),
                    monthly_micros = nullif(coalesce($11, monthly_micros), 0),
                    enabled = coalesce($12, enabled), updated_at = now()
                WHERE id = $1""",
                id,
                settings.handle(),
                settings.description(),
                settings.avatar(),
                array(settings.models()),
                settings.template(),
                settings.language(),
                settings.maxOutputTokens(),
                array(settings.tools()),
                settings.dailyMicros(),
                settings.monthlyMicros(),
                settings.enabled());
        return StoredAssistant.of(tx.query(StoredAssistant.SELECT + "WHERE s.id = $1", id)
                .iterator()
                .next());
    }

    private static String @Nullable [] array(@Nullable List<String> items) {
        return items == null ? null : items.toArray(String[]::new);
    }

    private static Assistant read(Statements statements, String handle) {
        if (!AssistantHandle.isOne(handle)) {
            throw notFound();
        }
        return statements.query(StoredAssistant.SELECT + "WHERE s.handle = $1", handle).stream()
                .findFirst()
                .map(StoredAssistant::of)
                .orElseThrow(AssistantRegistry::notFound);
    }

    private static CogoException notFound() {
        return new CogoException(ErrorCode.ASSISTANT_NOT_FOUND, "there is no assistant of this handle");
    }
}
