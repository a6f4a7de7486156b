package io.shardbeat.security.keysfile;

import io.shardbeat.security.AccessKey;
import io.shardbeat.security.AccessKeys;
import io.shardbeat.security.signature.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The access keys of a file, re-read when it changes. A file that cannot be used leaves the keys in force: a slip of
 * the pen in a rotation must not lock the fleet out. Nor must a file that is only half written: cut between two keys it
 * is as valid as before. So what takes a key away, or changes one, is believed when the next look finds it unchanged.
 */
public final class KeysFile implements AccessKeys {
    private final Path path;
    private final SortedSet<String> dialects;
    private final BoundedFile file;
    private volatile Map<String, AccessKey> keys = Map.of();

    /** The digest of the content last looked at, and what came of it unless it was loaded. Guarded by this. */
    private byte @Nullable [] seen;

    private Reload.@Nullable Broken problem;

    /** What the content last looked at would put in force, if the next look finds it again. Guarded by this. */
    private @Nullable Map<String, AccessKey> doubted;

    /**
     * Holds no keys until {@link #reloadIfChanged} has been called.
     *
     * @param dialects those that a key may be allowed to use
     */
    public KeysFile(Path path, Collection<String> dialects) {
        this.path = path;
        this.dialects = new TreeSet<>(dialects);
        this.file = new BoundedFile(path);
    }

    /** How many keys are in force. */
    public int count() {
        return keys.size();
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
            content = file.read();
        } catch (IOException e) {
            return new Reload.Broken("keys file " + e.getMessage());
        }
        byte[] digest = Digest.SHA256.of(content);
        if (!Arrays.equals(digest, seen)) {
            seen = digest;
            return load(content);
        }
        if (doubted != null) {
            return putInForce(doubted);
        }
        return problem == null ? new Reload.Unchanged() : problem;
    }

    private Reload load(byte[] content) {
        doubted = null;
        KeysParser parser = new KeysParser(dialects);
        Map<String, AccessKey> loaded = parser.parse(content);
        String wrong = parser.problem();
        if (wrong != null) {
            problem = new Reload.Broken("keys file " + path + ": " + wrong);
            return problem;
        }
        problem = null;
        long lost = keys.values().stream()
                .filter(key -> !key.equals(loaded.get(key.id())))
                .count();
        if (lost > 0) {
            doubted = loaded;
            return new Reload.Doubted((int) lost, keys.size());
        }
        return putInForce(loaded);
    }

    private Reload putInForce(Map<String, AccessKey> loaded) {
        doubted = null;
        keys = loaded;
        return new Reload.Loaded(loaded.size());
    }

    /** What came of looking at the file. */
    public sealed interface Reload {
        /** The keys of the file are in force already. */
        record Unchanged() implements Reload {}

        /**
         * The former keys stay in force until the next look finds the file like this again.
         *
         * @param lost how many of the keys in force it has not, or has otherwise
         * @param of how many keys are in force
         */
        record Doubted(int lost, int of) implements Reload {}

        /** @param count how many keys are in force now, instead of the former ones */
        record Loaded(int count) implements Reload {}

        /**
         * @param message which file, which key and what is wrong with it; no secrets. The former keys stay in force.
         */
        record Broken(String message) implements Reload {}
    }
}
