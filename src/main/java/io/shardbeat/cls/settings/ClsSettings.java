package io.shardbeat.cls.settings;

import io.shardbeat.config.settings.Within;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** The dialect of CLS. */
@ConfigMapping(prefix = "shardbeat.cls")
public interface ClsSettings {
    /** Whether group and consumer names must obey the documented rule instead of what official clients send. */
    @WithDefault("false")
    boolean strictNames();

    /** Whether a group is deleted although it has consumers. */
    @WithDefault("true")
    boolean deleteWithMembers();

    /** Where actions of API 3.0 are passed on to which are not about groups. */
    Optional<URI> upstream();

    /** Region to an upstream of its own. */
    Map<String, URI> upstreams();

    /** Where logs are read and written: {@code /pull_log} and the like are passed on to it. */
    Optional<URI> dataUpstream();

    /** Region to a data upstream of its own. */
    Map<String, URI> dataUpstreams();

    Limits limits();

    /** What calls of CLS clients may create. The catalog file is not limited. */
    interface Limits {
        /** Consumer groups of one logset; the service documents no limit. */
        @WithDefault("100")
        @Within(min = "0", max = "1000000")
        int groupsPerLogset();

        /** Logsets in all; the service documents no limit. */
        @WithDefault("1000")
        @Within(min = "0", max = "1000000")
        int logsets();

        /** Topics of one logset; the service documents no limit. */
        @WithDefault("500")
        @Within(min = "0", max = "1000000")
        int topicsPerLogset();

        /** Partitions that a new topic may have, and that may come out of one split. */
        @WithDefault("10")
        @Within(min = "0", max = "1000000")
        int partitionsPerCall();

        /** Partitions of one topic that take data. */
        @WithDefault("50")
        @Within(min = "0", max = "1000000")
        int partitionsPerTopic();

        /** Partitions of a topic in its life, those that were split or merged included; the service documents no limit. */
        @WithDefault("2000")
        @Within(min = "0", max = "1000000")
        int partitionsEverPerTopic();
    }
}
