package io.shardbeat.sls.settings;

import io.shardbeat.config.settings.Within;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** The dialect of SLS. */
@ConfigMapping(prefix = "shardbeat.sls")
public interface SlsSettings {
    /** Host to project, for endpoints that do not carry the project as their first label. */
    Map<String, String> hosts();

    /** The log service that calls are passed on to which are not about groups. */
    Optional<URI> upstream();

    /** Project to a log service of its own. */
    Map<String, URI> upstreams();

    Limits limits();

    /** What calls of SLS clients may create; the defaults are the service's. The catalog file is not limited. */
    interface Limits {
        /** Consumer groups of one logstore. */
        @WithDefault("30")
        @Within(min = "0", max = "1000000")
        int groupsPerLogstore();

        /** Projects in all; the service has a limit for each account. */
        @WithDefault("1000")
        @Within(min = "0", max = "1000000")
        int projects();

        /** Logstores of one project. */
        @WithDefault("200")
        @Within(min = "0", max = "1000000")
        int logstoresPerProject();

        /** Shards that a new logstore may have, and that may come out of one split. */
        @WithDefault("100")
        @Within(min = "0", max = "1000000")
        int shardsPerCall();

        /** Shards that take data, in all logstores of a project. */
        @WithDefault("400")
        @Within(min = "0", max = "1000000")
        int shardsPerProject();

        /** Shards of a logstore in its life, those that were split or merged included; the service documents no limit. */
        @WithDefault("2000")
        @Within(min = "0", max = "1000000")
        int shardsEverPerLogstore();
    }
}
