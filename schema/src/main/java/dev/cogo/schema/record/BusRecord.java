package dev.cogo.schema.record;

/**
 * Marks a record that may travel on the event bus as a request, a reply or a notice. Such a record is immutable: inside a
 * node it is handed over by reference. Between nodes it is JSON; adding a field is safe when its absence has a meaning.
 */
public interface BusRecord {}
