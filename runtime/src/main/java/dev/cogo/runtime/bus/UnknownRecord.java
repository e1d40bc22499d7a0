package dev.cogo.runtime.bus;

import dev.cogo.schema.record.BusRecord;

/** Stands for a record of a type that only a newer node knows; whoever serves the address refuses it with a clear error. */
record UnknownRecord(String type) implements BusRecord {}
