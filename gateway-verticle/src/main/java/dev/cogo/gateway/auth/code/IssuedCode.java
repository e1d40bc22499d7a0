package dev.cogo.gateway.auth.code;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;

/**
 * A code, as its owner gets it; the database knows neither of both.
 *
 * @param token what stands in the link
 * @param digits what is typed instead
 */
public record IssuedCode(CodeWish wish, String token, String digits) {
    /** Where the link leads, below the server's address. */
    public String path() {
        return "/auth/v1/verify?token=" + token + "&type=" + wish.purpose().wireName() + "&redirect_to="
                + URLEncoder.encode(wish.page(), UTF_8);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "IssuedCode[hidden]";
    }
}
