package dev.cogo.chat.timeline;

import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.channel.UserRequest;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A change that a member asks for. */
public interface ByMember<R> extends Change<R> {
    /** What they ask for. */
    UserRequest request();

    @Override
    default UUID sessionId() {
        return request().sessionId();
    }

    @Override
    default UUID userId() {
        return request().userId();
    }

    @Override
    default R apply(Statements tx, LockedSession session, @Nullable Caller caller) {
        return applyFor(Objects.requireNonNull(caller), tx, session);
    }

    /** Makes the change as {@link #apply} says. */
    R applyFor(Caller caller, Statements tx, LockedSession session);
}
