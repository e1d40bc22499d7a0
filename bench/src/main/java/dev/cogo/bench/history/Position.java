package dev.cogo.bench.history;

import dev.cogo.bench.history.LoadedTables.Filled;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.message.ReadHistory;
import dev.cogo.schema.message.ReadTimeline;
import dev.cogo.schema.record.BusRecord;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Where in a table a page is read. Each page is another one, but for the newest. */
enum Position {
    HEAD("big session, newest page", false, false) {
        @Override
        BusRecord page(UUID reader, Filled session, RandomGenerator random) {
            return new ReadHistory(reader, session.sessionId(), null, null, PAGE);
        }
    },
    MIDDLE("big session, middle tenth", false, false) {
        @Override
        BusRecord page(UUID reader, Filled session, RandomGenerator random) {
            return new ReadHistory(reader, session.sessionId(), middle(session, random), null, PAGE);
        }
    },
    TAIL("big session, oldest tenth", false, false) {
        @Override
        BusRecord page(UUID reader, Filled session, RandomGenerator random) {
            return new ReadHistory(reader, session.sessionId(), null, oldest(session, random), PAGE);
        }
    },
    SMALL_HEAD("any small session, newest page", true, false) {
        @Override
        BusRecord page(UUID reader, Filled session, RandomGenerator random) {
            return new ReadHistory(reader, session.sessionId(), null, null, PAGE);
        }
    },
    SMALL_MIDDLE("any small session, middle tenth", true, false) {
        @Override
        BusRecord page(UUID reader, Filled session, RandomGenerator random) {
            return new ReadHistory(reader, session.sessionId(), middle(session, random), null, PAGE);
        }
    },
    TIMELINE_HEAD("timeline of the big session, last page", false, true) {
        @Override
        BusRecord page(UUID reader, Filled session, RandomGenerator random) {
            return new ReadTimeline(reader, session.sessionId(), session.lastSeq() - PAGE, PAGE);
        }
    },
    TIMELINE_MIDDLE("timeline of the big session, middle tenth", false, true) {
        @Override
        BusRecord page(UUID reader, Filled session, RandomGenerator random) {
            return new ReadTimeline(reader, session.sessionId(), middle(session, random), PAGE);
        }
    },
    TIMELINE_TAIL("timeline of the big session, oldest tenth", false, true) {
        @Override
        BusRecord page(UUID reader, Filled session, RandomGenerator random) {
            return new ReadTimeline(reader, session.sessionId(), oldest(session, random), PAGE);
        }
    };

    static final int PAGE = 50;

    private final String title;
    private final boolean small;
    private final boolean timeline;

    Position(String title, boolean small, boolean timeline) {
        this.title = title;
        this.small = small;
        this.timeline = timeline;
    }

    String title() {
        return title;
    }

    Address address() {
        return timeline ? Address.TIMELINE_READ : Address.HISTORY_READ;
    }

    BusRecord request(LoadedTables tables, RandomGenerator random) {
        List<Filled> smallOnes = tables.small();
        Filled session = small ? smallOnes.get(random.nextInt(smallOnes.size())) : tables.big();
        return page(tables.reader(), session, random);
    }

    abstract BusRecord page(UUID reader, Filled session, RandomGenerator random);

    private static long middle(Filled session, RandomGenerator random) {
        long last = session.lastSeq();
        return last / 2 + PAGE + random.nextLong(Math.max(1, last / 10));
    }

    private static long oldest(Filled session, RandomGenerator random) {
        return random.nextLong(Math.max(1, session.lastSeq() / 10));
    }
}
