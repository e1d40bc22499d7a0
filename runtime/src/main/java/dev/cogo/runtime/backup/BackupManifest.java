package dev.cogo.runtime.backup;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a backup says of itself; it is written last, so a file without it is no backup.
 *
 * @param program the version that made it, for people
 * @param takenAt the moment that it shows
 * @param migrations the checksums of the tables' migrations, by their numbers
 * @param tables each with what is in the file of it
 */
record BackupManifest(String program, Instant takenAt, TreeMap<Integer, Integer> migrations, List<Part> tables) {
    static final String ENTRY = "manifest.json";
    private static final int FORMAT = 1;

    /** A table's rows in the file, and the SHA-256 of them. */
    record Part(BackupTable table, long rows, String sha256) {}

    /** The newest migration. */
    int version() {
        return migrations.isEmpty() ? 0 : migrations.lastKey();
    }

    long rows() {
        return tables.stream().mapToLong(Part::rows).sum();
    }

    JsonObject toJson() {
        JsonObject checksums = new JsonObject();
        migrations.forEach((version, checksum) -> checksums.put(Integer.toString(version), checksum));
        JsonArray parts = new JsonArray();
        tables.forEach(
                part -> parts.add(part.table().toJson().put("rows", part.rows()).put("sha256", part.sha256())));
        return new JsonObject()
                .put("format", FORMAT)
                .put("program", program)
                .put("takenAt", takenAt.toString())
                .put("migrations", checksums)
                .put("tables", parts);
    }

    /** Throws {@link BackupException} for one of a later program. */
    static BackupManifest of(JsonObject json) {
        if (!Integer.valueOf(FORMAT).equals(json.getInteger("format"))) {
            throw new BackupException("the backup has a form that this version does not know: a newer one made it");
        }
        TreeMap<Integer, Integer> migrations = new TreeMap<>();
        for (Map.Entry<String, Object> migration : json.getJsonObject("migrations")) {
            migrations.put(Integer.valueOf(migration.getKey()), ((Number) migration.getValue()).intValue());
        }
        List<Part> parts = json.getJsonArray("tables").stream()
                .map(JsonObject.class::cast)
                .map(part -> new Part(BackupTable.of(part), part.getLong("rows"), part.getString("sha256")))
                .toList();
        return new BackupManifest(
                json.getString("program"), Instant.parse(json.getString("takenAt")), migrations, parts);
    }
}
