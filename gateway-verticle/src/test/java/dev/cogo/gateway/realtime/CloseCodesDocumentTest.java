package dev.cogo.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.gateway.realtime.event.CloseCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** That docs/realtime.md tells every close code, and no other. */
class CloseCodesDocumentTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d{4}) \\| `(\\w+)` \\|");

    @Test
    void everyCodeIsInTheTable() throws IOException {
        String text = Files.readString(Path.of("..", "docs", "realtime.md"));
        List<String> told = ROW.matcher(text)
                .results()
                .map(row -> row.group(1) + " " + row.group(2))
                .toList();
        assertThat(told)
                .containsExactlyElementsOf(Arrays.stream(CloseCode.values())
                        .map(code -> code.number() + " " + code.wireName())
                        .toList());
    }
}
