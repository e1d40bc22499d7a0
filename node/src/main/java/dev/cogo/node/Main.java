package dev.cogo.node;

import dev.cogo.chat.encryption.WrongKeyException;
import dev.cogo.node.config.ConfigException;
import dev.cogo.node.config.Setting;
import dev.cogo.postgres.EmbeddedPostgresException;
import dev.cogo.runtime.backup.BackupException;
import dev.cogo.runtime.database.UnusableDatabaseException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * The command line. Ends with 0 when a command is done, 1 when something failed, 2 when the command line is wrong; a stop
 * signal ends a server with that signal's status.
 */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandSpec run = CommandSpec.forAnnotatedObject(new RunCommand());
        SettingOptions.add(run, Setting.values());
        CommandSpec rotateKey = CommandSpec.forAnnotatedObject(new RotateKeyCommand());
        SettingOptions.add(rotateKey, Setting.DATA_DIR, Setting.KEYS_DIR, Setting.LOG_LEVEL, Setting.LOG_FORMAT);
        run.addSubcommand("rotate-key", rotateKey);
        CommandSpec makeKeys = CommandSpec.forAnnotatedObject(new MakeKeysCommand());
        SettingOptions.add(
                makeKeys,
                Setting.DATA_DIR,
                Setting.KEYS_DIR,
                Setting.AGENT_SERVICE_TOKEN,
                Setting.LOG_LEVEL,
                Setting.LOG_FORMAT);
        run.addSubcommand("make-keys", makeKeys);
        CommandSpec apiKeys = CommandSpec.forAnnotatedObject(new ApiKeysCommand());
        SettingOptions.add(apiKeys, Setting.DATA_DIR, Setting.KEYS_DIR, Setting.LOG_LEVEL, Setting.LOG_FORMAT);
        run.addSubcommand("api-keys", apiKeys);
        CommandSpec reencrypt = CommandSpec.forAnnotatedObject(new ReencryptCommand());
        SettingOptions.add(
                reencrypt,
                Setting.DATA_DIR,
                Setting.DATABASE_URL,
                Setting.CHAT_ENCRYPTION_KEY,
                Setting.LOG_LEVEL,
                Setting.LOG_FORMAT);
        run.addSubcommand("reencrypt-messages", reencrypt);
        CommandSpec importing = CommandSpec.forAnnotatedObject(new ImportCommand());
        SettingOptions.add(importing, Setting.DATA_DIR, Setting.DATABASE_URL, Setting.LOG_LEVEL, Setting.LOG_FORMAT);
        run.addSubcommand("import", importing);
        run.addSubcommand("user", UserCommands.spec());
        run.addSubcommand("session", SessionCommands.spec());
        run.addSubcommand("agent", AgentCommands.spec());
        run.addSubcommand("assistant", AssistantCommands.spec());
        run.addSubcommand("audit", AuditCommand.spec());
        run.addSubcommand("backup", new BackupCommand().withSettings());
        run.addSubcommand("restore", new RestoreCommand().withSettings());
        CommandSpec doctor = CommandSpec.forAnnotatedObject(new DoctorCommand());
        SettingOptions.add(doctor, Setting.values());
        run.addSubcommand("doctor", doctor);
        return new CommandLine(run).setExecutionExceptionHandler(Main::report);
    }

    // What an operator can mend is one sentence; anything else is a defect and comes with its trace.
    private static int report(Exception failure, CommandLine commandLine, ParseResult parsed) {
        switch (failure) {
            case ConfigException wrong -> commandLine.getErr().println("cogo: " + wrong.getMessage());
            case EmbeddedPostgresException database -> commandLine.getErr().println("cogo: " + database.getMessage());
            case UnusableDatabaseException database ->
                commandLine.getErr().println("cogo: the database can't be used: " + database.getMessage());
            case WrongKeyException key -> commandLine.getErr().println("cogo: " + key.getMessage());
            case BackupException backup -> commandLine.getErr().println("cogo: " + backup.getMessage());
            case StartException start -> commandLine.getErr().println("cogo: " + start.getMessage());
            default -> failure.printStackTrace(commandLine.getErr());
        }
        return CommandLine.ExitCode.SOFTWARE;
    }
}
