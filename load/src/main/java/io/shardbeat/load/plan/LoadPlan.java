package io.shardbeat.load.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a run is to do.
 *
 * @param naming what things are called
 * @param size of the whole fleet
 * @param slice what of it this machine drives
 * @param rhythm when consumers do what
 * @param faults what befalls them
 * @param clients which libraries the consumers do as; a group that none of them is for has plain ones
 */
public record LoadPlan(
        Naming naming, FleetSize size, Slice slice, Rhythm rhythm, List<Fault> faults, List<ClientKind> clients) {
    public LoadPlan {
        faults = List.copyOf(faults);
        clients = List.copyOf(clients);
    }

    /** What the {@code k}th consumer, of a group of this protocol, does as: dealt in turn; {@code null}: a plain one. */
    public @Nullable ClientKind client(int k, Protocol protocol) {
        List<ClientKind> fit =
                clients.stream().filter(kind -> kind.protocol() == protocol).toList();
        return fit.isEmpty() ? null : fit.get(k % fit.size());
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
