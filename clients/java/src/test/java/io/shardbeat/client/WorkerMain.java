package io.shardbeat.client;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A member as a process of its own, for {@code clients/faults}: works on each shard every 20 ms, and
 * writes a line for all it does. Times are those of Linux' monotonic clock, which all processes share.
 */
final class WorkerMain {
    private static final long WORK_MILLIS = 20;
    private static final Map<Integer, Thread> WORKERS = new ConcurrentHashMap<>();

    private WorkerMain() {}

    /**
     * Runs until it is told to end.
     *
     * @param args nodes separated by commas, group, name, session timeout, interval and what it takes to stop in ms
     */
    public static void main(String[] args) throws InterruptedException {
        Fleet fleet = Fleet.join(new Group("fleet-project", "eight", args[1]))
                .at(args[0].split(","))
                .as(args[2])
                .signedBy("worker", "worker-secret")
                .leavesAtOnce("ops", "ops-secret")
                .sessionTimeout(Duration.ofMillis(Long.parseLong(args[3])))
                .interval(Duration.ofMillis(Long.parseLong(args[4])))
                .metrics(new FleetMetrics() {
                    @Override
                    public void failed(String reason) {
                        say("failed " + System.nanoTime() + " " + reason);
                    }

                    @Override
                    public void fenced(int shards) {
                        say("fenced " + System.nanoTime() + " " + shards);
                    }
                })
                .onGranted(WorkerMain::starts)
                .onRevoked(shard -> stops(shard, Long.parseLong(args[5])))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(fleet::close));
        Thread.currentThread().join();
    }

    private static void starts(int shard, long token) {
        say("granted " + System.nanoTime() + " " + shard + " " + token);
        Thread worker = new Thread(() -> works(shard, token), "worker-" + shard);
        worker.setDaemon(true);
        WORKERS.put(shard, worker);
        worker.start();
    }

    private static void works(int shard, long token) {
        while (!Thread.currentThread().isInterrupted()) {
            say("work " + System.nanoTime() + " " + shard + " " + token);
            try {
                TimeUnit.MILLISECONDS.sleep(WORK_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static void stops(int shard, long millis) {
        Thread worker = WORKERS.remove(shard);
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
            worker.interrupt();
            worker.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        say("stopped " + System.nanoTime() + " " + shard);
    }

    private static void say(String line) {
        synchronized (WorkerMain.class) {
            System.out.println(line);
        }
    }
}
