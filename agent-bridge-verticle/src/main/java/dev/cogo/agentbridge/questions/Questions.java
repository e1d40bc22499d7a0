package dev.cogo.agentbridge.questions;

import dev.cogo.agentbridge.notices.SessionNotices;
import dev.cogo.agentbridge.notices.TaskMessages;
import dev.cogo.agentbridge.tasks.StoredTask;
import dev.cogo.agentbridge.tasks.TaskReading;
import dev.cogo.agentbridge.webhook.Outbox;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.channel.ChannelPublisher;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.agent.AnswerBy;
import dev.cogo.schema.agent.AnswerTask;
import dev.cogo.schema.agent.ReadTaskHistory;
import dev.cogo.schema.agent.Task;
import dev.cogo.schema.agent.TaskHistory;
import dev.cogo.schema.agent.TaskInput;
import dev.cogo.schema.agent.TaskQuestion;
import dev.cogo.schema.agent.TaskReport;
import dev.cogo.schema.agent.TaskStatus;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.SendMessages;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What agents ask and people answer. A question and its answer are messages of the session first, by ids that make a repetition
 * harmless: whoever dies on the way is repeated, and the chat misses nothing of what the agent is told.
 */
public final class Questions {
    /** A question costs a message. */
    static final int MAX_QUESTIONS = 50;
    /** People sleep. */
    static final Duration PATIENCE = Duration.ofDays(1);

    private final Bus bus;
    private final Database database;
    private final TaskReading reading;
    private final SessionNotices notices;
    private final ChannelPublisher channels;
    private final Runnable answered;

    /** @param answered told when an agent has something to go on with */
    public Questions(
            Bus bus,
            Database database,
            TaskReading reading,
            SessionNotices notices,
            ChannelPublisher channels,
            Runnable answered) {
        this.bus = bus;
        this.database = database;
        this.reading = reading;
        this.notices = notices;
        this.channels = channels;
        this.answered = answered;
    }

    /** What agents asked about a task and were answered, in this order. */
    public static List<TaskInput> answersTo(Statements statements, UUID taskId) {
        return statements.query("""
                        SELECT input_id, question, answer, answered_by FROM agent_task_inputs
                        WHERE task_id = $1 AND answer IS NOT NULL ORDER BY created_at""", taskId).stream().map(Questions::input).toList();
    }

    /**
     * What was said about a task, for its owner and for members of its session.
     *
     * @throws CogoException {@code task_not_found}
     */
    public TaskHistory history(ReadTaskHistory request) {
        StoredTask task = reading.find(request.userId(), request.taskId());
        return new TaskHistory(task.params(), answersTo(database::query, task.id()));
    }

    /** Puts a question into the chat, before it is stored: the agent repeats what it gets no answer to. */
    public void post(StoredTask task, TaskReport report) {
        if (!notices.post(TaskMessages.asked(task.task(), question(report)))) {
            throw new CogoException(ErrorCode.UNAVAILABLE, "the chat is away, try again");
        }
    }

    /** Stores a question; the task waits for the answer. The caller has locked the task's row. */
    public StoredTask store(Statements tx, StoredTask task, TaskReport report) {
        Row count = tx.query("SELECT count(*) AS asked FROM agent_task_inputs WHERE task_id = $1", task.id())
                .iterator()
                .next();
        if (count.getLong("asked") >= MAX_QUESTIONS) {
            throw CogoException.invalid("a task asks at most " + MAX_QUESTIONS + " times");
        }
        if (task.status() == TaskStatus.INPUT_REQUIRED) {
            throw CogoException.invalid("the task waits for an answer already");
        }
        TaskQuestion question = question(report);
        tx.query(
                "INSERT INTO agent_task_inputs (task_id, input_id, question) VALUES ($1, $2, $3)",
                task.id(),
                question.inputId(),
                question.text());
        StoredTask asking = StoredTask.of(tx.query(
                        """
                        UPDATE agent_tasks SET status = 'input_required', question = $2, lease_owner = NULL,
                                               lease_until = NULL, deadline = now() + make_interval(secs => $3),
                                               updated_at = now()
                        WHERE id = $1
                        RETURNING """ + " " + StoredTask.COLUMNS, task.id(), Json.object(question), (double) PATIENCE.toSeconds())
                .iterator()
                .next());
        Outbox.add(tx, asking.task());
        return asking;
    }

    /**
     * Answers a question: the answer becomes a message of the user, and the agent is given the task again with it.
     *
     * @throws CogoException {@code task_not_found}, {@code nothing_asked}, {@code forbidden} for who is not asked, and what
     *     refuses a message of theirs
     */
    public Task answer(AnswerTask request) {
        Task task = reading.find(request.userId(), request.taskId()).task();
        TaskQuestion question = task.question();
        if (question == null || !question.inputId().equals(request.inputId())) {
            throw nothingAsked();
        }
        if (question.answerBy() == AnswerBy.ASKER && !task.userId().equals(request.userId())) {
            throw new CogoException(ErrorCode.FORBIDDEN, "this is for who asked for the task to answer");
        }
        NewMessage message = new NewMessage(
                request.answer(),
                TaskMessages.answerId(task, request.inputId()),
                null,
                Map.of("taskId", task.taskId().toString(), "inputId", request.inputId()));
        bus.request(Address.MESSAGE_SEND, new SendMessages(request.userId(), task.sessionId(), List.of(message), true))
                .await();
        Task answeredTask = database.transaction(tx -> store(tx, request)).task();
        channels.publish(new Channel.OfTask(task.taskId()), EventName.AGENT_PROGRESS, answeredTask);
        answered.run();
        return answeredTask;
    }

    // A pull agent asks for it; a push agent is told again like one whose task has lost its node.
    private static StoredTask store(Statements tx, AnswerTask request) {
        StoredTask task = tx.query("""
                        UPDATE agent_tasks SET status = CASE WHEN pull THEN 'queued' ELSE 'working' END, question = NULL,
                                               lease_owner = NULL, lease_until = NULL, next_attempt_at = now(),
                                               deadline = now() + make_interval(secs => silence_seconds), updated_at = now()
                        WHERE id = $1 AND status = 'input_required' AND question ->> 'inputId' = $2
                        RETURNING """ + " " + StoredTask.COLUMNS, request.taskId(), request.inputId()).stream()
                .findFirst()
                .map(StoredTask::of)
                .orElseThrow(Questions::nothingAsked);
        tx.query(
                "UPDATE agent_task_inputs SET answer = $3, answered_by = $4 WHERE task_id = $1 AND input_id = $2",
                request.taskId(),
                request.inputId(),
                request.answer(),
                request.userId());
        return task;
    }

    private static TaskQuestion question(TaskReport report) {
        if (report.question() == null || report.answerBy() == null) {
            throw new IllegalStateException("not a question: " + report.type());
        }
        return new TaskQuestion(report.eventId(), report.question(), report.answerBy());
    }

    private static TaskInput input(Row row) {
        return new TaskInput(
                row.getString("input_id"),
                row.getString("question"),
                row.getString("answer"),
                row.getUUID("answered_by"));
    }

    private static CogoException nothingAsked() {
        return new CogoException(ErrorCode.NOTHING_ASKED, "the agent does not wait for this answer");
    }
}
