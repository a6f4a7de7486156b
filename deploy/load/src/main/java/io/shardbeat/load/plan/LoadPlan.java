package io.shardbeat.load.plan;

import java.util.List;

/**
 * All that a run is to do.
 *
 * @param naming what things are called
 * @param size of the whole fleet
 * @param slice what of it this machine drives
 * @param rhythm when consumers do what
 * @param faults what befalls them
 */
public record LoadPlan(Naming naming, FleetSize size, Slice slice, Rhythm rhythm, List<Fault> faults) {
    public LoadPlan {
        faults = List.copyOf(faults);
    }

    public List<GroupSpec> groups() {
        return size.specs(naming, (int) rhythm.timeout().toSeconds());
    }

    /** The group of hostile clients speaks what the first group of the fleet does. */
    public GroupSpec hostileGroup() {
        Protocol protocol = size.slsGroups() > 0 ? Protocol.SLS : Protocol.CLS;
        return naming.hostileGroup(
                protocol, size.shards(), (int) rhythm.timeout().toSeconds());
    }

    public int from() {
        return slice.from(size.total());
    }

    public int to() {
        return slice.to(size.total());
    }
}
