package dev.cogo.schema.record;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** A request that a channel's home answers best. Any other node of the role can answer it, too. */
public interface ForHome extends BusRecord {
    /** The channel's name. */
    @JsonIgnore
    String homeChannel();
}
