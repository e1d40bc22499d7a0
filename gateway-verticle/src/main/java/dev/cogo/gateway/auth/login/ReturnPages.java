package dev.cogo.gateway.auth.login;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pages that people may be sent back to when they have logged in elsewhere. Anything else would send them, and their codes, to whoever
 * has made up the address.
 *
 * @param origins of these pages
 */
public record ReturnPages(Set<String> origins) {
    private static final int MAX_LENGTH = 1000;

    public ReturnPages {
        origins = Set.copyOf(origins);
    }

    public boolean contains(@Nullable String page) {
        if (page == null || page.length() > MAX_LENGTH) {
            return false;
        }
        try {
            URI uri = new URI(page);
            return uri.getRawUserInfo() == null && origins.contains(uri.getScheme() + "://" + uri.getRawAuthority());
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
