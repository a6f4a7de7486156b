package io.shardbeat.config;

import io.quarkus.arc.All;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.shardbeat.coordinator.ShardSetCodec;
import io.shardbeat.security.AccessKey;
import io.shardbeat.security.AccessKeys;
import io.shardbeat.security.keysfile.KeysFile;
import io.shardbeat.security.keysfile.KeysFile.Reload;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The access keys of {@code shardbeat.auth.keys-file}, looked at again every few seconds; none without a file. */
@Singleton
@Startup
public class FileBackedKeys implements AccessKeys {
    private static final Logger LOG = Logger.getLogger(FileBackedKeys.class);

    private final @Nullable KeysFile file;
    private volatile String lastProblem = "";

    FileBackedKeys(ShardbeatConfig config, @All List<ShardSetCodec> codecs) {
        List<String> dialects = codecs.stream().map(ShardSetCodec::dialect).toList();
        this.file = config.auth()
                .keysFile()
                .map(path -> new KeysFile(path, dialects))
                .orElse(null);
        reload();
    }

    @Override
    public @Nullable AccessKey find(String id) {
        return file == null ? null : file.find(id);
    }

    /** How many keys are in force. */
    public int count() {
        return file == null ? 0 : file.count();
    }

    /** Why the file, as it is, cannot be used; keys that were read before stay in force. Empty when it can. */
    public Optional<String> flaw() {
        return lastProblem.isEmpty() ? Optional.empty() : Optional.of(lastProblem);
    }

    /** Why there is no key at all, for whom that is a problem; empty when there are some. */
    public Optional<String> problem() {
        if (file == null) {
            return Optional.of("shardbeat.auth.keys-file is not set, expected a file of access keys");
        }
        if (file.count() > 0) {
            return Optional.empty();
        }
        return Optional.of(lastProblem.isEmpty() ? "the keys file has no keys, expected one at least" : lastProblem);
    }

    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void reload() {
        if (file == null) {
            return;
        }
        Reload reload = file.reloadIfChanged();
        if (reload instanceof Reload.Loaded loaded) {
            lastProblem = "";
            LOG.infof("%d access keys in force", loaded.count());
        } else if (reload instanceof Reload.Doubted doubted) {
            lastProblem = "";
            LOG.warnf(
                    "the keys file changes or lacks %d of %d keys; they stay in force until the next look, in 5 s, finds"
                            + " it the same",
                    doubted.lost(), doubted.of());
        } else if (reload instanceof Reload.Broken broken && !broken.message().equals(lastProblem)) {
            lastProblem = broken.message();
            LOG.errorf("%s; the keys read before stay in force", broken.message());
        } else if (reload instanceof Reload.Unchanged) {
            lastProblem = "";
        }
    }
}
