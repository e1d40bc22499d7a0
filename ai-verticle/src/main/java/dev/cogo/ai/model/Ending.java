package dev.cogo.ai.model;

/** What the reason means that a model gives for the end of its text. */
public enum Ending {
    /** It has said all. */
    WHOLE,
    /** A limit ended it, or something that we do not know; what there is, is worth keeping. */
    TRUNCATED,
    /** It will not answer this; what it wrote until then is not shown. */
    REFUSED
}
