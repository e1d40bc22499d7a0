package dev.cogo.chat.timeline;

import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.error.CogoException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change of a session other than new messages: an edit, a reaction, a member who comes or goes. It shares its transaction
 * with others, and its events are told after the commit in the order of their seqs.
 *
 * @param <R> what the caller gets
 */
public interface Change<R> {
    UUID sessionId();

    /** Who wants it; null for the server. Somebody who is no member is refused before {@link #apply}. */
    @Nullable
    UUID userId();

    /**
     * Makes the change. It must not write before it knows that nothing stands against it: what it has written stays when it
     * throws. Several can be in one transaction, so it must not commit, nor lock what another session's change may hold.
     *
     * @param caller null for the server, and for who is no member when {@link #isForStrangers}
     * @throws CogoException the refusal
     */
    R apply(Statements tx, LockedSession session, @Nullable Caller caller);

    /** Whether who is no member may make it: to join. */
    default boolean isForStrangers() {
        return false;
    }

    /**
     * Whether it may take a right away from somebody. What comes after it in the same session then waits for the next
     * transaction, whose look at the members finds it done.
     */
    default boolean changesRights() {
        return false;
    }

    /** Called after the commit, on the writer's context; it must not block. {@code tellChannel} tells the session's channel. */
    default void committed(R result, Runnable tellChannel) {
        tellChannel.run();
    }
}
