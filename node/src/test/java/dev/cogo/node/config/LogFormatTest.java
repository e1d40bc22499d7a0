package dev.cogo.node.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cogo.runtime.audit.AuditEntry;
import dev.cogo.runtime.audit.AuditEvent;
import dev.cogo.runtime.audit.AuditLog;
import dev.cogo.runtime.testing.AuditLines;
import io.vertx.core.json.JsonObject;
import net.logstash.logback.encoder.LogstashEncoder;
import org.junit.jupiter.api.Test;

class LogFormatTest {
    @Test
    void theSecurityLogHasFieldsInJson() {
        LogstashEncoder encoder = new LogstashEncoder();
        try (AuditLines lines = new AuditLines()) {
            new AuditLog().write(AuditEntry.done(AuditEvent.SIGNING_KEY).target("k1"));
            encoder.start();

            JsonObject json =
                    new JsonObject(new String(encoder.encode(lines.events().getFirst()), UTF_8));

            assertThat(json.getString("logger_name")).isEqualTo("cogo.audit");
            assertThat(json.getString("event")).isEqualTo("signing_key");
            assertThat(json.getString("outcome")).isEqualTo("done");
            assertThat(json.getString("target")).isEqualTo("k1");
        } finally {
            encoder.stop();
        }
    }
}
