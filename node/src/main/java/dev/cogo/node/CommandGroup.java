package dev.cogo.node;

import dev.cogo.node.config.Setting;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Commands under a word of their own, such as {@code user list}; the word alone shows which there are. */
@Command(mixinStandardHelpOptions = true)
final class CommandGroup implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    private CommandGroup() {}

    /**
     * Makes one.
     *
     * @param settings that each of the commands takes as options
     * @param commands objects with picocli's annotations, by name
     */
    static CommandSpec of(
            String name, String description, Setting[] settings, List<Map.Entry<String, Object>> commands) {
        CommandSpec group = CommandSpec.forAnnotatedObject(new CommandGroup()).name(name);
        group.usageMessage().description(description);
        for (Map.Entry<String, Object> command : commands) {
            CommandSpec one = CommandSpec.forAnnotatedObject(command.getValue());
            SettingOptions.add(one, settings);
            group.addSubcommand(command.getKey(), one);
        }
        return group;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return 0;
    }
}
