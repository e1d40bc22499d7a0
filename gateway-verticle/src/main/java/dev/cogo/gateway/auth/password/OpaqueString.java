package dev.cogo.gateway.auth.password;

import java.text.Normalizer;

/**
 * Passwords in one form, since keyboards and systems write the same letters in different ways: the profile OpaqueString of
 * RFC 8265, section 4.2. Spaces of any kind are U+0020, and the text is in NFC; case and width stay.
 */
public final class OpaqueString {
    private OpaqueString() {}

    public static String enforce(String password) {
        StringBuilder mapped = new StringBuilder(password.length());
        password.codePoints()
                .map(c -> Character.getType(c) == Character.SPACE_SEPARATOR ? ' ' : c)
                .forEach(mapped::appendCodePoint);
        return Normalizer.normalize(mapped, Normalizer.Form.NFC);
    }
}
