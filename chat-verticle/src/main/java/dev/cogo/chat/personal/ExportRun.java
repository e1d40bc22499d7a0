package dev.cogo.chat.personal;

import dev.cogo.chat.personal.ExportSection.Page;
import dev.cogo.chat.personal.PersonalJob.Position;
import dev.cogo.runtime.lease.Lease;
import dev.cogo.schema.json.Json;
import dev.cogo.schema.personal.ExportPart;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes an export: page by page, each stored with the note of how far it is, so that nothing is written twice. */
final class ExportRun {
    private final PersonalJobs jobs;
    private final List<ExportSection> sections;

    ExportRun(PersonalJobs jobs, List<ExportSection> sections) {
        this.jobs = jobs;
        this.sections = sections;
    }

    void run(Lease<PersonalJob> lease) {
        Position position = lease.row().position();
        while (position.section() < sections.size()) {
            lease.checkpoint();
            position = step(lease, position);
        }
        jobs.finish(lease);
    }

    private Position step(Lease<PersonalJob> lease, Position from) {
        PersonalJob job = lease.row();
        Page page = sections.get(from.section()).read(job.userId(), from.cursor());
        String text = text(job, from, page);
        List<String> parts = split(text, ExportPart.MAX_CHARACTERS);
        boolean ended = page.next() == null;
        Position to = new Position(
                ended ? from.section() + 1 : from.section(),
                page.next(),
                ended ? 0 : from.items() + page.items().size(),
                from.parts() + parts.size(),
                from.bytes() + text.getBytes(StandardCharsets.UTF_8).length);
        jobs.append(lease, from.parts(), parts, to);
        return to;
    }

    private String text(PersonalJob job, Position from, Page page) {
        StringBuilder text = new StringBuilder();
        if (from.cursor() == null) {
            text.append(from.section() == 0 ? head(job) : ",\n");
            text.append('"').append(sections.get(from.section()).name()).append("\":[");
        }
        long before = from.items();
        for (String item : page.items()) {
            text.append(before == 0 ? "\n" : ",\n").append(item);
            before++;
        }
        if (page.next() == null) {
            text.append(from.section() == sections.size() - 1 ? "]\n}\n" : "]");
        }
        return text.toString();
    }

    private static String head(PersonalJob job) {
        return "{\n\"exportId\":" + Json.string(job.id()) + ",\n\"userId\":" + Json.string(job.userId())
                + ",\n\"begunAt\":" + Json.string(Instant.now()) + ",\n";
    }

    /** The text in pieces; none ends between the two halves of a character, which would not survive on their own. */
    static List<String> split(String text, int length) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = Math.min(text.length(), start + length);
            if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
                end--;
            }
            pieces.add(text.substring(start, end));
            start = end;
        }
        return pieces;
    }
}
