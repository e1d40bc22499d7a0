package dev.cogo.ai.provider;

/** What one side said: the people of a session together, or the model. */
public record Turn(Role role, String text) {
    /** Who speaks. */
    public enum Role {
        USER,
        MODEL
    }

    public static Turn user(String text) {
        return new Turn(Role.USER, text);
    }

    public static Turn model(String text) {
        return new Turn(Role.MODEL, text);
    }
}
