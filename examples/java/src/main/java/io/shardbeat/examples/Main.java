package io.shardbeat.examples;

import io.shardbeat.client.Fleet;
import io.shardbeat.client.Group;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Follows the files of a folder, shared with other processes: shard n is the file {@code n.log}. Every line is stored once,
 * with the position after it, under the fencing token of the shard. SIGTERM ends it in order.
 */
final class Main {
    private static final int ARGUMENTS = 5;

    private Main() {}

    /** @param args folder, file for SQLite, nodes separated by commas, project/logstore/group, session timeout in seconds */
    public static void main(String[] args) throws InterruptedException {
        if (args.length != ARGUMENTS || args[3].split("/").length != 3) {
            System.err.println("usage: tail FOLDER SINK NODE[,NODE] PROJECT/LOGSTORE/GROUP TIMEOUT_SECONDS");
            System.exit(2);
        }
        Path folder = Path.of(args[0]);
        String[] group = args[3].split("/");
        Map<Integer, Tail> tails = new ConcurrentHashMap<>();
        Fleet fleet = Fleet.join(new Group(group[0], group[1], group[2]))
                .at(args[2].split(","))
                .sessionTimeout(Duration.ofSeconds(Long.parseLong(args[4])))
                .createGroup()
                .leavesAtOnce()
                .onGranted((shard, token) -> tails.put(shard, new Tail(folder, args[1], shard, token).start()))
                .onRevoked(shard -> Objects.requireNonNull(tails.remove(shard)).stop())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            fleet.close();
            System.out.println("left");
        }));
        Thread.currentThread().join();
    }
}
