package io.shardbeat.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.shardbeat.group.FenceMargin;
import io.shardbeat.security.AuthMode;
import io.shardbeat.security.SignedActions;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Every setting of ours. What Quarkus and its extensions bring is set by their own keys. */
@ConfigMapping(prefix = "shardbeat")
public interface ShardbeatConfig {
    Auth auth();

    Catalog catalog();

    Rebalance rebalance();

    Group group();

    Brake brake();

    Poison poison();

    Redis redis();

    Quota quota();

    Sls sls();

    Cls cls();

    Upstream upstream();

    Http http();

    /**
     * Whether a Redis of our own is started when {@code quarkus.redis.hosts} is not set. Off in the container image: a
     * node that loses its Redis setting must fail, not start alone with an empty store.
     */
    @WithDefault("true")
    boolean embeddedRedis();

    interface Auth {
        /** Whether a request must be signed; {@code required} unless the node runs on its embedded Redis. */
        Optional<AuthMode> mode();

        /** Access keys, YAML or JSON; read again when it changes. */
        Optional<Path> keysFile();

        /** For which CLS actions a signature of version 3 must cover {@code X-TC-Action}: official clients do not. */
        @WithDefault("none")
        SignedActions signedActions();

        /** Whether signatures of version 1 of SLS are taken, which do not cover the host: official clients' default. */
        @WithDefault("true")
        boolean slsV1();

        /** Whether signatures of version 1 of CLS are taken. */
        @WithDefault("true")
        boolean clsV1();

        /** Whether HMAC-SHA1 is taken, of which version 1 of SLS is made, and of CLS where a client asks for it. */
        @WithDefault("true")
        boolean hmacSha1();

        /** Whether bodies are taken that the signature does not cover: UNSIGNED-PAYLOAD, version 1 of SLS without MD5. */
        @WithDefault("true")
        boolean unsignedBody();

        /**
         * Requests with a bad key, signature or secret that an address may send per second, ten seconds' worth at a time;
         * the answers to more of them wait, for 2 s at the most. 0: none waits.
         */
        @WithDefault("10")
        double failuresPerSecond();
    }

    /** What a peer may take of a node before, and after, it has shown who it is. */
    interface Http {
        /**
         * The longest body of a request without a known key. About 9,000 shards in a heartbeat of SLS, 500 topics of CLS.
         */
        @WithDefault("64K")
        @WithConverter(MemorySizeConverter.class)
        MemorySize unsignedBody();

        /** All bodies that are not complete yet, together; at most half of it without a known key. */
        @WithDefault("64M")
        @WithConverter(MemorySizeConverter.class)
        MemorySize bodiesUnderWay();

        /** For the first request of a connection, and from the first byte of each other one to the end of its headers. */
        @WithDefault("10s")
        Duration headDeadline();

        /** From the end of the headers to the end of the body, unless it is passed on. */
        @WithDefault("30s")
        Duration bodyDeadline();

        /** What a connection has waiting must have been taken by its peer within this. */
        @WithDefault("30s")
        Duration answerDeadline();

        /** So many requests of one connection that are refused for their signature end it. */
        @WithDefault("10")
        int refusals();

        /**
         * A connection of a client ends with the first answer after this time at the most, and after half of it at the
         * least; {@code 0s}: never. Consumers keep their connections, so until then a node that was added has no share.
         */
        @WithDefault("2m")
        Duration connectionAge();
    }

    interface Catalog {
        /** Namespaces, topics and groups to create, YAML or JSON; read again when it changes. Removes nothing. */
        Optional<Path> file();
    }

    interface Rebalance {
        /** The tick of the scheduled pass: how late an expired lease is noticed at the most. */
        @WithDefault("200ms")
        Duration interval();

        /**
         * How long the answer to a join waits for the pass that includes it. A first pass on a cold JVM may take longer than
         * a tenth of a second, and a newcomer has no work that waits meanwhile.
         */
        @WithDefault("1s")
        Duration joinWait();

        /** How long a pass that a heartbeat asked for waits for others to ask for the same one. */
        @WithDefault("5ms")
        Duration coalesce();
    }

    interface Group {
        /** The silence after which a member is dead, for groups that give none. */
        @WithDefault("20s")
        Duration sessionTimeout();

        /** Shorter timeouts are raised to this: a single lost packet must not move shards. */
        @WithDefault("1s")
        Duration minSessionTimeout();

        /** Longer timeouts are cut to this: shards of a dead member must move some day. */
        @WithDefault("1h")
        Duration maxSessionTimeout();

        /**
         * How much longer an expired member's shards rest before somebody else gets them; {@code auto}: two of the member's
         * own heartbeat intervals, the time its library repeats a heartbeat for, and two seconds.
         */
        @WithDefault("0s")
        @WithConverter(FenceMarginConverter.class)
        FenceMargin fenceMargin();

