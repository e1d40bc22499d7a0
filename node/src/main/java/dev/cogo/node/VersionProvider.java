package dev.cogo.node;

import picocli.CommandLine.IVersionProvider;

/** The version from the jar's manifest. */
final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {program()};
    }

    static String program() {
        String version = Main.class.getPackage().getImplementationVersion();
        return "Cogo Chat " + (version == null ? "(not from a jar)" : version);
    }
}
