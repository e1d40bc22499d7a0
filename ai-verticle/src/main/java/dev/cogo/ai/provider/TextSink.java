package dev.cogo.ai.provider;

/** Takes what a provider writes while it writes. */
@FunctionalInterface
public interface TextSink {
    /**
     * Takes the next piece, which is not empty. One is given after the other; it must not wait.
     *
     * @return false when nobody wants the text any more, and the provider is to end its work
     */
    boolean write(String piece);
}
