package dev.cogo.gateway.auth.account;

import dev.cogo.schema.error.CogoException;
import java.util.Locale;
import java.util.regex.Pattern;

/** E-mail addresses as names of accounts: one address has one form. */
public final class EmailAddress {
    /** RFC 5321, section 4.5.3.1.3, less the angle brackets. */
    private static final int MAX_LENGTH = 254;

    // What browsers accept in a field for e-mail (HTML Living Standard, 4.10.5.1.5); all ASCII, so that no two of
    // them look alike.
    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern FORM =
            Pattern.compile("[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@" + LABEL + "(?:\\." + LABEL + ")*");

    private EmailAddress() {}

    /**
     * The address without surrounding blanks and in lower case.
     *
     * @throws CogoException {@code invalid_request}
     */
    public static String normalise(String text) {
        String address = text.strip().toLowerCase(Locale.ROOT);
        if (address.length() > MAX_LENGTH || !FORM.matcher(address).matches()) {
            throw CogoException.invalid("email is not an e-mail address");
        }
        return address;
    }

    /** The same for a setting: throws {@link IllegalArgumentException}. */
    public static String ofSetting(String text) {
        try {
            return normalise(text);
        } catch (CogoException e) {
            throw new IllegalArgumentException("OPERATOR_EMAILS: '" + text + "' is not an e-mail address", e);
        }
    }

    /** What stands before the @. */
    public static String localPart(String address) {
        return address.substring(0, address.indexOf('@'));
    }
}
