package dev.cogo.schema.agent;

import dev.cogo.schema.error.CogoException;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** URLs that the server calls because somebody says so. */
public final class PlainUrl {
    private static final int MAX_CHARACTERS = 1000;

    private PlainUrl() {}

    /**
     * Checks a URL; null stays null. It has neither user nor fragment: the one would end up in logs, the other nowhere.
     *
     * @throws CogoException {@code invalid_request}
     */
    public static @Nullable String check(@Nullable String url) {
        if (url != null && !isPlain(url)) {
            throw CogoException.invalid("url must be one like https://host/path");
        }
        return url;
    }

    private static boolean isPlain(String url) {
        try {
            URI uri = new URI(url);
            return url.length() <= MAX_CHARACTERS
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getFragment() == null
                    && uri.getPort() <= 65_535;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
