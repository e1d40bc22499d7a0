package dev.cogo.chat.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The enum and the table of {@code docs/roles.md} say the same. */
class RolesDocumentTest {
    @Test
    void theTableIsTheEnum() throws IOException {
        assertThat(rows().stream().map(row -> List.of(row.get(0), row.get(2), row.get(3), row.get(4), row.get(5))))
                .containsExactlyElementsOf(Arrays.stream(Permission.values())
                        .map(RolesDocumentTest::row)
                        .toList());
    }

    @Test
    void theHeadNamesTheStandings() throws IOException {
        List<String> head = table().getFirst();
        assertThat(head.subList(2, 6))
                .containsExactlyElementsOf(Arrays.stream(EffectiveRole.values())
                        .map(effectiveRole -> effectiveRole.name().toLowerCase(java.util.Locale.ROOT))
                        .toList());
    }

    @Test
    void everyRowSaysWhatItIs() throws IOException {
        assertThat(rows()).allSatisfy(row -> assertThat(row).hasSize(6).noneMatch(String::isBlank));
    }

    private static List<String> row(Permission action) {
        return Stream.concat(
                        Stream.of("`" + action + "`"),
                        Arrays.stream(EffectiveRole.values())
                                .map(effectiveRole -> action.isAllowedTo(effectiveRole) ? "yes" : "no"))
                .toList();
    }

    private static List<List<String>> rows() throws IOException {
        List<List<String>> table = table();
        return table.subList(2, table.size());
    }

    private static List<List<String>> table() throws IOException {
        return Files.readAllLines(Path.of("..", "docs", "roles.md")).stream()
                .dropWhile(line -> !line.startsWith("| action"))
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Arrays.stream(line.substring(1, line.length() - 1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
    }
}
