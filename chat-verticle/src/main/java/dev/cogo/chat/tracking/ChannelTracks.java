package dev.cogo.chat.tracking;

import dev.cogo.schema.event.TracksChange;
import dev.cogo.schema.presence.Track;
import dev.cogo.schema.presence.Tracks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The pages on a free channel, and what of that is still to be told. */
final class ChannelTracks {
    private final String name;
    // In the order in which they came.
    private final Map<UUID, TrackEntry> here = new LinkedHashMap<>();
    private final Map<UUID, Track> told = new LinkedHashMap<>();
    private final Set<UUID> dirty = new LinkedHashSet<>();
    private boolean settling;
    private boolean listDue;

    ChannelTracks(String name, boolean settling) {
        this.name = name;
        this.settling = settling;
    }

    String name() {
        return name;
    }

    boolean isFull() {
        return here.size() >= Tracks.MAX;
    }

    /** Whether nobody is there, and everybody knows. */
    boolean isForgotten() {
        return here.isEmpty() && told.isEmpty() && !settling && !listDue;
    }

    List<TrackEntry> entries() {
        return List.copyOf(here.values());
    }

    /** Who is there. */
    List<Track> tracks() {
        return here.values().stream().map(TrackEntry::track).toList();
    }

    void put(TrackEntry entry) {
        UUID id = entry.track().id();
        here.put(id, entry);
        dirty.add(id);
    }

    void remove(UUID id) {
        here.remove(id);
        dirty.add(id);
    }

    /** Another home has told of the entry, or the list will. */
    void settle(TrackEntry entry) {
        UUID id = entry.track().id();
        told.put(id, entry.track());
        dirty.remove(id);
    }

    /** This home may not know everybody yet. */
    void beginToSettle() {
        settling = true;
    }

    boolean isSettling() {
        return settling;
    }

    /** All is to be told anew: nobody knows what others have told. */
    void tellAll() {
        settling = false;
        listDue = true;
    }

    /** Whether everybody is to be told, and not what changed alone. */
    boolean takeList() {
        boolean due = listDue && !settling;
        if (due) {
            listDue = false;
            dirty.clear();
            told.clear();
            here.forEach((id, entry) -> told.put(id, entry.track()));
        }
        return due;
    }

    /** What changed since it was told last; empty when nothing did. */
    Optional<TracksChange> takeChange() {
        List<Track> joins = new ArrayList<>();
        List<Track> leaves = new ArrayList<>();
        for (UUID id : dirty) {
            TrackEntry entry = here.get(id);
            Track now = entry == null ? null : entry.track();
            Track before = now == null ? told.remove(id) : told.put(id, now);
            if (now != null && !now.equals(before)) {
                joins.add(now);
            }
            if (before != null && !before.equals(now)) {
                leaves.add(before);
            }
        }
        dirty.clear();
        return joins.isEmpty() && leaves.isEmpty() ? Optional.empty() : Optional.of(new TracksChange(joins, leaves));
    }
}
