package io.shardbeat.load.cli;

import io.shardbeat.load.plan.Amount;
import io.shardbeat.load.plan.Attack;
import io.shardbeat.load.plan.ClientKind;
import io.shardbeat.load.plan.Fault;
import io.shardbeat.load.plan.FleetSize;
import io.shardbeat.load.plan.Hostility;
import io.shardbeat.load.plan.LoadPlan;
import io.shardbeat.load.plan.Naming;
import io.shardbeat.load.plan.Protocol;
import io.shardbeat.load.plan.Rhythm;
import io.shardbeat.load.plan.Slice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What there is to drive, and how. */
final class FleetOptions {
    @Option(
            names = "--consumers",
            defaultValue = "100",
            description = "Consumers in all groups together (${DEFAULT-VALUE}).")
    private int consumers;

    @Option(names = "--sls-groups", defaultValue = "1", description = "Groups that speak SLS (${DEFAULT-VALUE}).")
    private int slsGroups;

    @Option(names = "--cls-groups", defaultValue = "0", description = "Groups that speak CLS (${DEFAULT-VALUE}).")
    private int clsGroups;

    @Option(names = "--shards", description = "Shards of each group (as many as it has consumers).")
    private @Nullable Integer shards;

    @Option(
            names = "--namespace",
            defaultValue = "shardbeat-load",
            description = "SLS project and CLS logset (${DEFAULT-VALUE}).")
    private String namespace;

    @Option(
            names = "--run",
            defaultValue = "load",
            description = "Name of the run, the same on all its load machines (${DEFAULT-VALUE}).")
    private String run;

    @Option(
            names = "--slice",
            defaultValue = "0/1",
            description = "This load machine's share, index/count (${DEFAULT-VALUE}).")
    private String slice;

    @Option(
            names = "--interval",
            defaultValue = "5s",
            description = "From one heartbeat of a consumer to the next (${DEFAULT-VALUE}).")
    private Duration interval;

    @Option(names = "--timeout", defaultValue = "20s", description = "The groups' session timeout (${DEFAULT-VALUE}).")
    private Duration timeout;

    @Option(
            names = "--processing",
            defaultValue = "0s",
            description = "How long a consumer goes on with a shard after it was told to stop (${DEFAULT-VALUE}).")
    private Duration processing;

    @Option(names = "--ramp", description = "Over which the consumers start (one interval).")
    private @Nullable Duration ramp;

    @Option(
            names = "--duration",
            defaultValue = "60s",
            description = "Of the whole run, at most 24h (${DEFAULT-VALUE}).")
    private Duration duration;

    @Option(
            names = "--client",
            split = ",",
            paramLabel = "LIBRARY",
            converter = ClientConverter.class,
            description =
                    "Official libraries that consumers repeat, wait, fence and loop as, dealt in turn: sls-java,"
                            + " sls-java-0.6.54, sls-go, sls-python, cls-python, cls-go (plain consumers, that repeat nothing).")
    private List<ClientKind> clients = new ArrayList<>();

    @Option(
            names = "--kill",
            paramLabel = "N@T[+D]",
            description = "Kill N or N%% consumers at T; start them anew after D.")
    private List<String> kills = new ArrayList<>();

    @Option(
            names = "--pause",
            paramLabel = "N@T+D",
            description = "Let N or N%% consumers stand still from T for D, as under SIGSTOP.")
    private List<String> pauses = new ArrayList<>();

    @Option(
            names = "--cut",
            paramLabel = "N@T+D",
            description = "Cut N or N%% consumers off the network from T for D; they work on.")
    private List<String> cuts = new ArrayList<>();

    @Option(
            names = "--roll",
            paramLabel = "N@T+D",
            description = "From T restart all consumers, N or N%% at a time, each down for D.")
    private List<String> rolls = new ArrayList<>();

    @Option(
            names = "--hostile",
            paramLabel = "N",
            description = "Hostile clients beside the fleet: N, or N%% of as many as it has consumers (0).")
    private @Nullable String hostile;

    @Option(
            names = "--attacks",
            split = ",",
            paramLabel = "ATTACK",
            description = "What hostile clients do, in turn: ${COMPLETION-CANDIDATES} (all).")
    private List<Attack> attacks = List.of(Attack.values());

    /** Of this load machine; each has its own. */
    Hostility hostility() {
        return hostile == null
                ? Hostility.NONE
                : new Hostility(Amount.parse(hostile).of(consumers), attacks);
    }

    Naming naming() {
        return new Naming(namespace, run);
    }

    FleetSize size() {
        int groups = Math.max(1, slsGroups + clsGroups);
        if (consumers < groups || consumers % groups != 0) {
            throw new IllegalArgumentException(
                    consumers + " consumers in " + groups + " groups, expected the same number in each");
        }
        int each = consumers / groups;
        return new FleetSize(slsGroups, clsGroups, each, shards == null ? each : shards);
    }

    /** A library for which there is no group would drive nobody. */
    private List<ClientKind> clients() {
        for (ClientKind client : clients) {
            if ((client.protocol() == Protocol.SLS ? slsGroups : clsGroups) == 0) {
                throw new IllegalArgumentException(
                        "client " + client + ", expected a group that speaks " + client.protocol());
            }
        }
        return clients;
    }

    LoadPlan plan() {
        Rhythm rhythm = new Rhythm(interval, timeout, processing, ramp == null ? interval : ramp, duration);
        List<Fault> faults = new ArrayList<>();
        kills.forEach(text -> faults.add(Fault.parse(Fault.Kind.KILL, text)));
        pauses.forEach(text -> faults.add(Fault.parse(Fault.Kind.PAUSE, text)));
        cuts.forEach(text -> faults.add(Fault.parse(Fault.Kind.CUT, text)));
        rolls.forEach(text -> faults.add(Fault.parse(Fault.Kind.ROLL, text)));
        faults.sort(Comparator.comparing(Fault::at));
        return new LoadPlan(naming(), size(), Slice.parse(slice), rhythm, faults, clients());
    }
}
