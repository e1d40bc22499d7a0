package dev.cogo.node.doctor;

import dev.cogo.gateway.auth.mail.SmtpConfig;
import dev.cogo.node.config.ClusterConfig;
import dev.cogo.node.config.ConfigException;
import dev.cogo.node.config.HttpHost;
import dev.cogo.node.config.NodeConfig;
import dev.cogo.node.config.Setting;
import dev.cogo.node.config.Settings;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks at everything that can be looked at, one after the other. Blocks, some seconds for what does not answer. */
public final class Doctor {
    private static final long ENOUGH_BYTES = 1L << 30;

    private final Settings settings;
    private final Reach reach = new Reach();
    private final List<Finding> findings = new ArrayList<>();

    public Doctor(Settings settings) {
        this.settings = settings;
    }

    /** All findings; with settings that can't be used, that alone. */
    public List<Finding> look() {
        NodeConfig config;
        try {
            config = NodeConfig.withoutSecrets(settings);
        } catch (ConfigException e) {
            return List.of(Finding.bad(Check.CONFIGURATION, e.getMessage()));
        }
        well(Check.CONFIGURATION, "all settings can be used");
        findings.addAll(new DatabaseDoctor(settings, config).look());
        disk(config.dataDir());
        ports(config);
        config.cluster().ifPresentOrElse(this::cluster, () -> well(Check.CLUSTER, "CLUSTER is off: a node alone"));
        provider();
        agents(config);
        config.gateway()
                .accounts()
                .smtp()
                .ifPresentOrElse(this::mail, () -> well(Check.MAIL, "SMTP_URL is not set: operators hand links over"));
        findings.sort(Comparator.comparing(Finding::check));
        return findings;
    }

    private void disk(Path dataDir) {
        Path there = dataDir.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        try {
            FileStore store = Files.getFileStore(there);
            long megabytes = store.getUsableSpace() >> 20;
            if (!Files.isWritable(there)) {
                bad(Check.DISK, there + " can't be written to");
            } else if (store.getUsableSpace() < ENOUGH_BYTES) {
                bad(Check.DISK, there + " has " + megabytes + " MB left; a full disk stops all writing");
            } else {
                well(Check.DISK, there + " has " + megabytes + " MB left");
            }
        } catch (IOException e) {
            bad(Check.DISK, there + " can't be looked at: " + e.getMessage());
        }
    }

    private void ports(NodeConfig config) {
        String host = config.gateway().httpHost();
        int port = config.gateway().httpPort();
        Optional<Instant> ends =
                config.gateway().tls().map(files -> files.read().ends());
        String certificate = ends.map(end -> "; the certificate ends at " + end).orElse("");
        if (ends.filter(end -> end.isBefore(Instant.now())).isPresent()) {
            bad(Check.PORTS, "the certificate in HTTP_TLS_CERT has ended at " + ends.get());
        } else if (Reach.isFree(host, port)) {
            well(Check.PORTS, "HTTP_PORT " + port + " at " + host + " is free" + certificate);
        } else if (answers(host, port, ends.isPresent())) {
            well(Check.PORTS, "a node serves HTTP_PORT " + port + " at " + host + certificate);
        } else {
            bad(
                    Check.PORTS,
                    "HTTP_PORT " + port + " can't be listened on at HTTP_HOST " + host
                            + ", and it is no node that does");
        }
    }

    // A certificate is for the name that clients use, and not for this address: so a node with HTTPS is asked in the
    // clear, and known
    // by its telling that it speaks HTTPS.
    private boolean answers(String host, int port, boolean tls) {
        int expected = tls ? 400 : 200;
        return reach.get("http://" + new HttpHost(host).inUrl() + ":" + port + "/health/live") == expected;
    }

    private void cluster(ClusterConfig cluster) {
        if (cluster.dns().isPresent()) {
            String name = cluster.dns().get();
            int members = Reach.addresses(name);
            if (members == 0) {
                bad(Check.CLUSTER, "CLUSTER_DNS " + name + " has no address");
            } else {
                well(Check.CLUSTER, "CLUSTER_DNS " + name + " has " + members + " addresses");
            }
            return;
        }
        List<String> silent =
                cluster.seeds().stream().filter(seed -> !Reach.connects(seed)).toList();
        if (silent.size() == cluster.seeds().size()) {
            bad(
                    Check.CLUSTER,
                    "no member of CLUSTER_SEEDS answers: " + String.join(", ", silent)
                            + " (the first node of a cluster may start all the same)");
        } else {
            int there = cluster.seeds().size() - silent.size();
            well(Check.CLUSTER, there + " of " + cluster.seeds().size() + " members of CLUSTER_SEEDS answer");
        }
    }

    /** A service that a key is set for, and a cheap question that it answers to who has the right one. */
    private record Service(String name, String question, String header, String key) {}

    private void provider() {
        List<Service> services = new ArrayList<>();
        settings.optional(Setting.GEMINI_API_KEY)
                .ifPresent(key -> services.add(new Service(
                        "Gemini",
                        settings.url(Setting.GEMINI_BASE_URL) + "/models?pageSize=1",
                        "x-goog-api-key",
                        key)));
        settings.optional(Setting.OPENAI_API_KEY)
                .ifPresent(key -> services.add(new Service(
                        "OPENAI_BASE_URL",
                        settings.url(Setting.OPENAI_BASE_URL) + "/models",
                        "authorization",
                        "Bearer " + key)));
        List<String> refused =
                services.stream().flatMap(service -> fault(service).stream()).toList();
        if (services.isEmpty()) {
            well(Check.PROVIDER, "neither GEMINI_API_KEY nor OPENAI_API_KEY is set");
        } else if (refused.isEmpty()) {
            well(
                    Check.PROVIDER,
                    services.stream().map(Service::name).collect(Collectors.joining(", ", "", " takes its key")));
        } else {
            bad(Check.PROVIDER, String.join("; ", refused));
        }
    }

    private Optional<String> fault(Service service) {
        int status = reach.get(service.question(), service.header(), service.key());
        return switch (status) {
            case 200 -> Optional.empty();
            case 0 -> Optional.of(service.name() + " can't be reached");
            default -> Optional.of(service.name() + " answers " + status + ": look at its key");
        };
    }

    private void agents(NodeConfig config) {
        List<String> silent = config.agentBridge().agents().entrySet().stream()
                .filter(agent -> !Reach.connects(agent.getValue()))
                .map(agent -> agent.getKey() + " at " + agent.getValue())
                .toList();
        boolean none = settings.text(Setting.AGENT_URLS).isEmpty()
                && settings.text(Setting.AGENT_URL)
                        .equals(Setting.AGENT_URL.defaultValue().orElse(""));
        if (silent.isEmpty()) {
            well(Check.AGENTS, config.agentBridge().agents().size() + " can be reached");
        } else if (none) {
            well(
                    Check.AGENTS,
                    "none is set, and none is at "
                            + Setting.AGENT_URL.defaultValue().orElse(""));
        } else {
            bad(Check.AGENTS, "not reached: " + String.join(", ", silent));
        }
    }

    private void mail(SmtpConfig smtp) {
        if (Reach.connects(smtp.host() + ":" + smtp.port())) {
            well(Check.MAIL, "the mail server at " + smtp.host() + ":" + smtp.port() + " answers");
        } else {
            bad(Check.MAIL, "no mail server answers at " + smtp.host() + ":" + smtp.port());
        }
    }

    private void well(Check check, String sentence) {
        findings.add(Finding.well(check, sentence));
    }

    private void bad(Check check, String sentence) {
        findings.add(Finding.bad(check, sentence));
    }
}
