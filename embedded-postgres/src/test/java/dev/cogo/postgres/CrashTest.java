package dev.cogo.postgres;

import static dev.cogo.postgres.DatabaseTestSupport.BINARIES;
import static dev.cogo.postgres.DatabaseTestSupport.alive;
import static dev.cogo.postgres.DatabaseTestSupport.execute;
import static dev.cogo.postgres.DatabaseTestSupport.kill;
import static dev.cogo.postgres.DatabaseTestSupport.opened;
import static dev.cogo.postgres.DatabaseTestSupport.query;
import static dev.cogo.postgres.DatabaseTestSupport.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Deaths of the server, of its owner, and of both. */
class CrashTest {
    /** One for all tests here, because making a database takes longer than starting it. */
    @TempDir
    static Path temporary;

    private static Path dataDir;

    @BeforeAll
    static void open() throws IOException {
        dataDir = opened(temporary).resolve("data");
    }

    @Test
    void startsAKilledServerAgainOnTheSamePort() throws Exception {
        try (EmbeddedPostgres postgres = start(dataDir)) {
            execute(postgres, "CREATE TABLE note (n int)");
            execute(postgres, "INSERT INTO note VALUES (42)");
            long killed = postgres.pid().orElseThrow();
            kill(killed);
            assertThat(Pause.until(() -> answers(postgres), Duration.ofSeconds(20)))
                    .isTrue();
            assertThat(query(postgres, "SELECT n FROM note")).isEqualTo("42");
            assertThat(postgres.pid().orElseThrow()).isNotEqualTo(killed);
        }
    }

    /** Its fast stop waits for all sessions; half a minute is more than anybody waits for a stop. */
    @Test
    @Timeout(30)
    void aServerWhoseSessionHangsIsStoppedAllTheSameAndLosesNothing() throws Exception {
        EmbeddedPostgres postgres = start(dataDir);
        execute(postgres, "CREATE TABLE kept (n int)");
        execute(postgres, "INSERT INTO kept VALUES (7)");
        try (Connection hanging = DatabaseTestSupport.connect(postgres);
                Statement statement = hanging.createStatement();
                ResultSet backend = statement.executeQuery("SELECT pg_backend_pid()")) {
            assertThat(backend.next()).isTrue();
            assertThat(Command.run(List.of("kill", "-STOP", backend.getString(1)), Duration.ofSeconds(10))
                            .ok())
                    .isTrue();
            postgres.close();
        }
        try (EmbeddedPostgres again = start(dataDir)) {
            assertThat(query(again, "SELECT n FROM kept")).isEqualTo("7");
        }
    }

    @Test
    void hasOneOwnerAndAdoptsTheServerOfAKilledOne() throws Exception {
        try (OwnerChild first = OwnerChild.start(dataDir, BINARIES)) {
            String[] up = first.answer().split(" ", -1);
            assertThat(up[0]).isEqualTo("up");
            long pid = Long.parseLong(up[1]);
            assertThatThrownBy(() -> start(dataDir))
                    .isInstanceOf(EmbeddedPostgresException.class)
                    .hasMessageContaining("is in use by process " + first.pid());

            first.kill();
            assertThat(alive(pid)).isTrue();
            try (EmbeddedPostgres second = start(dataDir)) {
                assertThat(second.pid()).hasValue(pid);
                assertThat(second.uri()).isEqualTo(up[2]);
                assertThat(query(second, "SELECT 1")).isEqualTo("1");
            }
            assertThat(alive(pid)).isFalse();
        }
    }

    @Test
    void refusesASecondOwnerInThisProcessAndStaysLockedForOthers() throws Exception {
        try (EmbeddedPostgres first = start(dataDir)) {
            assertThatThrownBy(() -> start(dataDir))
                    .isInstanceOf(EmbeddedPostgresException.class)
                    .hasMessageContaining(
                            "is in use by process " + ProcessHandle.current().pid());
            try (OwnerChild other = OwnerChild.start(dataDir, BINARIES)) {
                assertThat(other.answer())
                        .startsWith("failed")
                        .contains("is in use by process "
                                + ProcessHandle.current().pid());
            }
            assertThat(query(first, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void restartsAServerThatRunsWithOtherSettings() throws Exception {
        try (OwnerChild first = OwnerChild.start(dataDir, BINARIES)) {
            String[] up = first.answer().split(" ", -1);
            first.kill();
            int otherPort = new ServerPort(dataDir.resolve("none")).choose(0);
            PostgresSettings settings =
                    PostgresSettings.DEFAULT.withBinaries(BINARIES).withPort(otherPort);
            try (EmbeddedPostgres second = EmbeddedPostgres.start(dataDir, settings)) {
                assertThat(second.port()).isEqualTo(otherPort);
                assertThat(second.pid()).isPresent().get().isNotEqualTo(Long.valueOf(up[1]));
            }
        }
    }

    @Test
    void recoversWhenServerAndOwnerWereKilled() throws Exception {
        try (OwnerChild first = OwnerChild.start(dataDir, BINARIES)) {
            String[] up = first.answer().split(" ", -1);
            first.kill();
            kill(Long.parseLong(up[1]));
        }
        try (EmbeddedPostgres second = start(dataDir)) {
            assertThat(query(second, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void isNotFooledByAPidFileThatNamesAnotherProcess() throws Exception {
        start(dataDir).close();
        Path pidFile = dataDir.resolve("pg").resolve("postmaster.pid");
        String us = Long.toString(ProcessHandle.current().pid());
        Files.write(pidFile, List.of(us, dataDir.resolve("pg").toString(), "0", "5432", "", "127.0.0.1", "", "ready"));
        try (EmbeddedPostgres postgres = start(dataDir)) {
            assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void runsInASessionOfItsOwn() throws Exception {
        try (EmbeddedPostgres postgres = start(dataDir)) {
            long pid = postgres.pid().orElseThrow();
            // pid (name) state ppid pgrp session ... in proc(5).
            String[] stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"))
                    .replaceFirst(".*\\) ", "")
                    .split(" ", -1);
            assertThat(stat[2]).isEqualTo(Long.toString(pid));
            assertThat(stat[3]).isEqualTo(Long.toString(pid));
        }
    }

    private static boolean answers(EmbeddedPostgres postgres) {
        try {
            return query(postgres, "SELECT 1").equals("1");
        } catch (SQLException e) {
            return false;
        }
    }
}
