package io.shardbeat.load.cli;

import io.shardbeat.load.fleet.Endpoint;
import io.shardbeat.load.net.Targets;
import io.shardbeat.load.protocol.AccessKey;
import io.shardbeat.load.protocol.SlsSigning;
import io.shardbeat.load.report.Circumstances;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** Whom to talk to, and as whom. */
final class TargetOptions {
    @Option(
            names = "--target",
            split = ",",
            defaultValue = "127.0.0.1:8080",
            paramLabel = "HOST:PORT",
            description = "Nodes, or what stands in front of them; consumers are spread over them (${DEFAULT-VALUE}).")
    private List<String> targets;

    @Option(names = "--allow-remote", description = "Allow targets that are not this machine.")
    private boolean remote;

    @Option(
            names = "--key",
            paramLabel = "ID:SECRET",
            defaultValue = "${env:SHARDBEAT_LOAD_KEY}",
            showDefaultValue = Visibility.NEVER,
            description =
                    "Access key to sign with; better given as the environment's SHARDBEAT_LOAD_KEY, which no process list shows. Without one, requests are not signed.")
    private @Nullable String key;

    @Option(
            names = "--sls-signature",
            defaultValue = "V1",
            description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}); CLS is signed with TC3.")
    private SlsSigning slsSigning;

    @Option(
            names = "--request-timeout",
            defaultValue = "10s",
            description = "After which a consumer gives up on an answer (${DEFAULT-VALUE}).")
    private Duration requestTimeout;

    @Option(
            names = "--management",
            split = ",",
            paramLabel = "HOST:PORT",
            description =
                    "The nodes' management interfaces, asked for their versions for the report (port 9000 of each target's host).")
    private List<String> management = List.of();

    @Option(
            names = "--redis",
            paramLabel = "HOST:PORT",
            description = "The nodes' Redis, asked for its version for the report (not asked).")
    private @Nullable String redis;

    Circumstances circumstances() throws InterruptedException {
        List<String> asked = management.isEmpty()
                ? targets.stream()
                        .map(target -> target.substring(0, target.lastIndexOf(':')) + ":9000")
                        .distinct()
                        .toList()
                : management;
        return Observed.now(targets, asked, redis);
    }

    Endpoint endpoint() {
        return new Endpoint(
                Targets.resolve(targets, remote),
                key == null || key.isEmpty() ? null : AccessKey.parse(key),
                slsSigning,
                requestTimeout);
    }
}
