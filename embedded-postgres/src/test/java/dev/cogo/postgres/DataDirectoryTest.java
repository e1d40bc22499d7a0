package dev.cogo.postgres;

import static dev.cogo.postgres.DatabaseTestSupport.opened;
import static dev.cogo.postgres.DatabaseTestSupport.query;
import static dev.cogo.postgres.DatabaseTestSupport.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path temporary;

    private Path dataDir;

    @BeforeEach
    void open() throws IOException {
        dataDir = opened(temporary).resolve("data");
    }

    @Test
    void refusesDataOfAnotherMajorVersion() throws Exception {
        Path data = Files.createDirectories(dataDir.resolve("pg"));
        Files.writeString(data.resolve("PG_VERSION"), "17\n");
        assertThatThrownBy(() -> start(dataDir))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("written by PostgreSQL 17")
                .hasMessageContaining("brings PostgreSQL 18");
        assertThat(data).isDirectoryContaining("glob:**/PG_VERSION");
        assertThat(dataDir.resolve("pg.owner")).doesNotExist();
    }

    @Test
    void refusesADirectoryWithOtherThingsInIt() throws Exception {
        Path data = Files.createDirectories(dataDir.resolve("pg"));
        Files.writeString(data.resolve("letter.txt"), "dear");
        assertThatThrownBy(() -> start(dataDir))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("holds no PostgreSQL database");
        assertThat(data.resolve("letter.txt")).hasContent("dear");
    }

    @Test
    void startsOverAfterAFirstStartThatWasCutOff() throws Exception {
        Path unfinished = Files.createDirectories(dataDir.resolve("pg.new-1").resolve("base"));
        Files.createDirectories(dataDir.resolve("pg"));
        try (EmbeddedPostgres postgres = start(dataDir)) {
            assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
        }
        assertThat(unfinished.getParent()).doesNotExist();
    }

    @Test
    void takesPathsWithSpacesAndRefusesOnesThatAShellWouldChange() throws Exception {
        try (EmbeddedPostgres postgres = start(temporary.resolve("my data's place"))) {
            assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
        }
        assertThatThrownBy(() -> start(temporary.resolve("da$ta")))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("Give another DATA_DIR");
    }

    @Test
    void saysThatAFileIsInTheWay() throws Exception {
        Files.writeString(dataDir, "not a directory");
        assertThatThrownBy(() -> start(dataDir))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining(dataDir.toString());
    }
}
