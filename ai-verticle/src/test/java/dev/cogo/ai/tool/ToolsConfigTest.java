package dev.cogo.ai.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cogo.runtime.network.AddressRanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator can't allow by mistake. */
class ToolsConfigTest {
    @TempDir
    private Path folder;

    private ToolsConfig config(String json) throws IOException {
        Path file = Files.writeString(folder.resolve("tools.json"), json);
        return ToolsConfig.of(file, AddressRanges.parse(List.of()));
    }

    @Test
    void whatIsNotNamedAsks() throws IOException {
        ToolsConfig config = config("""
                {"own": {"search": "auto"}, "servers": [{"name": "w", "url": "https://w.example.org", "tools": {"look": "never"}}]}""");
        assertThat(config.own()).containsOnlyKeys("search");
        ToolServer server = config.servers().getFirst();
        assertThat(server.policies()).containsEntry("look", Policy.NEVER);
        assertThat(server.others()).isEqualTo(Policy.ASK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                {"own": {"send_message": "auto"}}""", """
                {"own": {"delete_everything": "ask"}}""", """
                {"own": {"search": "always"}}""", """
                {"servers": [{"name": "w", "url": "https://w.example.org", "token": "hush-hush", "tools": {"*": "auto"}}]}""", """
                {"servers": [{"name": "w", "url": "https://w.example.org", "token": "hush-hush", "tools": {"look": "auto"}}]}""", """
                {"servers": [{"name": "w", "url": "https://me:hush-hush@w.example.org"}]}""", """
                {"servers": [{"name": "w", "url": "https://me:hush-hush@w example.org"}]}""", """
                {"servers": [{"name": "w", "url": "file:///etc/passwd"}]}""", """
                {"servers": [{"name": "w", "url": "https://w.example.org", "tokn": "hush-hush"}]}""", """
                {"servers": [{"name": "w", "url": "https://w.example.org"}, {"name": "w", "url": "https://v.example.org"}]}""", """
                {"servers": [{"name": "w", "token": "hush-hush" """})
    void whatWouldLetTheAiDoMoreThanItsAskersIsRefusedAndNoTokenIsSaid(String json) {
        assertThatThrownBy(() -> config(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("AI_TOOLS: ")
                .satisfies(refused -> assertThat(refused.toString()).doesNotContain("hush-hush"));
    }
}
