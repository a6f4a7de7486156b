package io.shardbeat.admin.view;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.shardbeat.assignment.MemberId;
import io.shardbeat.coordinator.plan.Forecast;
import io.shardbeat.coordinator.wish.Proposal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a proposal would do. {@code POST …/apply} takes it as it is.
 *
 * @param forecast what would happen; its fields are this object's own
 * @param proposal what was asked about
 */
public record PlanView(@JsonUnwrapped ForecastView forecast, ProposalView proposal) {
    /** As it was sent. */
    public record ProposalView(
            List<String> join,
            List<String> leave,
            List<String> drain,
            Map<String, Integer> weights,
            Map<String, String> pins,
            Map<String, Integer> shards) {
        static ProposalView of(Proposal proposal) {
            Map<String, Integer> weights = new TreeMap<>();
            proposal.weights().forEach((member, weight) -> weights.put(member.name(), weight));
            Map<String, String> pins = new TreeMap<>();
            proposal.pins().forEach((shard, member) -> pins.put(shard.toString(), member.name()));
            return new ProposalView(
                    names(proposal.join()),
                    names(proposal.leave()),
                    names(proposal.drain()),
                    weights,
                    pins,
                    new TreeMap<>(proposal.shards()));
        }

        private static List<String> names(Collection<MemberId> members) {
            return members.stream().map(MemberId::name).sorted().toList();
        }
    }

    public static PlanView of(Forecast forecast, Proposal proposal) {
        return new PlanView(ForecastView.of(forecast), ProposalView.of(proposal));
    }
}
