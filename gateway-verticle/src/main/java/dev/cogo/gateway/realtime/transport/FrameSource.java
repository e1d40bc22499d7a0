package dev.cogo.gateway.realtime.transport;

/** Where a client's frames come from, to be held up while one has to wait. Used on the hub's event loop only. */
public interface FrameSource {
    /** Lets no further frame come. */
    void pause();

    /** Lets frames come again, first those that came meanwhile. */
    void resume();
}
