package dev.cogo.schema.a2a;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.schema.agent.Artifact;
import dev.cogo.schema.agent.Task;
import dev.cogo.schema.agent.TaskError;
import dev.cogo.schema.agent.TaskStatus;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TaskJsonTest {
    private final UUID id = Ids.next();

    private Task task(TaskStatus status, @Nullable Map<String, Object> result, @Nullable TaskError error) {
        return new Task(
                id, id, id, "t", "a", status, 5, "so far", result, error, null, null, 1, Instant.EPOCH, Instant.EPOCH);
    }

    private static String words(JsonObject json) {
        return json.getJsonObject("status")
                .getJsonObject("message")
                .getJsonArray("parts")
                .getJsonObject(0)
                .getString("text");
    }

    @Test
    void aTaskSaysHowItStandsInTheWordsOfA2a() {
        JsonObject working = TaskJson.task(task(TaskStatus.WORKING, null, null));
        assertThat(working.getJsonObject("status").getString("state")).isEqualTo("TASK_STATE_WORKING");
        assertThat(working.getJsonObject("status").getString("timestamp")).isEqualTo("1970-01-01T00:00:00.000Z");
        assertThat(words(working)).isEqualTo("so far");
        Task refused = task(TaskStatus.FAILED, null, new TaskError("agent_rejected", "not this"));
        assertThat(TaskState.of(refused)).isEqualTo(TaskState.REJECTED);
        assertThat(words(TaskJson.task(refused))).isEqualTo("not this");
        assertThat(TaskState.of(task(TaskStatus.FAILED, null, new TaskError("agent_timeout", "x"))))
                .isEqualTo(TaskState.FAILED);
        Task done = task(TaskStatus.COMPLETED, Map.of("summary", "two", "words", 2), null);
        assertThat(words(TaskJson.task(done))).isEqualTo("two");
        assertThat(TaskJson.result(done)).isNotNull();
        assertThat(TaskJson.result(task(TaskStatus.COMPLETED, Map.of("summary", "two"), null)))
                .isNull();
    }

    @Test
    void anArtifactIsItsPiecesAndWhatIsNoPartIsData() {
        List<Artifact> pieces = List.of(
                new Artifact(id, 1, "a", "A", Map.of("text", "one", "mediaType", "text/plain"), false),
                new Artifact(id, 2, "b", null, Map.of("words", 2), true),
                new Artifact(id, 3, "a", null, Map.of("text", "two", "url", "https://x"), true));
        JsonArray artifacts = TaskJson.artifacts(task(TaskStatus.WORKING, null, null), pieces);
        assertThat(artifacts.getJsonObject(0))
                .isEqualTo(new JsonObject()
                        .put("artifactId", "a")
                        .put("name", "A")
                        .put(
                                "parts",
                                new JsonArray()
                                        .add(new JsonObject().put("text", "one").put("mediaType", "text/plain"))
                                        .add(new JsonObject().put("text", "two"))));
        assertThat(artifacts
                        .getJsonObject(1)
                        .getJsonArray("parts")
                        .getJsonObject(0)
                        .getMap())
                .containsOnlyKeys("data");
    }
}
