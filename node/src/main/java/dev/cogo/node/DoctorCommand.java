package dev.cogo.node;

import dev.cogo.node.config.ConfigException;
import dev.cogo.node.config.LogSetup;
import dev.cogo.node.config.Settings;
import dev.cogo.node.doctor.Check;
import dev.cogo.node.doctor.Doctor;
import dev.cogo.node.doctor.Finding;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Looks at the settings, and at all that a node with them needs, and changes nothing.",
            "Ends with 0 when all is well, else with the number of the first that is not: 10 configuration, 11 database,"
                    + " 12 migrations, 13 disk, 14 clock, 15 ports, 16 cluster, 17 provider, 18 agents, 19 mail."
        })
final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Settings settings = SettingOptions.read(spec.commandLine().getParseResult());
        PrintWriter out = spec.commandLine().getOut();
        List<Finding> findings = look(settings);
        for (Finding finding : findings) {
            String mark = finding.well() ? "ok  " : "BAD ";
            out.println(mark + finding.check().wireName() + ": " + finding.sentence());
        }
        out.flush();
        return findings.stream()
                .filter(finding -> !finding.well())
                .findFirst()
                .map(finding -> finding.check().exitCode())
                .orElse(0);
    }

    private static List<Finding> look(Settings settings) {
        try {
            LogSetup.apply(settings);
        } catch (ConfigException e) {
            return List.of(new Finding(Check.CONFIGURATION, false, e.getMessage()));
        }
        return new Doctor(settings).look();
    }
}
