package dev.cogo.bench.fanout;

import dev.cogo.bench.dialect.Dialect;
import dev.cogo.bench.dialect.DialectListener;

/** One of an {@link Audience}. */
final class Listener extends DialectListener {
    private final Audience audience;
    private final int index;
    private int position;

    Listener(Audience audience, int index, Dialect dialect) {
        super(dialect);
        this.audience = audience;
        this.index = index;
    }

    /** How many messages it has heard. */
    int position() {
        return position;
    }

    @Override
    public void message(Marked message) {
        audience.hears(index, position++, message);
    }

    @Override
    protected void failed(String why) {
        audience.fail("listener %d: %s".formatted(index, why));
    }
}
