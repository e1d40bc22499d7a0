/**
 * What every record on the bus is: {@link dev.cogo.schema.record.BusRecord}, and {@link dev.cogo.schema.record.ForHome} when a
 * channel's home should answer it (partition-owner routing). A leaf: it knows none of the records.
 */
@NullMarked
package dev.cogo.schema.record;

import org.jspecify.annotations.NullMarked;
