package io.shardbeat.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The access keys of a file, re-read when it changes. A file that cannot be used leaves the keys in force: a slip of
 * the pen in a rotation must not lock the fleet out.
 */
public final class KeysFile implements AccessKeys {
    private final Path path;
    private volatile Map<String, AccessKey> keys = Map.of();

    /** The digest of the content last looked at, and what came of it unless it was loaded. Guarded by this. */
    private byte @Nullable [] seen;

    private Reload.@Nullable Broken problem;

    /** Holds no keys until {@link #reloadIfChanged} has been called. */
    public KeysFile(Path path) {
        this.path = path;
    }

    @Override
    public @Nullable AccessKey find(String id) {
        return keys.get(id);
    }

    /**
     * Reads the file and, if its content is not that of the last call, puts its keys in force. The content decides, not
     * the time of its last change: a Kubernetes mount swaps a symbolic link, and a quick second edit can keep time and
     * size.
     *
     * @return what came of it; a file that stays broken is reported by every call, in equal terms
     */
    public synchronized Reload reloadIfChanged() {
        byte[] content;
        try {
            content = Files.readAllBytes(path);
        } catch (IOException e) {
            return new Reload.Broken(
                    "keys file " + path + " cannot be read: " + e.getClass().getSimpleName());
        }
        byte[] digest = Digest.SHA256.of(content);
        if (!Arrays.equals(digest, seen)) {
            seen = digest;
            return load(content);
        }
        return problem == null ? new Reload.Unchanged() : problem;
    }

    private Reload load(byte[] content) {
        KeysParser parser = new KeysParser();
        Map<String, AccessKey> loaded = parser.parse(content);
        String wrong = parser.problem();
        if (wrong != null) {
            problem = new Reload.Broken("keys file " + path + ": " + wrong);
            return problem;
        }
        problem = null;
        keys = loaded;
        return new Reload.Loaded(loaded.size());
    }

    /** What came of looking at the file. */
    public sealed interface Reload {
        /** The keys of the file are in force already. */
        record Unchanged() implements Reload {}

        /** @param count how many keys are in force now, instead of the former ones */
        record Loaded(int count) implements Reload {}

        /**
         * @param message which file, which key and what is wrong with it; no secrets. The former keys stay in force.
         */
        record Broken(String message) implements Reload {}
    }
}
