package io.shardbeat.it.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.shardbeat.it.worker.Verdict.Moment;
import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.process.JavaProcess;
import io.shardbeat.testkit.process.Node;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Consumer processes of one group with the official Java library, and what they print. The library accepts neither another
 * port than 80 nor a proxy, so whoever uses it has an address of its own on this machine.
 */
public final class LibraryWorkers implements AutoCloseable {
    public static final int SHARDS = 8;
    private static final Duration SETTLED = Duration.ofSeconds(60);

    private final String group;
    private final List<String> settings;
    private final Journal journal = new Journal();
    private final Set<String> known = new TreeSet<>();
    /** Since when, by their clock. */
    private final Map<String, Long> working = new TreeMap<>();

    private final Map<String, Long> frozen = new HashMap<>();
    private final List<Moment> ends = new ArrayList<>();
    private final List<Moment> wakes = new ArrayList<>();

    /** @param settings from the group's timeout on, as {@link ClientWorkerMain} takes them */
    public LibraryWorkers(String group, String... settings) {
        this.group = group;
        this.settings = List.of(settings);
    }

    /** Skips the test where this address has no port 80 for us. */
    public static void assumePort80(String address) {
        boolean free;
        try (ServerSocket socket = new ServerSocket(80, 1, InetAddress.getByName(address))) {
            free = socket.isBound();
        } catch (IOException e) {
            free = false;
        }
        assumeTrue(
                free,
                "port 80 of " + address + " cannot be bound here, and the consumer library knows no other; "
                        + "it takes root, or net.ipv4.ip_unprivileged_port_start=80");
    }

    /** A hosts file by which a worker finds the node at this address. */
    public static Path hosts(Node node, String address) {
        return node.write("hosts-" + address, address + " " + Fixtures.PROJECT + ".sls.test\n");
    }

    /** @param hosts where it finds the node; it stays so when it is started again */
    public void start(String name, Path hosts) {
        List<String> arguments = new ArrayList<>(List.of(
                "http://sls.test", Fixtures.PROJECT, Fixtures.LOGSTORE, group, name, Fixtures.KEY, Fixtures.SECRET));
        arguments.addAll(settings);
        journal.add(
                name,
                new JavaProcess(
                        ClientWorkerMain.class,
                        List.of("-Djdk.net.hosts.file=" + hosts),
                        arguments.toArray(String[]::new)));
        known.add(name);
        startAgain(name);
    }

    public void startAgain(String name) {
        working.put(name, System.currentTimeMillis());
        journal.worker(name).start();
    }

    public void stop(String name) {
        journal.worker(name).stop();
        ended(name);
    }

    public void kill(String name) {
        journal.worker(name).kill();
        ended(name);
    }

    public void freeze(String name) {
        journal.worker(name).freeze();
        frozen.put(name, working.get(name));
        ended(name);
    }

    public void thaw(String name) {
        wakes.add(new Moment(name, System.currentTimeMillis()));
        journal.worker(name).thaw();
        working.put(name, frozen.remove(name));
    }

    private void ended(String name) {
        ends.add(new Moment(name, System.currentTimeMillis()));
        working.remove(name);
    }

    public List<String> running() {
        return List.copyOf(working.keySet());
    }

    public Verdict verdict() {
        return new Verdict(journal.events(), List.copyOf(ends), List.copyOf(wakes));
    }

    /** All they printed about shards, for a failed assertion. */
    public String text() {
        return journal.text();
    }

    /** Until those who are running work on all shards, each on its share and nobody on another's. */
    public void awaitSpread() {
        int share = SHARDS / working.size();
        awaitWork("spread over " + working.keySet(), now -> {
            List<Integer> all = now.values().stream().flatMap(Set::stream).toList();
            assertThat(all).as(now.toString()).doesNotHaveDuplicates().hasSize(SHARDS);
            assertThat(now.values())
                    .as(now.toString())
                    .allSatisfy(shards -> assertThat(shards.size()).isBetween(share, share + 1));
        });
    }

    /** Until these work on so many shards each. */
    public void awaitShares(Map<String, Integer> shares) {
        awaitWork(
                "shared out as " + shares,
                now -> shares.forEach((name, count) ->
                        assertThat(now.get(name)).as(now.toString()).hasSize(count)));
    }

    private void awaitWork(String how, Consumer<Map<String, Set<Integer>>> assertion) {
        await("shards are " + how)
                .atMost(SETTLED)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertion.accept(journal.working(working)));
    }

    /** Frozen ones too. */
    @Override
    public void close() {
        known.forEach(name -> journal.worker(name).close());
    }
}
