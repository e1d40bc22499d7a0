package dev.cogo.ai.summary;

import dev.cogo.ai.answer.AnswerPrompt;
import dev.cogo.ai.assistant.Assistants;
import dev.cogo.ai.chat.ChatClient;
import dev.cogo.ai.ledger.Ledger;
import dev.cogo.ai.ledger.Occasion;
import dev.cogo.ai.provider.Prompt;
import dev.cogo.ai.provider.Purpose;
import dev.cogo.ai.provider.Tokens;
import dev.cogo.ai.provider.Turn;
import dev.cogo.ai.template.Template;
import dev.cogo.ai.template.Templates;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.lease.Lease;
import dev.cogo.schema.assistant.Assistant;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.text.CleanText;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A step of a summary: what there is and the messages that follow, as many as fit, make the next one. Whoever changes one of these
 * messages meanwhile deletes the row, and what was made of it is nobody's.
 */
public final class SummaryWriter {
    private static final int PAGE = 100;
    private static final int MAX_TOKENS = 700;
    private static final int MAX_CHARACTERS = 4000;
    private static final int ATTEMPTS = 5;

    private static final String STORE = """
            UPDATE ai_summaries SET text = $2, up_to_seq = $3, attempts = 0, next_attempt_at = now(), updated_at = now()
            WHERE id = $1""";

    private static final Set<ErrorCode> NOT_NOW = Set.of(ErrorCode.AI_BUDGET_SPENT, ErrorCode.AI_FAILED);

    private final Database database;
    private final ChatClient chat;
    private final Assistants assistants;
    private final Ledger ledger;
    private final Templates templates;
    private final AnswerPrompt prompts;
    private final int stepTokens;

    /** @param stepTokens about how many the messages of a step may have; one message may have more */
    public SummaryWriter(
            Database database,
            ChatClient chat,
            Assistants assistants,
            Ledger ledger,
            Templates templates,
            AnswerPrompt prompts,
            int stepTokens) {
        this.database = database;
        this.chat = chat;
        this.assistants = assistants;
        this.ledger = ledger;
        this.templates = templates;
        this.prompts = prompts;
        this.stepTokens = stepTokens;
    }

    /** Makes a step; what it throws may pass. */
    void work(Lease<WantedSummary> lease) {
        WantedSummary row = lease.row();
        Optional<Assistant> assistant = reader(row);
        if (assistant.isEmpty()) {
            database.query("DELETE FROM ai_summaries WHERE id = $1 AND lease_owner = $2", row.id(), lease.token());
            lease.forget();
            return;
        }
        Step step = step(row, assistant.get());
        try {
            store(lease, step.lines().isEmpty() ? row.text() : written(row, step), step.upToSeq());
        } catch (CogoException failure) {
            if (failure.code() == ErrorCode.AI_REFUSED) {
                // It would be refused again: the summary goes on without these messages.
                store(lease, row.text(), step.upToSeq());
            } else if (NOT_NOW.contains(failure.code()) || row.attempts() >= ATTEMPTS) {
                lease.finish(tx -> tx.query("UPDATE ai_summaries SET wanted_seq = up_to_seq WHERE id = $1", row.id()));
            } else {
                throw failure;
            }
        }
    }

    private static void store(Lease<WantedSummary> lease, String text, long upToSeq) {
        lease.finish(tx -> tx.query(STORE, lease.id(), text, upToSeq));
    }

    // Who asked last may have left since, or the AI may have been sent away.
    private Optional<Assistant> reader(WantedSummary row) {
        try {
            return chat.access(row.userId(), row.sessionId()).ai()
                    ? Optional.of(assistants.ofSession(row.sessionId(), null))
                    : Optional.empty();
        } catch (CogoException refused) {
            if (refused.code().retryable()) {
                throw refused;
            }
            return Optional.empty();
        }
    }

    private record Step(List<String> lines, long upToSeq, String writtenBy) {}

    private Step step(WantedSummary row, Assistant assistant) {
        List<Message> messages = chat.after(row.userId(), row.sessionId(), row.upToSeq(), PAGE).stream()
                .filter(message -> message.seq() <= row.wantedSeq())
                .toList();
        List<String> lines = prompts.lines(messages, assistant);
        int room = stepTokens;
        int count = 0;
        while (count < lines.size() && (count == 0 || room >= Tokens.about(lines.get(count)))) {
            room -= Tokens.about(lines.get(count));
            count++;
        }
        // Also where there is no message up to the wanted seq.
        long upTo = count == messages.size() && count < PAGE
                ? row.wantedSeq()
                : messages.get(count - 1).seq();
        return new Step(
                lines.subList(0, count).stream().filter(line -> !line.isEmpty()).toList(), upTo, assistant.name());
    }

    private String written(WantedSummary row, Step step) {
        String text = ledger.complete(prompt(row, step), new Occasion(null, row.sessionId(), row.userId(), null))
                .text();
        String summary = CleanText.line(text, MAX_CHARACTERS);
        if (summary.isEmpty()) {
            throw new CogoException(ErrorCode.AI_FAILED, "the AI provider gave no usable summary");
        }
        return summary;
    }

    private Prompt prompt(WantedSummary row, Step step) {
        Template template = templates.of(Purpose.SUMMARY, row.language());
        String before = row.text().isEmpty() ? "" : "Summary so far:\n" + row.text() + "\n\n";
        return new Prompt(
                Purpose.SUMMARY,
                row.language(),
                template.filled(Templates.values(row.language(), step.writtenBy())),
                List.of(Turn.user(before + "Messages:\n" + String.join("\n", step.lines()))),
                row.sessionId().toString(),
                template.id(),
                MAX_TOKENS);
    }
}
