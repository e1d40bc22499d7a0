package dev.cogo.agentbridge.tasks;

import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.agent.Artifact;
import dev.cogo.schema.agent.ArtifactPiece;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.json.Json;
import io.vertx.sqlclient.Row;
import java.util.UUID;

/** Stores what agents make, piece by piece. */
public final class ArtifactWriter {
    /** Of 64 KiB each: what a task makes is bounded. */
    static final int MAX_PIECES = 256;

    private ArtifactWriter() {}

    /**
     * Stores a piece behind those before it. The caller has locked the task's row, so pieces come one after the other.
     *
     * @throws CogoException {@code content_too_large} after {@value #MAX_PIECES} pieces; {@code invalid_request} for an
     *     artifact that was whole already
     */
    public static Artifact add(Statements tx, UUID taskId, ArtifactPiece piece) {
        Row before = tx.query("""
                        SELECT coalesce(max(number), 0) AS number, coalesce(bool_or(last AND artifact_id = $2), false) AS whole
                        FROM agent_artifacts WHERE task_id = $1""", taskId, piece.artifactId()).iterator().next();
        int number = before.getInteger("number") + 1;
        if (number > MAX_PIECES) {
            throw new CogoException(
                    ErrorCode.CONTENT_TOO_LARGE, "a task's artifacts have at most " + MAX_PIECES + " pieces");
        }
        if (before.getBoolean("whole")) {
            throw CogoException.invalid("this artifact was whole already");
        }
        tx.query(
                "INSERT INTO agent_artifacts (task_id, number, artifact_id, name, part, last) VALUES ($1, $2, $3, $4, $5, $6)",
                taskId,
                number,
                piece.artifactId(),
                piece.name(),
                Json.object(piece.part()),
                piece.last());
        return new Artifact(taskId, number, piece.artifactId(), piece.name(), piece.part(), piece.last());
    }

    static Artifact read(Row row) {
        return new Artifact(
                row.getUUID("task_id"),
                row.getInteger("number"),
                row.getString("artifact_id"),
                row.getString("name"),
                row.getJsonObject("part").getMap(),
                row.getBoolean("last"));
    }
}
