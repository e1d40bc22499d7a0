package dev.cogo.chat.presence;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who is on a session's channel, and what of that is still to be told. */
final class SessionPresence {
    private final UUID id;
    // Sorted, for pages.
    private final NavigableMap<UUID, PresentUser> users = new TreeMap<>();
    private final Set<PresentUser> dirty = new LinkedHashSet<>();
    private int present;
    private @Nullable Boolean blocked;
    private boolean large;
    private boolean listDue;
    private boolean summaryDue;
    private boolean settling;
    private long settledAt;
    private long summedAt;

    SessionPresence(UUID id, long nanoTime) {
        this.id = id;
        this.summedAt = nanoTime;
    }

    UUID id() {
        return id;
    }

    PresentUser user(UUID userId) {
        return users.computeIfAbsent(userId, first -> new PresentUser(first, this));
    }

    @Nullable
    PresentUser find(UUID userId) {
        return users.get(userId);
    }

    /** Those who are there, and those whose leaving is still to be told. */
    List<PresentUser> users() {
        return List.copyOf(users.values());
    }

    /** Those who are there, after a user's id; all of them after null. */
    List<PresentUser> after(@Nullable UUID userId, int max) {
        List<PresentUser> page = new ArrayList<>();
        for (PresentUser user : (userId == null ? users : users.tailMap(userId, false)).values()) {
            if (page.size() == max) {
                break;
            }
            if (user.isHere()) {
                page.add(user);
            }
        }
        return page;
    }

    int present() {
        return present;
    }

    boolean isEmpty() {
        return users.isEmpty();
    }

    void arrived() {
        present++;
    }

    void departed() {
        present--;
    }

    /** Looks whether there is something to tell of the user. */
    void touch(PresentUser user) {
        PresentUser.Look now = shown(user);
        if (Objects.equals(now, user.told())) {
            dirty.remove(user);
            forgetIfGone(user);
        } else if (large) {
            user.told(now);
            summaryDue = true;
            forgetIfGone(user);
        } else {
            dirty.add(user);
        }
    }

    /** The user's look has been told, or need not be. */
    void settle(PresentUser user) {
        user.told(shown(user));
        dirty.remove(user);
        forgetIfGone(user);
    }

    /** What others may see. */
    PresentUser.@Nullable Look shown(PresentUser user) {
        return isHidden() ? null : user.look();
    }

    /** Forgets what is to be told of single users: a summary says it all. */
    void settleAll() {
        users().forEach(this::settle);
    }

    private void forgetIfGone(PresentUser user) {
        if (!user.isHere()) {
            users.remove(user.id());
        }
    }

    List<PresentUser> dirty() {
        return List.copyOf(dirty);
    }

    boolean hasSomethingToTell() {
        return listDue || !dirty.isEmpty();
    }

    /** Whether one of the session's two has blocked the other; null while nobody has looked. */
    @Nullable
    Boolean blocked() {
        return blocked;
    }

    boolean isHidden() {
        return Boolean.TRUE.equals(blocked);
    }

    void blocked(boolean now) {
        blocked = now;
        users().forEach(this::touch);
    }

    boolean isLarge() {
        return large;
    }

    void large(boolean now) {
        large = now;
        if (large) {
            settleAll();
            listDue = false;
            summaryDue = true;
        } else {
            summaryDue = false;
            listDue = true;
        }
    }

    /** A list is not told before everybody is known. */
    boolean isListDue() {
        return listDue && !settling;
    }

    void listTold() {
        listDue = false;
        settleAll();
    }

    /** Whether it is time for a summary. */
    boolean takeSummary(long nanoTime, long everyNanos) {
        if (!summaryDue || nanoTime - summedAt < everyNanos) {
            return false;
        }
        summedAt = nanoTime;
        summaryDue = false;
        return true;
    }

    /** Whether this home got the session so lately that it may not know everybody. */
    boolean isSettling() {
        return settling;
    }

    void settleUntil(long nanoTime) {
        settling = true;
        settledAt = nanoTime;
    }

    /** Whether it has settled just now; then all is to be told anew, since nobody knows what the home before had told. */
    boolean takeSettled(long nanoTime) {
        if (nanoTime - settledAt < 0) {
            return false;
        }
        settling = false;
        tellAll();
        return true;
    }

    /** All is to be told anew: some listeners may have been told something else. */
    void tellAll() {
        if (large) {
            summaryDue = true;
        } else {
            listDue = true;
        }
    }
}
