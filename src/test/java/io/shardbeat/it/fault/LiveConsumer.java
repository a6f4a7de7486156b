package io.shardbeat.it.fault;

import io.shardbeat.assignment.ShardId;
import io.shardbeat.it.client.Consumer;
import io.shardbeat.testkit.ClientKind;
import io.shardbeat.testkit.Endpoint;
import io.shardbeat.testkit.judge.Judge;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A consumer process that beats by itself, through its cloud's official client and with the retries, the loop and the
 * self-fence of the official consumer of its kind. It takes the nodes in turn: nobody takes a dead one out for it.
 */
final class LiveConsumer {
    private static final String UNKNOWN = "NotExistConsumerWithBody";

    private final Fleet fleet;
    private final String name;
    private final ClientKind kind;
    private final List<Endpoint> nodes;
    private final Judge judge;
    private final Consumer consumer;
    private final Thread thread;
    private final Set<Integer> working = new HashSet<>();
    private final Semaphore awake = new Semaphore(1);
    private volatile boolean alive = true;
    private int turn;

    /** @param nodes to be taken in turn */
    LiveConsumer(Fleet fleet, String name, ClientKind kind, List<Endpoint> nodes) {
        this.fleet = fleet;
        this.name = name;
        this.kind = kind;
        this.nodes = nodes;
        this.judge = fleet.judge();
        this.turn = name.hashCode() & 1;
        this.consumer = new Consumer(fleet.cloud(), fleet.group(), name, judge);
        this.thread = new Thread(this::live, name);
        thread.setDaemon(true);
        works(Set.of());
        thread.start();
    }

    /** Without a word, as official clients do. Returns when it has ended. */
    void die() throws InterruptedException {
        alive = false;
        thread.interrupt();
        thread.join();
        judge.dies(name);
    }

    /** As SIGSTOP does to a process: it does nothing, and does not know. Returns when it has stopped. */
    void freeze() throws InterruptedException {
        awake.acquire();
    }

    void thaw() {
        awake.release();
    }

    private void live() {
        try {
            while (alive) {
                long start = System.nanoTime();
                beatUntilAnswered();
                fenceIfSilentTooLong();
                workUntil((kind.beatsAfterAnswer ? System.nanoTime() : start) + Fleet.INTERVAL.toNanos());
            }
        } catch (InterruptedException e) {
            alive = false;
        }
    }

    private void beatUntilAnswered() throws InterruptedException {
        for (int failed = 1; alive && !beat(); failed++) {
            TimeUnit.MILLISECONDS.sleep(kind.repeats.pauseAfter(failed));
            if (failed == kind.repeats.tries()) {
                return;
            }
        }
    }

    /** Whether there is no point in trying again at once. */
    private boolean beat() throws InterruptedException {
        awake.acquire();
        try {
            if (!kind.reportsUntilStopped) {
                consumer.letsGo();
            }
            Set<Integer> granted = consumer.beatNow(nextNode());
            working.addAll(granted);
            works(working);
            return true;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return isAnswer(fleet.cloud().codeOf(e));
        } finally {
            awake.release();
        }
    }

    private boolean isAnswer(String code) {
        if (code.equals(UNKNOWN)) {
            judge.isRefused(name, code);
            return true;
        }
        if (alive) {
            judge.fails(name, code);
        }
        return false;
    }

    private Endpoint nextNode() {
        return nodes.get(turn++ % nodes.size());
    }

    private void fenceIfSilentTooLong() throws InterruptedException {
        if (silence().compareTo(fleet.session().plus(Fleet.INTERVAL)) > 0) {
            consumer.fencesItself();
            judge.fencesItself(name);
            if (kind.emptiesReportWhenFenced()) {
                consumer.isEmptied();
            }
            TimeUnit.MILLISECONDS.sleep(kind.loopMillis); // also when heartbeats take all the time there is
            stopWork();
        }
    }

    /** As its library counts it: where in whole seconds, as late as that can make it. */
    private Duration silence() {
        Duration silence = kind.fencesFromSending() ? consumer.sinceSent() : consumer.sinceAnswered();
        return kind.fencesByWholeSeconds() ? silence.minusSeconds(1) : silence;
    }

    /** Its main loop, which stops what it may no longer work on. */
    private void workUntil(long end) throws InterruptedException {
        for (long left = end - System.nanoTime(); left > 0 && alive; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.sleep(Math.min(left, TimeUnit.MILLISECONDS.toNanos(kind.loopMillis)));
            stopWork();
        }
    }

    private void stopWork() throws InterruptedException {
        awake.acquire();
        working.retainAll(consumer.granted());
        consumer.letsGo();
        works(working);
        awake.release();
    }

    private void works(Set<Integer> on) {
        judge.works(
                name,
                on.stream()
                        .map(number -> new ShardId(fleet.cloud().topic(), number))
                        .collect(Collectors.toSet()));
    }
}
