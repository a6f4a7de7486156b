package io.shardbeat.sls.catalog;

import io.shardbeat.config.ShardbeatConfig;
import io.shardbeat.coordinator.Namespaces;
import io.shardbeat.coordinator.Topics;
import io.shardbeat.sls.AccessControl;
import io.shardbeat.sls.Answers;
import io.shardbeat.sls.CallSet;
import io.shardbeat.sls.Resource;
import io.shardbeat.sls.Routes;
import jakarta.inject.Singleton;

/** Which calls there are about projects, logstores and shards. */
@Singleton
public class CatalogCalls implements CallSet {
    private final Namespaces namespaces;
    private final Topics topics;
    private final ShardLimits limits;

    public CatalogCalls(Namespaces namespaces, Topics topics, ShardbeatConfig config) {
        this.namespaces = namespaces;
        this.topics = topics;
        this.limits = new ShardLimits(config.sls().limits());
    }

    @Override
    public void addTo(Routes routes, Answers answers, AccessControl access) {
        routes.add("POST", Resource.PROJECT, new CreateProject(namespaces, answers))
                .add("GET", Resource.PROJECT, new GetProject(namespaces, answers, access))
                .add("DELETE", Resource.PROJECT, new DeleteProject(namespaces, answers))
                .add("POST", Resource.LOGSTORES, new CreateLogstore(topics, limits, answers))
                .add("GET", Resource.LOGSTORES, new ListLogstores(topics, answers))
                .add("GET", Resource.LOGSTORE, new GetLogstore(topics, limits, answers))
                .add("DELETE", Resource.LOGSTORE, new DeleteLogstore(topics, answers))
                .add("GET", Resource.SHARDS, new ListShards(topics, answers))
                .add("POST", Resource.SHARD, "action", "split", new SplitShard(topics, limits, answers))
                .add("POST", Resource.SHARD, "action", "merge", new MergeShards(topics, answers));
    }
}
