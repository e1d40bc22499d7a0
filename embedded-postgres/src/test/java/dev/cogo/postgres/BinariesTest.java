package dev.cogo.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class BinariesTest {
    @TempDir
    Path directory;

    @Test
    void areUnpackedOnceByManyThreadsAndOldOnesGo() throws Exception {
        Path root = directory.resolve("pg-bin");
        Files.createDirectories(root.resolve("0123456789abcdef").resolve("bin"));
        FutureTask<Binaries> first = new FutureTask<>(() -> Binaries.unpackInto(root));
        Thread thread = Thread.ofPlatform().start(first);
        Binaries second = Binaries.unpackInto(root);
        thread.join();
        assertThat(first.get()).isEqualTo(second);
        assertThat(second.majorVersion()).isEqualTo("18");
        assertThat(Path.of(second.program("initdb"))).isExecutable();
        second.deleteOthers();
        try (var left = Files.list(root)) {
            assertThat(left.filter(Files::isDirectory)).containsExactly(second.directory());
        }
    }

    @Test
    void anArchiveCannotWriteOutsideItsDirectory() throws Exception {
        Path target = directory.resolve("target");
        assertThatThrownBy(() -> TarXz.unpack(archive("../evil", ""), target))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("points out of it");
        assertThatThrownBy(() -> TarXz.unpack(archive("lib/link", "../../evil"), target))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("points out of it");
        assertThat(directory.resolve("evil")).doesNotExist();
    }

    @Test
    void namesTheArchiveOfEachPlatform() {
        assertThat(new Platform("linux", "x86_64", false).archive()).isEqualTo("postgres-linux-x86_64.txz");
        assertThat(new Platform("linux", "arm_64", true).archive()).isEqualTo("postgres-linux-arm_64-alpine_linux.txz");
        assertThat(new Platform("darwin", "arm_64", false).archive()).isEqualTo("postgres-darwin-arm_64.txz");
    }

    private static ByteArrayInputStream archive(String name, String link) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new XZOutputStream(bytes, new LZMA2Options()))) {
            TarArchiveEntry entry = link.isEmpty()
                    ? new TarArchiveEntry(name, true)
                    : new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
            entry.setLinkName(link);
            tar.putArchiveEntry(entry);
            tar.closeArchiveEntry();
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
