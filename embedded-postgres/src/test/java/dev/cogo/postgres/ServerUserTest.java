package dev.cogo.postgres;

import static dev.cogo.postgres.DatabaseTestSupport.opened;
import static dev.cogo.postgres.DatabaseTestSupport.query;
import static dev.cogo.postgres.DatabaseTestSupport.root;
import static dev.cogo.postgres.DatabaseTestSupport.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who the server runs as. As an ordinary user all other tests show it; these start as root. */
class ServerUserTest {
    @TempDir
    Path temporary;

    @Test
    void rootGivesItAnAccountWithoutRights() throws Exception {
        assumeTrue(root(), "needs root");
        Path dataDir = opened(temporary).resolve("data");
        try (EmbeddedPostgres postgres = start(dataDir)) {
            assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
            assertThat(FileTrees.uid(
                            Path.of("/proc", Long.toString(postgres.pid().orElseThrow()))))
                    .isNotEqualTo(0);
            assertThat(FileTrees.uid(dataDir.resolve("pg"))).isNotEqualTo(0);
            assertThat(FileTrees.uid(dataDir.resolve("keys").resolve("pg-password")))
                    .isEqualTo(0);
        }
    }

    @Test
    void rootUsesAUserNamespaceWhereNoAccountCanEnter() throws Exception {
        assumeTrue(root(), "needs root");
        assumeTrue(namespaces(), "user namespaces are blocked here");
        Path dataDir = temporary.resolve("data");
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx------"));
        try (EmbeddedPostgres postgres = start(dataDir)) {
            assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
            assertThat(Files.readString(
                            Path.of("/proc", Long.toString(postgres.pid().orElseThrow()), "status")))
                    .containsPattern("CapEff:\\s+0+\\n");
        }
        // The same data by the other way, and back.
        opened(temporary);
        start(dataDir).close();
        assertThat(FileTrees.uid(dataDir.resolve("pg"))).isNotEqualTo(0);
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx------"));
        start(dataDir).close();
        assertThat(FileTrees.uid(dataDir.resolve("pg"))).isEqualTo(0);
    }

    @Test
    void saysWhatToDoWhereThereIsNoWay() throws Exception {
        assumeTrue(root(), "needs root");
        PostgresFiles files = PostgresFiles.in(opened(temporary).resolve("data"));
        // Binaries that nobody can run stand for a machine where nothing works.
        Binaries missing = new Binaries(temporary.resolve("missing"), "18.0");
        assertThatThrownBy(() -> ServerUserChoice.choose(files, missing))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("PostgreSQL refuses to run as root")
                .hasMessageContaining("DATA_DIR")
                .hasMessageContaining("DATABASE_URL")
                .hasMessageContaining("setpriv:")
                .hasMessageContaining("unshare:");
    }

    @Test
    void everyWayToBecomeAnotherUserKeepsArgumentsWhole() throws Exception {
        assumeTrue(root(), "needs root");
        int nobody = Integer.parseInt(run("id", "-u", "nobody"));
        int group = Integer.parseInt(run("id", "-g", "nobody"));
        ServerUser bySu = ServerUser.accountBySu("nobody", nobody, group);
        ServerUser byRunuser =
                ServerUser.account("nobody", nobody, group, "runuser", List.of("runuser", "-u", "nobody", "--"));
        for (ServerUser user : List.of(bySu, byRunuser)) {
            List<String> command = user.command("/bin/sh", "-c", "id -u; echo \"$1\"", "sh", "it's  \"$HOME\" `id`");
            assertThat(run(command.toArray(String[]::new))).isEqualTo(nobody + "\nit's  \"$HOME\" `id`");
        }
    }

    @Test
    void anOrdinaryUserRunsItAsItself() throws Exception {
        assumeTrue(root(), "needs root to become somebody else");
        Path theirs = Files.createDirectory(opened(temporary).resolve("theirs"));
        int nobody = Integer.parseInt(run("id", "-u", "nobody"));
        FileTrees.chown(theirs, nobody, nobody);
        List<String> become = List.of("setpriv", "--reuid=nobody", "--clear-groups", "--inh-caps=-all");
        Path readable = Files.createDirectory(temporary.resolve("readable"));
        Path dataDir = theirs.resolve("data");
        try (OwnerChild owner = OwnerChild.startAs(become, readable, dataDir, theirs.resolve("bin"))) {
            String[] up = owner.answer().split(" ", 3);
            assertThat(up).startsWith("up");
            assertThat(FileTrees.uid(Path.of("/proc", up[1]))).isEqualTo(nobody);
            assertThat(FileTrees.uid(dataDir.resolve("keys").resolve("pg-password")))
                    .isEqualTo(nobody);
        }
        assertThat(Postmaster.of(dataDir.resolve("pg"))).isEmpty();
    }

    private static boolean namespaces() {
        return Command.run(List.of("unshare", "-U", "true"), Duration.ofSeconds(10))
                .ok();
    }

    private static String run(String... command) {
        Command.Result result = Command.run(List.of(command), Duration.ofSeconds(10));
        assertThat(result.ok()).as(result.output()).isTrue();
        return result.output();
    }
}
