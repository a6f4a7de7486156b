package io.shardbeat.admin.command;

import io.shardbeat.admin.request.AdminError;
import io.shardbeat.admin.request.AdminException;
import io.shardbeat.admin.request.GroupPath;
import io.shardbeat.admin.view.EpochView;
import io.shardbeat.admin.view.ForecastView;
import io.shardbeat.assignment.MemberId;
import io.shardbeat.assignment.ShardId;
import io.shardbeat.coordinator.plan.Forecast;
import io.shardbeat.coordinator.wish.CommandOutcome;
import io.shardbeat.group.GroupId;

/** What a command is answered with, or why it failed. */
final class CommandAnswers implements CommandOutcome.Cases<Object> {
    static final CommandAnswers ANSWERS = new CommandAnswers();

    @Override
    public Object noted(long epoch) {
        return new EpochView(epoch);
    }

    @Override
    public Object foretold(Forecast forecast) {
        return ForecastView.of(forecast);
    }

    @Override
    public Object noGroup(GroupId group) {
        throw GroupPath.unknown(group);
    }

    @Override
    public Object noMember(MemberId member) {
        throw new AdminException(AdminError.MEMBER_NOT_FOUND, "the group has no member " + member.name());
    }

    @Override
    public Object noShard(ShardId shard) {
        throw new AdminException(
                AdminError.SHARD_NOT_FOUND, "the group has no shard " + shard + " that it may be given now");
    }

    @Override
    public Object moved(long epoch) {
        throw new AdminException(
                AdminError.EPOCH_MOVED, "the group is at epoch " + epoch + ": look at it again, then decide");
    }

    @Override
    public Object tooMany(int most) {
        throw new AdminException(
                AdminError.TOO_MANY_WISHES,
                "drains, pins, weights and the like of one group may be " + most + ": take some back first");
    }
}
