package io.shardbeat.config;

import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.shardbeat.security.AccessKey;
import io.shardbeat.security.AccessKeys;
import io.shardbeat.security.KeysFile;
import io.shardbeat.security.KeysFile.Reload;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The access keys of {@code shardbeat.auth.keys-file}, looked at again every few seconds; none without a file. */
@Singleton
@Startup
public class FileBackedKeys implements AccessKeys {
    private static final Logger LOG = Logger.getLogger(FileBackedKeys.class);

    private final @Nullable KeysFile file;
    private String lastProblem = "";

    FileBackedKeys(ShardbeatConfig config) {
        this.file = config.auth().keysFile().map(KeysFile::new).orElse(null);
        reload();
    }

    @Override
    public @Nullable AccessKey find(String id) {
        return file == null ? null : file.find(id);
    }

    @Scheduled(every = "5s")
    synchronized void reload() {
        if (file == null) {
            return;
        }
        Reload reload = file.reloadIfChanged();
        if (reload instanceof Reload.Loaded loaded) {
            lastProblem = "";
            LOG.infof("%d access keys in force", loaded.count());
        } else if (reload instanceof Reload.Broken broken && !broken.message().equals(lastProblem)) {
            lastProblem = broken.message();
            LOG.errorf("%s; the keys read before stay in force", broken.message());
        }
    }
}
