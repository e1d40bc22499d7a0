package dev.cogo.node.doctor;

/**
 * What was found.
 *
 * @param sentence for the operator; never with a secret
 */
public record Finding(Check check, boolean well, String sentence) {
    static Finding well(Check check, String sentence) {
        return new Finding(check, true, sentence);
    }

    static Finding bad(Check check, String sentence) {
        return new Finding(check, false, sentence);
    }
}
