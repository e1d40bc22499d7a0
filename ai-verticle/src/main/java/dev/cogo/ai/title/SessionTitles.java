package dev.cogo.ai.title;

import dev.cogo.ai.answer.AnswerListener;
import dev.cogo.ai.answer.Speakers;
import dev.cogo.ai.chat.ChatClient;
import dev.cogo.ai.ledger.Ledger;
import dev.cogo.ai.ledger.Occasion;
import dev.cogo.ai.provider.Prompt;
import dev.cogo.ai.provider.Purpose;
import dev.cogo.ai.provider.Turn;
import dev.cogo.ai.run.Run;
import dev.cogo.ai.template.Template;
import dev.cogo.ai.template.Templates;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.error.Failures;
import dev.cogo.runtime.lease.Capacity;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.message.Message;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.List;

/**
 * Gives a title to a group that has none, out of one of its first answers. It is an extra: when it fails, when there is too much to do
 * or when the budget of who asked is spent, the next answer is another occasion, and after a few there is none any more.
 */
public final class SessionTitles implements AnswerListener {
    private static final int OCCASIONS = 3;
    private static final int MAX_PROMPT = 2000;

    private static final String WANTED = """
            SELECT FROM user_chat_sessions s
            WHERE session_id = $1 AND kind = 'group' AND title IS NULL AND NOT encrypted
              AND (SELECT count(*) FROM (SELECT FROM ai_runs r WHERE r.session_id = s.session_id LIMIT $2 + 1) few) <= $2""";

    private final Context context;
    private final Database database;
    private final ChatClient chat;
    private final Ledger ledger;
    private final Capacity capacity;
    private final Templates templates;

    /** Make it on the verticle's context. */
    public SessionTitles(
            Vertx vertx, Database database, ChatClient chat, Ledger ledger, Capacity capacity, Templates templates) {
        this.context = vertx.getOrCreateContext();
        this.database = database;
        this.chat = chat;
        this.ledger = ledger;
        this.capacity = capacity;
        this.templates = templates;
    }

    @Override
    public void answered(Run run, Message question, Message answer) {
        context.runOnContext(later -> {
            try {
                capacity.run(() -> {
                    name(run, question, answer);
                    return null;
                });
            } catch (CogoException extra) {
                // The ledger has it, if a model was asked.
            } catch (Exception e) { // await also throws checked exceptions
                Failures.log(e, "giving a session a title");
            }
        });
    }

    private void name(Run run, Message question, Message answer) {
        if (database.query(WANTED, run.sessionId(), (long) OCCASIONS).size() == 0) {
            return;
        }
        String text = ledger.complete(
                        prompt(run, question, answer), new Occasion(run.id(), run.sessionId(), run.userId(), null))
                .text();
        String title = TitleText.of(text);
        if (!title.isEmpty()) {
            chat.name(run.sessionId(), title);
        }
    }

    private Prompt prompt(Run run, Message question, Message answer) {
        Template template = templates.of(Purpose.TITLE, run.language());
        return new Prompt(
                Purpose.TITLE,
                run.language(),
                template.filled(Templates.values(run.language(), Templates.HOUSE)),
                List.of(Turn.user(Speakers.labelled("question", TitleText.beginning(question.content(), MAX_PROMPT))
                        + "\n" + Speakers.labelled("answer", TitleText.beginning(answer.content(), MAX_PROMPT)))),
                run.sessionId().toString(),
                template.id());
    }
}
