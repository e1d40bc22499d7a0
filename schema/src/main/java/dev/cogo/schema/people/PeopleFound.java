package dev.cogo.schema.people;

import dev.cogo.schema.record.BusRecord;
import java.util.List;

/**
 * Who is called as was asked.
 *
 * @param items whose names begin so come first
 * @param complete false when there may be more than these: a longer part of the name finds them
 */
public record PeopleFound(List<PersonFound> items, boolean complete) implements BusRecord {
    public PeopleFound {
        items = List.copyOf(items);
    }
}
