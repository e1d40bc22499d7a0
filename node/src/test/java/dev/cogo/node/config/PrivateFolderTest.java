package dev.cogo.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.postgres.files.PrivateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFolderTest {
    @TempDir
    private Path folder;

    @Test
    void keysAreMadeForTheirOwnerOnly() throws IOException {
        Path keys = folder.resolve("data").resolve("keys");
        SharedSecret.readOrMake(keys, "secret");
        assertThat(mode(keys)).isEqualTo("rwx------");
        assertThat(mode(keys.resolve("secret"))).isEqualTo("rw-------");
        assertThat(mode(keys.getParent())).as("nobody else lists it").matches("rwx--[x-]--[x-]");
    }

    @Test
    void keysThatOthersCouldReadAreClosed() throws IOException {
        Path keys = open(Files.createDirectory(folder.resolve("keys")), "rwxr-xr-x");
        Path secret = open(Files.writeString(keys.resolve("secret"), "x"), "rw-r--r--");
        PrivateFolder.ofKeys(keys);
        assertThat(mode(keys)).isEqualTo("rwx------");
        assertThat(mode(secret)).isEqualTo("rw-------");
    }

    @Test
    void aDataFolderIsMadeClosedAndAnOpenOneIsLeft() throws IOException {
        PrivateFolder.ofData(folder.resolve("new"));
        assertThat(mode(folder.resolve("new"))).matches("rwx--[x-]--[x-]");
        Path others = open(Files.createDirectory(folder.resolve("others")), "rwxrwxr-x");
        PrivateFolder.ofData(others);
        assertThat(mode(others)).isEqualTo("rwxrwxr-x");
    }

    private static Path open(Path path, String mode) throws IOException {
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
