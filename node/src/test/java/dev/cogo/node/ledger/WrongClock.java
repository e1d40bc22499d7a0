package dev.cogo.node.ledger;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What makes a process believe that it is another time: libfaketime, where it is installed. */
record WrongClock(Path library, String offset) {
    /** Where Debian's packages have it, for the processors that it is made for. */
    private static final Path LIBRARIES = Path.of("/usr/lib");

    /** An hour ahead; empty where the library is missing. */
    static Optional<WrongClock> anHourAhead() {
        return Stream.of("x86_64-linux-gnu", "aarch64-linux-gnu")
                .map(processor -> LIBRARIES.resolve(processor).resolve("faketime/libfaketime.so.1"))
                .filter(Files::exists)
                .findFirst()
                .map(library -> new WrongClock(library, "+1h"));
    }

    Map<String, String> environment() {
        // A clock that is set wrong is no other measure of how long something takes.
        // The fix is for old C libraries; with it, a JVM's threads are busy with their waits.
        return Map.of(
                "LD_PRELOAD",
                library.toString(),
                "FAKETIME",
                offset,
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0");
    }
}
