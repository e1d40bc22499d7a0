package dev.cogo.runtime.audit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.cogo.runtime.testing.AuditLines;
import dev.cogo.schema.error.ErrorCode;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuditLogTest {
    private static final UUID ANN = UUID.fromString("01a2076b-4400-7daa-8db8-0cbd3594c81d");

    private final AuditLines lines = new AuditLines();
    private final AtomicLong now = new AtomicLong();
    private final AuditLog log = new AuditLog(now::get);

    @AfterEach
    void leave() {
        lines.close();
    }

    @Test
    void anEntryIsALineAndFields() {
        log.write(AuditEntry.done(AuditEvent.LOGIN)
                .actor(ANN)
                .address("192.0.2.1")
                .account("ann@example.org"));

        assertThat(texts())
                .containsExactly(
                        "event=login outcome=done actor=" + ANN + " address=192.0.2.1 account=438c4c7afe600cdf");
        assertThat(lines.events().getFirst().getLevel()).hasToString("INFO");
        assertThat(lines.events().getFirst().getKeyValuePairs().stream()
                        .map(pair -> pair.key)
                        .toList())
                .containsExactly("event", "outcome", "actor", "address", "account");
    }

    @Test
    void whatAClientWroteIsOneWord() {
        log.write(AuditEntry.done(AuditEvent.OPERATOR_CALL)
                .with("name", "a b\nevent=\"x\"\u202e")
                .target("ok"));

        assertThat(texts()).containsExactly("event=operator_call outcome=done name=a_b_event__x__ target=ok");
    }

    @Test
    void theSameAgainIsCounted() {
        for (int i = 0; i < 1000; i++) {
            log.write(failure("192.0.2.1"));
        }
        log.write(failure("192.0.2.2"));
        assertThat(lines.events()).hasSize(2);

        now.addAndGet(AuditLog.WINDOW.toNanos());
        log.write(failure("192.0.2.1"));

        assertThat(texts().subList(2, 4))
                .containsExactly(
                        "event=login outcome=refused reason=invalid_credentials address=192.0.2.1 repeated=999",
                        "event=login outcome=refused reason=invalid_credentials address=192.0.2.1");
    }

    @Test
    void thereAreOnlySoManyLines() {
        for (int i = 0; i < 5000; i++) {
            log.write(failure("192.0.2." + i));
        }
        assertThat(lines.events()).hasSize(AuditLog.MAX_LINES);

        log.flush();

        assertThat(texts().getLast()).isEqualTo("event=suppressed count=4400");
    }

    private static AuditEntry failure(String address) {
        return AuditEntry.refused(AuditEvent.LOGIN, ErrorCode.INVALID_CREDENTIALS)
                .address(address);
    }

    private List<String> texts() {
        return lines.events().stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
