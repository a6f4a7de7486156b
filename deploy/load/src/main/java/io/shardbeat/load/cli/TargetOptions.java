package io.shardbeat.load.cli;

import io.shardbeat.load.fleet.Endpoint;
import io.shardbeat.load.net.Targets;
import io.shardbeat.load.protocol.AccessKey;
import io.shardbeat.load.protocol.SlsSigning;
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

    Endpoint endpoint() {
        return new Endpoint(
                Targets.resolve(targets, remote),
                key == null || key.isEmpty() ? null : AccessKey.parse(key),
                slsSigning,
                requestTimeout);
    }
}
