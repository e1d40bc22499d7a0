package dev.cogo.bench.rooms;

import dev.cogo.bench.dialect.Dialect;
import dev.cogo.bench.dialect.DialectListener;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

/** One person in one room. */
final class RoomListener extends DialectListener {
    private final int person;
    private final ObjIntConsumer<Marked> ear;
    private final Consumer<String> failed;
    private long lastSeq = -1;

    /**
     * @param person the number in the room
     * @param ear is told of each message and who heard it
     */
    RoomListener(int person, Dialect dialect, ObjIntConsumer<Marked> ear, Consumer<String> failed) {
        super(dialect);
        this.person = person;
        this.ear = ear;
        this.failed = failed;
    }

    @Override
    public void message(Marked message) {
        long seq = message.seq();
        if (lastSeq >= 0 && seq != lastSeq + 1) {
            failed("seq " + seq + " came after seq " + lastSeq);
        }
        lastSeq = seq;
        ear.accept(message, person);
    }

    @Override
    protected void failed(String why) {
        failed.accept(why);
    }
}
