package dev.cogo.gateway.auth.mail;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The server that takes the mail, and what is told to people. Printing it prints nothing of the password.
 *
 * @param security whether the connection is encrypted
 * @param from the sender's address, perhaps with a name: {@code Cogo Chat <chat@example.org>}
 * @param perMinute mails that this node sends in a minute at most
 * @param publicUrl where people reach the server, without a slash at its end
 */
public record SmtpConfig(
        String host, int port, Security security, Optional<Login> login, String from, int perMinute, String publicUrl) {
    private static final int SUBMISSION = 587;
    private static final int SUBMISSIONS = 465;

    /** How a connection is protected. */
    public enum Security {
        /** STARTTLS where the server offers it: for one on the same machine. */
        OPPORTUNISTIC,
        STARTTLS,
        TLS
    }

    /** Who sends. */
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return "Login[hidden]";
        }
    }

    /**
     * Reads {@code smtp://user:password@host:port}, which encrypts by STARTTLS (on this machine only where the server offers it), or
     * {@code smtps://}, which encrypts from the start; percent-encoded where a part has signs of its own.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static SmtpConfig of(String url, String from, int perMinute, String publicUrl) {
        URI uri = parse(url);
        boolean tls = "smtps".equals(uri.getScheme());
        if (!tls && !"smtp".equals(uri.getScheme())
                || uri.getHost() == null
                || !uri.getRawPath().isEmpty()) {
            throw new IllegalArgumentException("must be smtp://user:password@host:port or smtps://...");
        }
        if (from.indexOf('@') < 0 || from.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("MAIL_FROM must be an e-mail address");
        }
        boolean here = uri.getHost().equals("localhost")
                || uri.getHost().startsWith("127.")
                || uri.getHost().equals("[::1]");
        Security open = here ? Security.OPPORTUNISTIC : Security.STARTTLS;
        int usual = tls ? SUBMISSIONS : SUBMISSION;
        return new SmtpConfig(
                uri.getHost(),
                uri.getPort() < 0 ? usual : uri.getPort(),
                tls ? Security.TLS : open,
                Optional.ofNullable(uri.getRawUserInfo()).map(SmtpConfig::login),
                from,
                perMinute,
                publicUrl);
    }

    private static URI parse(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            // Without its text: it may hold a password.
            throw new IllegalArgumentException("must be a URL such as smtp://user:password@host:port");
        }
    }

    private static Login login(String userInfo) {
        String[] parts = userInfo.split(":", 2);
        if (parts.length < 2) {
            throw new IllegalArgumentException("must have user and password, or neither");
        }
        return new Login(decode(parts[0]), decode(parts[1]));
    }

    private static String decode(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "SmtpConfig[" + host + ":" + port + "]";
    }
}
