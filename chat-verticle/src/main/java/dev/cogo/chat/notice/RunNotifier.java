package dev.cogo.chat.notice;

import dev.cogo.chat.timeline.AfterCommit;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.record.Done;
import java.util.List;
import java.util.UUID;

/**
 * Tells a worker of the AI that runs wait. Their rows are what counts: a word that is lost costs a few seconds, until a worker looks
 * by itself. One is under way at a time, whatever is asked meanwhile. Confined to its verticle's context.
 */
public final class RunNotifier implements AfterCommit {
    private final Bus bus;
    private boolean telling;
    private boolean more;

    public RunNotifier(Bus bus) {
        this.bus = bus;
    }

    @Override
    public void stored(List<Message> messages) {
        // Most ask nobody.
    }

    @Override
    public void asked(UUID sessionId) {
        more = true;
        if (!telling) {
            tell();
        }
    }

    private void tell() {
        more = false;
        telling = true;
        bus.request(Address.AI_RUNS_DUE, Done.DONE).onComplete(told -> {
            telling = false;
            if (more) {
                tell();
            }
        });
    }
}
