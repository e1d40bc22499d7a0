package dev.cogo.bench.socket;

import java.io.IOException;
import java.nio.ByteBuffer;

/** As much of HTTP/1.1 as it takes to see that a request went well. */
final class HttpAnswers {
    private HttpAnswers() {}

    /**
     * Takes an answer's head.
     *
     * @return false when it has not come as a whole
     * @throws IOException when it does not begin as it should; says what came
     */
    static boolean takeHead(ByteBuffer in, String begin) throws IOException {
        int end = headEnd(in);
        if (end < 0) {
            return false;
        }
        String head = MarkedText.text(in, in.position(), end);
        if (!head.startsWith(begin)) {
            throw new IOException(
                    "the server answered: " + head.lines().findFirst().orElse(""));
        }
        in.position(end);
        return true;
    }

    /** Takes a whole answer with a 2xx status; as {@link #takeHead}. */
    static boolean takeSuccess(ByteBuffer in) throws IOException {
        int start = in.position();
        int end = headEnd(in);
        if (end < 0) {
            return false;
        }
        int body = contentLength(MarkedText.text(in, start, end));
        if (in.limit() - end < body) {
            return false;
        }
        takeHead(in, "HTTP/1.1 2");
        in.position(end + body);
        return true;
    }

    private static int contentLength(String head) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
    }

    private static int headEnd(ByteBuffer in) {
        for (int i = in.position(); i + 4 <= in.limit(); i++) {
            if (in.get(i) == '\r' && in.get(i + 1) == '\n' && in.get(i + 2) == '\r' && in.get(i + 3) == '\n') {
                return i + 4;
            }
        }
        return -1;
    }
}
