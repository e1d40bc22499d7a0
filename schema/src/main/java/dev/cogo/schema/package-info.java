/**
 * What crosses a wall, and nothing else: the addresses of the bus and the records that travel on it, the channels
 * and their events, the error table, the tables.
 *
 * <p>Verticles don't know each other; they know this module. The way in is {@link dev.cogo.schema.bus.Address}: every request
 * that one part can make of another, with the types that go and come. The resources hold the rest: the migrations, and the
 * OpenAPI and AsyncAPI documents, which tests keep in step with the code.
 */
@NullMarked
package dev.cogo.schema;

import org.jspecify.annotations.NullMarked;
