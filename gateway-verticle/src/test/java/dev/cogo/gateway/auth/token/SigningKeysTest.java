package dev.cogo.gateway.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.runtime.audit.AuditLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeysTest {
    private static final Duration RETENTION = Duration.ofHours(1);

    @TempDir
    Path directory;

    @Test
    void nodesThatStartTogetherMakeOneKey() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<SigningKeys>> opened = IntStream.range(0, 8)
                    .mapToObj(n -> threads.submit(() -> SigningKeys.open(directory, new AuditLog())))
                    .toList();
            for (Future<SigningKeys> keys : opened) {
                assertThat(keys.get().newestFirst())
                        .isEqualTo(opened.getFirst().get().newestFirst());
            }
        }
        assertThat(keyFiles()).hasSize(1);
    }

    @Test
    void onlyTheOwnerCanReadAKey() throws IOException {
        SigningKeys.open(directory, new AuditLog());

        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(keyFiles().getFirst())))
                .isEqualTo("rw-------");
    }

    @Test
    void aRotatedKeySignsAndTheFormerOneStillVerifies() {
        SigningKeys keys = SigningKeys.open(directory, new AuditLog());
        String first = keys.newestFirst().getFirst().kid();

        String second = keys.rotate(RETENTION);

        assertThat(keys.newestFirst()).extracting(SigningKey::kid).containsExactly(second, first);
    }

    @Test
    void anotherNodeSeesTheNewKeyWhenItReadsAgain() {
        SigningKeys here = SigningKeys.open(directory, new AuditLog());
        SigningKeys there = SigningKeys.open(directory, new AuditLog());
        here.rotate(RETENTION);

        assertThat(there.reload()).isTrue();
        assertThat(there.newestFirst()).isEqualTo(here.newestFirst());
        assertThat(there.reload()).isFalse();
    }

    @Test
    void keysThatHaveNotSignedForLongAreDeleted() {
        SigningKeys keys = SigningKeys.open(directory, new AuditLog());
        String second = keys.rotate(RETENTION);

        // The first key was relieved by the second just now; with no retention that is long ago.
        String third = keys.rotate(Duration.ofMillis(-10));

        assertThat(keys.newestFirst()).extracting(SigningKey::kid).containsExactly(third, second);
    }

    @Test
    void aBrokenFileIsPassedOver() throws IOException {
        SigningKeys keys = SigningKeys.open(directory, new AuditLog());
        List<SigningKey> before = keys.newestFirst();
        Files.writeString(
                directory.resolve("access-29991231T000000.000Z-broken.jwk"), "{\"kty\":\"oct\",\"k\":\"secret\"}");
        Files.writeString(directory.resolve("access-29991231T000001.000Z-broken.jwk"), "not json");

        assertThat(keys.reload()).isFalse();
        assertThat(keys.newestFirst()).isEqualTo(before);
    }

    @Test
    void withoutFilesTheLastKnownKeysStayInUse() throws IOException {
        SigningKeys keys = SigningKeys.open(directory, new AuditLog());
        List<SigningKey> before = keys.newestFirst();
        Files.delete(keyFiles().getFirst());

        assertThat(keys.reload()).isFalse();
        assertThat(keys.newestFirst()).isEqualTo(before);
    }

    private List<Path> keyFiles() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jwk")).toList();
        }
    }
}