        /** How long a shard rests after its holder let go of it: for consumers that let go before they have stopped. */
        @WithDefault("0s")
        Duration releaseMargin();

        /** How long a group without grants waits for more members after the first one joined. */
        @WithDefault("0s")
        Duration initialDelay();

        /**
         * How long a hand-over may take before it is reported as stuck; unset: two session timeouts, or four of its holder's
         * heartbeat intervals where those are longer, for official consumers need that much.
         */
        Optional<Duration> handOverLimit();

        /** Whether the next member gets a shard whose holder has not let go of it within the limit. */
        @WithDefault("false")
        boolean handOverForce();
    }

    interface Brake {
        /**
         * Of a group's members; when more would expire within a session timeout, nobody does for the grace. 0 and 1:
         * no brake.
         */
        @WithDefault("0.5")
        double share();

        /** Fewer than these never make the brake take hold. */
        @WithDefault("10")
        int members();

        /** For how long nobody expires then; unset: the group's session timeout. */
        Optional<Duration> grace();
    }

    interface Poison {
        /** After so many holders that died one after another a shard is parked; 0: never. */
        @WithDefault("0")
        int deaths();

        /** A death is forgotten when the next holder lives for longer than this. */
        @WithDefault("10m")
        Duration window();

        /** For how long nobody gets such a shard. */
        @WithDefault("10m")
        Duration parkFor();
    }

    interface Redis {
        /** A command without an answer for this long has failed. Below the 2 s within which clients get their error. */
        @WithDefault("1500ms")
        Duration timeout();

        /** Commands under way per event loop beyond which requests are refused as overload. */
        @WithDefault("8192")
        int maxInFlight();
    }

    /** How much one tenant may take of what all share. The catalog file is not limited. */
    interface Quota {
        /** Members of one group: one group is bounded by one core of Redis. */
        @WithDefault("10000")
        int membersPerGroup();

        /** Of one report, as stored: 500,000 shards in one hand have this much. */
        @WithDefault("4M")
        @WithConverter(MemorySizeConverter.class)
        MemorySize reportBytes();

        /** Of all records of one group, which a pass holds at a time; unset: a sixteenth of the heap. */
        Optional<@WithConverter(MemorySizeConverter.class) MemorySize> groupBytes();
    }

    interface Sls {
        /** Host to project, for endpoints that do not carry the project as their first label. */
        Map<String, String> hosts();

        /** The log service that calls are passed on to which are not about groups. */
        Optional<URI> upstream();

        /** Project to a log service of its own. */
        Map<String, URI> upstreams();

        SlsLimits limits();
    }

    interface Cls {
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

        ClsLimits limits();
    }

    interface Upstream {
        /** A connection that cannot be had within this, new or out of the pool, has failed. */
        @WithDefault("2s")
        Duration connectTimeout();

        /** A log service that sends nothing for this long, while a request is under way, has failed. */
        @WithDefault("30s")
        Duration idleTimeout();

        /** Connections of a node to one log service; as many requests again may wait for one. */
        @WithDefault("256")
        int maxConnections();

        /** The {@code quarkus.tls.<name>} that says whom to trust; not set: the certificates that Java brings. */
        Optional<String> tlsConfigurationName();
    }

    /** What calls of SLS clients may create; the defaults are the service's. The catalog file is not limited. */
    interface SlsLimits {
        /** Consumer groups of one logstore. */
        @WithDefault("30")
        int groupsPerLogstore();

        /** Logstores of one project. */
        @WithDefault("200")
        int logstoresPerProject();

        /** Shards that a new logstore may have, and that may come out of one split. */
        @WithDefault("100")
        int shardsPerCall();

        /** Shards that take data, in all logstores of a project. */
        @WithDefault("400")
        int shardsPerProject();

        /** Shards of a logstore in its life, those that were split or merged included; the service documents no limit. */
        @WithDefault("2000")
        int shardsEverPerLogstore();
    }

    /** What calls of CLS clients may create. The catalog file is not limited. */
    interface ClsLimits {
        /** Consumer groups of one logset; the service documents no limit. */
        @WithDefault("100")
        int groupsPerLogset();

        /** Logsets in all; the service documents no limit. */
        @WithDefault("1000")
        int logsets();

        /** Topics of one logset; the service documents no limit. */
        @WithDefault("500")
        int topicsPerLogset();

        /** Partitions that a new topic may have, and that may come out of one split. */
        @WithDefault("10")
        int partitionsPerCall();

        /** Partitions of one topic that take data. */
        @WithDefault("50")
        int partitionsPerTopic();

        /** Partitions of a topic in its life, those that were split or merged included; the service documents no limit. */
        @WithDefault("2000")
        int partitionsEverPerTopic();
    }
}
