package dev.cogo.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.node.testing.Ports;
import dev.cogo.runtime.testing.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
    @TempDir
    private Path folder;

    private TestCommands with(String more) {
        return new TestCommands("DATA_DIR=" + folder.resolve("data") + "\nDATABASE_URL="
                + TestDatabase.migrated().uri() + "\n" + more);
    }

    @Test
    void allIsWellAndNothingIsMade() {
        TestCommands doctor = with("HTTP_PORT=" + Ports.free() + "\nCLUSTER=true\nCLUSTER_DNS=localhost");
        assertThat(doctor.run("doctor")).as(doctor.out()).isZero();
        assertThat(doctor.out()).hasLineCount(10).doesNotContain("BAD", "postgres:postgres");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void aWrongSettingIsNamed() {
        TestCommands doctor = with("HTTP_PORT=many");
        assertThat(doctor.run("doctor")).isEqualTo(10);
        assertThat(doctor.out())
                .startsWith("BAD configuration: HTTP_PORT must be")
                .hasLineCount(1);
    }

    @Test
    void aDatabaseThatIsAwayIsToldWithoutItsPassword() {
        TestCommands doctor = new TestCommands("DATA_DIR=" + folder
                + "\nDATABASE_URL=postgresql://me:secret@127.0.0.1:1/chat\nHTTP_PORT=" + Ports.free());
        assertThat(doctor.run("doctor")).isEqualTo(11);
        assertThat(doctor.out()).contains("BAD database: it can't be used").doesNotContain("secret");
    }

    @Test
    void aPortThatIsTakenAndMembersAndAgentsThatAreAwayAreTold() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            TestCommands doctor = with(
                    "HTTP_PORT=" + taken.getLocalPort()
                            + "\nCLUSTER=true\nCLUSTER_SEEDS=127.0.0.1:1\nAGENT_URL=http://127.0.0.1:1\n"
                            + "GEMINI_API_KEY=secret\nGEMINI_BASE_URL=http://127.0.0.1:1\n"
                            + "SMTP_URL=smtp://me:secret@127.0.0.1:1\nMAIL_FROM=chat@example.org\nPUBLIC_URL=http://chat.example");
            assertThat(doctor.run("doctor")).isEqualTo(15);
            assertThat(doctor.out())
                    .contains("BAD ports: ", "BAD cluster: ", "BAD provider: ", "BAD agents: ", "BAD mail: ")
                    .doesNotContain("secret");
        }
    }
}
