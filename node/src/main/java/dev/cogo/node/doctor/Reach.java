package dev.cogo.node.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Whether something answers, within two seconds. */
final class Reach {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** The status of the answer; 0 when there is none. */
    int get(String url, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** Whether somebody listens at {@code host:port}. */
    static boolean connects(String hostAndPort) {
        return connects(URI.create("tcp://" + hostAndPort));
    }

    /** Whether somebody listens there. */
    static boolean connects(URI where) {
        int usual = "https".equals(where.getScheme()) ? 443 : 80;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(where.getHost(), where.getPort() < 0 ? usual : where.getPort()), (int)
                    PATIENCE.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** How many addresses a name has. */
    static int addresses(String name) {
        try {
            return InetAddress.getAllByName(name).length;
        } catch (UnknownHostException e) {
            return 0;
        }
    }

    /** Whether this process could listen there. */
    static boolean isFree(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
