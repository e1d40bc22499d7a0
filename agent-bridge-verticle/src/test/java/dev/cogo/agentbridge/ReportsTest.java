package dev.cogo.agentbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.runtime.testing.Eventually;
import dev.cogo.schema.agent.Artifact;
import dev.cogo.schema.agent.ArtifactPage;
import dev.cogo.schema.agent.ArtifactPiece;
import dev.cogo.schema.agent.ListArtifacts;
import dev.cogo.schema.agent.ReportType;
import dev.cogo.schema.agent.Task;
import dev.cogo.schema.agent.TaskReport;
import dev.cogo.schema.agent.TaskStatus;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.MessageType;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportsTest extends BridgeTest {
    private TestNode node;
    private Task task;

    @BeforeEach
    void start() {
        node = node(closing(TestAgent.accepting()));
        task = node.start(owner, session);
        reached(node, task, TaskStatus.WORKING);
        // The event of the acceptance comes after the row: what follows counts from here.
        Eventually.until("the acceptance", () -> node.eventNames().contains("agent_progress"));
    }

    @Test
    void progressNeverGoesBack() {
        assertThat(report(progress("1", 60, "late chunk")).progress()).isEqualTo(60);
        Task after = report(progress("2", 20, "early chunk"));
        assertThat(after.progress()).isEqualTo(60);
        assertThat(after.note()).isEqualTo("late chunk");
        assertThat(report(progress("3", null, "a word")).note()).isEqualTo("a word");
        assertThat(report(progress("4", null, null)).note()).isEqualTo("a word");
    }

    @Test
    void aRepeatedReportChangesNothing() {
        report(progress("1", 10, "first"));
        report(progress("2", 20, "second"));
        Eventually.until("the second", () -> lastNote().equals("second"));
        int events = node.events().size();
        assertThat(report(progress("1", 10, "first")).note()).isEqualTo("second");
        report(progress("3", 30, "third"));
        Eventually.until("the third", () -> lastNote().equals("third"));
        // Events of one node come in order: one of the repetition would stand before the third's.
        assertThat(node.events()).hasSize(events + 1);
        assertThat(database.query("SELECT 1 FROM agent_task_events").size()).isEqualTo(3);
    }

    @Test
    void concurrentRepetitionsCountOnce() {
        List<Future<Task>> posts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            posts.add(node.bus().request(Address.TASK_REPORT, result("end")));
        }
        assertThat(Future.all(posts).await().<Task>list())
                .extracting(Task::status)
                .containsOnly(TaskStatus.COMPLETED);
        ended(node, task);
        assertThat(messages(MessageType.AGENT_RESULT)).hasSize(1);
        assertThat(database.query("SELECT 1 FROM agent_task_events").size()).isEqualTo(1);
    }

    @Test
    void aFinishedTaskTakesRepetitionsAndNothingNew() {
        report(result("end"));
        Task ended = ended(node, task);
        assertThat(report(result("end")).status()).isEqualTo(TaskStatus.COMPLETED);
        assertFails(ErrorCode.TASK_FINISHED, () -> report(progress("more", 99, null)));
        assertFails(ErrorCode.TASK_FINISHED, () -> report(error("other", "no")));
        assertThat(node.read(task)).isEqualTo(ended);
    }

    /** As when the agent's report comes while its acceptance is being written. */
    @Test
    void whatComesLaterIsLaterWhoeverBeganFirst() {
        database.query("UPDATE agent_tasks SET updated_at = now() + interval '1 minute'");
        Task before = node.read(task);
        assertThat(report(progress("1", 60, "more")).updatedAt()).isAfter(before.updatedAt());
    }

    @Test
    void anErrorEndsTheTask() {
        report(error("end", "the text is empty"));
        Task ended = ended(node, task);
        assertThat(ended.status()).isEqualTo(TaskStatus.FAILED);
        assertThat(ended.error().code()).isEqualTo("agent_error");
        assertThat(messages(MessageType.AGENT_RESULT).getFirst().message().content())
                .isEqualTo("Task word_count failed: the text is empty");
    }

    @Test
    void anUnknownTaskIsNotFound() {
        UUID unknown = Ids.next();
        assertFails(
                ErrorCode.TASK_NOT_FOUND,
                () -> report(new TaskReport(unknown, "1", ReportType.PROGRESS, 1, null, null, null)));
        assertThat(database.query("SELECT 1 FROM agent_task_events").size()).isZero();
    }

    @Test
    void anAgentThatSaysMuchIsHeardToItsEnd() {
        database.query("""
                INSERT INTO agent_task_events (task_id, event_id, type, payload)
                SELECT $1, 'e' || n, 'progress', '{}' FROM generate_series(1, 1000) AS n""", task.taskId());
        assertThat(report(progress("e7", 99, null)).progress()).isZero();
        assertThat(report(progress("more", 99, null)).progress()).isEqualTo(99);
        assertThat(database.query("SELECT 1 FROM agent_task_events").size()).isEqualTo(1000);
        assertThat(report(result("end")).status()).isEqualTo(TaskStatus.COMPLETED);
    }

    @Test
    void tooManyReportsInAMinuteWaitButAnEndDoesNot() {
        database.query("UPDATE agent_tasks SET reports_per_minute = 2, reports_since = now()");
        report(progress("1", 10, null));
        report(progress("2", 20, null));
        assertFails(ErrorCode.RATE_LIMITED, () -> report(progress("3", 30, null)));
        database.query("UPDATE agent_tasks SET reports_since = now() - interval '1 minute'");
        assertThat(report(progress("3", 30, null)).progress()).isEqualTo(30);
        report(progress("4", 40, null));
        assertThat(report(result("end")).status()).isEqualTo(TaskStatus.COMPLETED);
    }

    @Test
    void anArtifactIsItsPiecesInTheirOrder() {
        node.listen(task.taskId());
        report(piece("1", "a", "one", false));
        report(piece("2", "b", "two", true));
        report(piece("1", "a", "one", false));
        report(piece("3", "a", "three", true));
        assertFails(ErrorCode.INVALID_REQUEST, () -> report(piece("4", "a", "four", false)));
        ArtifactPage page = artifacts(member, null);
        assertThat(page.items()).extracting(Artifact::number).containsExactly(1, 2);
        assertThat(artifacts(member, page.next()).items())
                .extracting(piece -> piece.artifactId() + " " + piece.part().get("text") + " " + piece.last())
                .containsExactly("a three true");
        Eventually.until(
                "the events",
                () -> node.eventNames().stream()
                                .filter("agent_artifact"::equals)
                                .count()
                        == 3);
        assertFails(ErrorCode.TASK_NOT_FOUND, () -> artifacts(stranger, null));
        assertFails(ErrorCode.INVALID_CURSOR, () -> artifacts(member, "-1"));
        database.query("""
                INSERT INTO agent_artifacts (task_id, number, artifact_id, part, last)
                SELECT $1, n, 'c', '{}', false FROM generate_series(4, 256) AS n""", task.taskId());
        assertFails(ErrorCode.CONTENT_TOO_LARGE, () -> report(piece("5", "c", "more", false)));
    }

    private TaskReport piece(String eventId, String artifactId, String text, boolean last) {
        return new TaskReport(
                task.taskId(),
                eventId,
                ReportType.ARTIFACT,
                null,
                null,
                null,
                null,
                new ArtifactPiece(artifactId, null, Map.of("text", text), last),
                null,
                null,
                null,
                null);
    }

    private ArtifactPage artifacts(UUID reader, String cursor) {
        return node.bus()
                .<ArtifactPage>request(Address.TASK_ARTIFACTS, new ListArtifacts(reader, task.taskId(), 2, cursor))
                .await();
    }

    private String lastNote() {
        return node.events().getLast().getJsonObject("payload").getString("note", "");
    }

    private Task report(TaskReport report) {
        return node.bus().<Task>request(Address.TASK_REPORT, report).await();
    }

    private TaskReport progress(String eventId, Integer progress, String note) {
        return new TaskReport(task.taskId(), eventId, ReportType.PROGRESS, progress, note, null, null);
    }

    private TaskReport result(String eventId) {
        return new TaskReport(task.taskId(), eventId, ReportType.RESULT, null, null, Map.of("words", 2), null);
    }

    private TaskReport error(String eventId, String sentence) {
        return new TaskReport(task.taskId(), eventId, ReportType.ERROR, null, null, null, sentence);
    }
}
