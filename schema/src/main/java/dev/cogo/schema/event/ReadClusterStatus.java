package dev.cogo.schema.event;

import dev.cogo.schema.record.BusRecord;

/** Asks how the cluster does; see {@link ClusterStatus}. */
public record ReadClusterStatus() implements BusRecord {}
