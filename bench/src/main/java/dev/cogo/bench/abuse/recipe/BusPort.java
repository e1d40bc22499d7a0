package dev.cogo.bench.abuse.recipe;

import dev.cogo.bench.abuse.Attacker;
import dev.cogo.bench.abuse.Recipe;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/** Memory, behind the door between nodes: a frame that says to be two gigabytes long, and its first 300 megabytes. */
final class BusPort implements Recipe {
    private static final int MEGABYTES = 300;
    private static final String LENGTH = "\u007f\u00ff\u00ff\u00ff";

    @Override
    public Harm prepare(Attacker attacker) {
        return new Once(() -> {
            byte[] zeros = new byte[1024 * 1024];
            Socket socket = attacker.say(attacker.busPort(), LENGTH);
            try {
                OutputStream out = socket.getOutputStream();
                for (int i = 0; i < MEGABYTES; i++) {
                    out.write(zeros);
                }
            } catch (IOException e) {
                // closed, as it may be
            }
        });
    }
}
