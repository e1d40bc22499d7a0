package dev.cogo.gateway.auth.login;

import dev.cogo.runtime.audit.AuditEntry;
import dev.cogo.runtime.audit.AuditEvent;
import dev.cogo.runtime.audit.AuditLog;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.identity.LoginsEnded;
import java.util.List;
import java.util.UUID;

/**
 * Tells every gateway that logins have ended, so that their connections are closed and their access tokens are refused, and
 * returns when they are. Call it after the commit. A notice that is lost costs little: the access token ends by itself soon.
 */
public final class LoginNotices {
    private final Bus bus;
    private final AuditLog audit;

    public LoginNotices(Bus bus, AuditLog audit) {
        this.bus = bus;
        this.audit = audit;
    }

    /** @param reason why they have, one word, for the security log */
    public void ended(UUID userId, List<UUID> families, String reason) {
        if (families.isEmpty()) {
            return;
        }
        audit.write(AuditEntry.done(AuditEvent.LOGINS_ENDED)
                .target(userId)
                .with("reason", reason)
                .with("count", families.size()));
        for (int from = 0; from < families.size(); from += LoginsEnded.MAX_FAMILIES) {
            int to = Math.min(families.size(), from + LoginsEnded.MAX_FAMILIES);
            bus.tellGateways(Address.LOGINS_ENDED, new LoginsEnded(userId, families.subList(from, to)))
                    .await();
        }
    }
}
