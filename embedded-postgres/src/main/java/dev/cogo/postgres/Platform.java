package dev.cogo.postgres;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The machine, in the words that io.zonky.test.postgres names its archives with.
 *
 * @param system linux or darwin
 * @param hardware x86_64 or arm_64
 * @param musl whether the C library is musl (Alpine) and not glibc
 */
record Platform(String system, String hardware, boolean musl) {

    static Platform current() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String system = os.contains("mac") ? "darwin" : os;
        return switch (arch) {
            case "amd64", "x86_64" -> new Platform(system, "x86_64", usesMusl(system, "x86_64", "x86-64"));
            case "aarch64", "arm64" -> new Platform(system, "arm_64", usesMusl(system, "aarch64", "aarch64"));
            default -> new Platform(system, arch, false);
        };
    }

    /** The archive on the class path that holds this platform's PostgreSQL. */
    String archive() {
        return "postgres-" + system + "-" + hardware + (musl ? "-alpine_linux" : "") + ".txz";
    }

    /** By the dynamic loaders: a glibc system may have musl installed beside it, and then glibc is the one to use. */
    private static boolean usesMusl(String system, String muslArch, String glibcArch) {
        return system.equals("linux")
                && Files.exists(Path.of("/lib/ld-musl-" + muslArch + ".so.1"))
                && Files.notExists(Path.of("/lib64/ld-linux-" + glibcArch + ".so.2"))
                && Files.notExists(Path.of("/lib/ld-linux-" + glibcArch + ".so.1"));
    }

    @Override
    public String toString() {
        return system + " " + hardware + (musl ? " with musl" : "");
    }
}
