package io.shardbeat.load.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * The whole fleet, over all load machines. Consumers are numbered through, group by group.
 *
 * @param slsGroups groups that speak SLS
 * @param clsGroups groups that speak CLS
 * @param consumers in each group
 * @param shards of the topic that each group consumes
 */
public record FleetSize(int slsGroups, int clsGroups, int consumers, int shards) {
    public FleetSize {
        if (slsGroups < 0 || clsGroups < 0 || slsGroups + clsGroups == 0) {
            throw new IllegalArgumentException("no groups, expected at least one");
        }
        if (consumers < 1 || shards < 1) {
            throw new IllegalArgumentException(
                    consumers + " consumers and " + shards + " shards in a group, expected at least one of each");
        }
        Math.multiplyExact(slsGroups + clsGroups, consumers);
    }

    public int groups() {
        return slsGroups + clsGroups;
    }

    public int total() {
        return groups() * consumers;
    }

    /** The groups in the order in which their consumers are numbered. */
    public List<GroupSpec> specs(Naming naming, int timeoutSeconds) {
        List<GroupSpec> specs = new ArrayList<>();
        for (int g = 0; g < groups(); g++) {
            Protocol protocol = g < slsGroups ? Protocol.SLS : Protocol.CLS;
            specs.add(naming.group(protocol, g, shards, timeoutSeconds));
        }
        return specs;
    }
}
