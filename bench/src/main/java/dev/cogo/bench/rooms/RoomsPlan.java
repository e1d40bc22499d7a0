package dev.cogo.bench.rooms;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How much is measured.
 *
 * @param people in each room, all of whom listen
 * @param perSecond messages in all rooms together; rooms take turns, and in a room its people
 * @param first the time from the very first message on that is told by itself: the server's code is not compiled yet
 * @param warmUp further time until the rounds, not counted
 * @param time of a round
 * @param compare whether Centrifugo takes part, if its program is there
 * @param folder for the servers' files
 */
public record RoomsPlan(
        int rooms,
        int people,
        double perSecond,
        int bytes,
        Duration first,
        Duration warmUp,
        Duration time,
        int rounds,
        int nodeHeapMiB,
        boolean compare,
        Path folder) {
    int listeners() {
        return rooms * people;
    }
}
