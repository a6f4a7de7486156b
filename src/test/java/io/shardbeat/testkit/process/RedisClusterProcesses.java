package io.shardbeat.testkit.process;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A Redis Cluster of three masters, each a process of its own, and of replicas that join later. Keeps nothing on disk. */
public final class RedisClusterProcesses implements AutoCloseable {
    private static final int SLOTS = 16_384;
    private static final int MASTERS = 3;
    private static final Duration AGREED = Duration.ofSeconds(30);

    private final List<RedisProcess> nodes = new ArrayList<>();

    /** Returns when every node says that the cluster is whole. */
    public RedisClusterProcesses start() {
        for (int master = 0; master < MASTERS; master++) {
            add();
            int first = SLOTS * master / MASTERS;
            int last = SLOTS * (master + 1) / MASTERS - 1;
            call(master, "CLUSTER", "ADDSLOTSRANGE", Integer.toString(first), Integer.toString(last));
        }
        awaitWhole();
        return this;
    }

    /** A further node that copies a master; returns when it could take over. */
    public int addReplica(int master) {
        int replica = add();
        String id = text(master, "CLUSTER", "MYID");
        await().atMost(AGREED)
                .ignoreExceptions()
                .until(() -> text(replica, "CLUSTER", "REPLICATE", id).equals("OK"));
        await().atMost(AGREED).until(() -> text(replica, "INFO", "replication").contains("master_link_status:up"));
        awaitWhole();
        return replica;
    }

    private int add() {
        int clusterPort = FreePort.find();
        RedisProcess node = new RedisProcess(
                "cluster-enabled", "yes",
                "cluster-config-file", "nodes.conf",
                "cluster-port", Integer.toString(clusterPort),
                "cluster-node-timeout", "1000",
                "repl-diskless-sync-delay", "0");
        nodes.add(node.start());
        if (nodes.size() > 1) {
            call(0, "CLUSTER", "MEET", "127.0.0.1", Integer.toString(node.port()), Integer.toString(clusterPort));
        }
        return nodes.size() - 1;
    }

    private void awaitWhole() {
        await().atMost(AGREED).until(() -> {
            for (int node = 0; node < nodes.size(); node++) {
                String info = text(node, "CLUSTER", "INFO");
                if (!info.contains("cluster_state:ok") || !info.contains("cluster_known_nodes:" + nodes.size())) {
                    return false;
                }
            }
            return true;
        });
    }

    public List<URI> uris() {
        return nodes.stream().map(RedisProcess::uri).toList();
    }

    public RedisProcess node(int number) {
        return nodes.get(number);
    }

    /** The number of the master that serves a key. */
    public int masterOf(String key) {
        long slot = slot(key);
        for (int node = 0; node < nodes.size(); node++) {
            if (serves(node, slot)) {
                return node;
            }
        }
        throw new AssertionError("no master serves slot " + slot);
    }

    /** By what each node says of itself; one that does not answer serves nothing. */
    public boolean serves(int node, long slot) {
        try {
            return hasSlot(line(node, line -> line.contains("myself,master")), slot);
        } catch (java.io.UncheckedIOException gone) {
            return false;
        }
    }

    /** What a node knows of itself or another: id, address, flags, master, ping, pong, epoch, link, then ranges of slots. */
    private String[] line(int node, Predicate<String> which) {
        return text(node, "CLUSTER", "NODES")
                .lines()
                .filter(which)
                .findFirst()
                .orElse("")
                .split(" ");
    }

    private static boolean hasSlot(String[] line, long slot) {
        for (int i = 8; i < line.length; i++) {
            String[] range = line[i].split("-");
            if (!line[i].startsWith("[")
                    && Long.parseLong(range[0]) <= slot
                    && slot <= Long.parseLong(range[range.length - 1])) {
                return true;
            }
        }
        return false;
    }

    /** As an operator tells a replica to; returns when it is the master. */
    public void takeOver(int replica) {
        call(replica, "CLUSTER", "FAILOVER");
        awaitMaster(replica);
    }

    public void awaitMaster(int replica) {
        await().atMost(AGREED).until(() -> text(replica, "INFO", "replication").contains("role:master"));
    }

    public long slot(String key) {
        return Long.parseLong(text(0, "CLUSTER", "KEYSLOT", key));
    }

    /** Moves a slot with all its keys to another master, key by key as the usual tools do it. */
    public void migrate(long slot, int from, int to) {
        String number = Long.toString(slot);
        call(to, "CLUSTER", "SETSLOT", number, "IMPORTING", text(from, "CLUSTER", "MYID"));
        call(from, "CLUSTER", "SETSLOT", number, "MIGRATING", text(to, "CLUSTER", "MYID"));
        String port = Integer.toString(nodes.get(to).port());
        try (RedisConsole source = new RedisConsole(nodes.get(from).uri())) {
            for (String key = next(source, number); key != null; key = next(source, number)) {
                source.call("MIGRATE", "127.0.0.1", port, key, "0", "5000");
            }
        }
        String id = text(to, "CLUSTER", "MYID");
        call(to, "CLUSTER", "SETSLOT", number, "NODE", id);
        call(from, "CLUSTER", "SETSLOT", number, "NODE", id);
        awaitAgreed(slot, to, id);
    }

    /**
     * All nodes know who has the slot, and at which epoch. A slot that moves on before may be nobody's in the end: its next
     * owner, which has not heard of the epoch of the one before, claims it at an older one, and is told that it is not its.
     */
    private void awaitAgreed(long slot, int owner, String id) {
        await().atMost(AGREED).until(() -> {
            String epoch = line(owner, line -> line.startsWith(id))[6];
            for (int node = 0; node < nodes.size(); node++) {
                String[] known = line(node, line -> line.startsWith(id));
                if (!hasSlot(known, slot) || !known[6].equals(epoch)) {
                    return false;
                }
            }
            return true;
        });
    }

    private static String next(RedisConsole source, String slot) {
        List<String> keys = source.list("CLUSTER", "GETKEYSINSLOT", slot, "1");
        return keys.isEmpty() ? null : keys.get(0);
    }

    public void call(int node, String... command) {
        text(node, command);
    }

    public String text(int node, String... command) {
        try (RedisConsole console = new RedisConsole(nodes.get(node).uri())) {
            return console.text(command);
        }
    }

    @Override
    public void close() {
        nodes.forEach(RedisProcess::close);
    }
}
