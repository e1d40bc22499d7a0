package dev.cogo.bench.abuse;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** One after the other, each with an account and an address that nobody had before. */
interface Attackers extends AutoCloseable {
    /** The next one, who has got everything ready. */
    Attack next(Recipe recipe);

    @Override
    default void close() {}

    /** In this process. */
    static Attackers here(Doors doors) {
        return new Attackers() {
            private int attackers;

            @Override
            public Attack next(Recipe recipe) {
                attackers++;
                return Attack.by(Attacker.at(doors, address(1 + attackers / 250, 1 + attackers % 250)), recipe);
            }
        };
    }

    /** One of this machine's; on Linux the whole of 127.0.0.0/8 are. */
    static InetAddress address(int third, int fourth) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, (byte) third, (byte) fourth});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
