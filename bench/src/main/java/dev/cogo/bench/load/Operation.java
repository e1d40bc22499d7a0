package dev.cogo.bench.load;

import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * What a load does again and again.
 *
 * @param messages how many messages (or pages) one time is
 * @param once does it one time; called on the load's event loop, and completes when it is acknowledged
 */
public record Operation(int messages, Supplier<Future<?>> once) {}
