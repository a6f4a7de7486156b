package io.shardbeat.redis.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.coordinator.HandOverContract;
import io.shardbeat.coordinator.groups.GroupBrowser.Query;
import io.shardbeat.coordinator.groups.GroupBrowser.Summary;
import io.shardbeat.coordinator.groups.GroupCursor;
import io.shardbeat.coordinator.groups.GroupState;
import io.shardbeat.coordinator.groups.GroupTally;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("long")
class RedisHandOverTest extends HandOverContract {
    @RegisterExtension
    static final RedisFixture REDIS = new RedisFixture();

    @Override
    protected Fixture fixture() {
        return REDIS;
    }

    @Override
    protected void isListedAs(GroupState state) {
        var listed = REDIS.store().browser.groups(new Query(group.path(), GroupCursor.parse(""), 10));
        assertThat(listed.toCompletableFuture().join().groups())
                .extracting(Summary::state)
                .as("in a listing")
                .containsExactly(state);
        var looked = REDIS.store().browser.look(group).toCompletableFuture().join();
        assertThat(looked.map(GroupTally::of).map(GroupTally::state))
                .as("on its page and in the metric")
                .contains(state);
    }
}
