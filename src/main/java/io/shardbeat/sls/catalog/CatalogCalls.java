package io.shardbeat.sls.catalog;

import io.shardbeat.coordinator.catalog.Namespaces;
import io.shardbeat.coordinator.catalog.Topics;
import io.shardbeat.sls.call.AccessControl;
import io.shardbeat.sls.call.Answers;
import io.shardbeat.sls.call.CallSet;
import io.shardbeat.sls.call.Routes;
import io.shardbeat.sls.settings.SlsSettings;
import io.shardbeat.sls.wire.Resource;
import jakarta.inject.Singleton;

/** Which calls there are about projects, logstores and shards. */
@Singleton
public class CatalogCalls implements CallSet {
    private final Namespaces namespaces;
    private final Topics topics;
    private final ShardLimits limits;
    private final int mostProjects;

    public CatalogCalls(Namespaces namespaces, Topics topics, SlsSettings settings) {
        this.namespaces = namespaces;
        this.topics = topics;
        this.limits = new ShardLimits(settings.limits());
        this.mostProjects = settings.limits().projects();
    }

    @Override
    public void addTo(Routes routes, Answers answers, AccessControl access) {
        routes.add("POST", Resource.PROJECT, new CreateProject(namespaces, mostProjects, answers))
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
