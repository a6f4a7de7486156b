package io.shardbeat.client;

import io.shardbeat.client.wire.Key;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Describes a member of a {@link Fleet}. Addresses and both listeners must be given; all else has a default. */
public final class FleetBuilder {
    private final Group group;
    private final List<URI> addresses = new ArrayList<>();
    private String consumer = defaultName();
    private @Nullable String domain;
    private Duration sessionTimeout = Duration.ofSeconds(20);
    private @Nullable Duration interval;
    private @Nullable Duration attemptTimeout;
    private boolean createGroup;
    private @Nullable Key signingKey;
    private String region = "shardbeat";
    private boolean leave;
    private @Nullable Key leaveKey;
    private @Nullable SSLContext tls;
    private FleetMetrics metrics = FleetMetrics.NONE;
    private @Nullable GrantListener granted;
    private @Nullable RevokeListener revoked;

    FleetBuilder(Group group) {
        this.group = group;
    }

    /**
     * Where nodes are, or load balancers before them. When one does not answer the next one is asked.
     *
     * @param nodes such as {@code http://node-1:8080}; {@code https} is spoken too. Numeric addresses never wait for DNS
     * @return this
     * @throws IllegalArgumentException when one is no such address
     */
    public FleetBuilder at(String... nodes) {
        for (String node : nodes) {
            URI address = URI.create(node);
            boolean isHttp = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            if (!isHttp || address.getHost() == null) {
                throw new IllegalArgumentException("a node's address is '" + node + "', expected http://host:port");
            }
            addresses.add(address);
        }
        return this;
    }

    /**
     * The member's name, which no other member may have. One that keeps it over a restart gets its shards back at once, but
     * then two of its processes must never run at the same time.
     *
     * @param name 1 to 256 characters; by default made of host and process, and new with every start
     * @return this
     */
    public FleetBuilder as(String name) {
        consumer = name;
        return this;
    }

    /**
     * What follows the project in {@code Host}, where something between here and the nodes looks at it.
     *
     * @param name by default the host of the node's address
     * @return this
     */
    public FleetBuilder domain(String name) {
        domain = name;
        return this;
    }

    /**
     * The silence after which the coordinator takes the member for dead. If the group has a shorter one, that one counts.
     *
     * @param timeout 20 s by default, 1 s to 1 h
     * @return this
     */
    public FleetBuilder sessionTimeout(Duration timeout) {
        sessionTimeout = timeout;
        return this;
    }

    /**
     * From one heartbeat to the next, and how long listeners have to stop in when nobody answers.
     *
     * @param every a quarter of the session timeout by default, at most a third
     * @return this
     */
    public FleetBuilder interval(Duration every) {
        interval = every;
        return this;
    }

    /**
     * How long one node may take to answer before the next one is asked.
     *
     * @param limit half an interval by default
     * @return this
     */
    public FleetBuilder attemptTimeout(Duration limit) {
        attemptTimeout = limit;
        return this;
    }

    /**
     * Creates the group when it is not there, with this member's session timeout.
     *
     * @return this
     */
    public FleetBuilder createGroup() {
        createGroup = true;
        return this;
    }

    /**
     * Signs each request, by version 4 of SLS. By default nothing is signed.
     *
     * @param accessKeyId the id of a key that may call on the project
     * @param secret its secret
     * @return this
     */
    public FleetBuilder signedBy(String accessKeyId, String secret) {
        signingKey = new Key(accessKeyId, secret);
        return this;
    }

    /**
     * The region that signatures name. Nodes take any.
     *
     * @param name {@code shardbeat} by default
     * @return this
     */
    public FleetBuilder region(String name) {
        region = name;
        return this;
    }

    /**
     * Takes leave when stopped, so that the member's shards need not wait for the session timeout, where nodes offer that
     * without a key. Where they do not, the member goes without.
     *
     * @return this
     */
    public FleetBuilder leavesAtOnce() {
        leave = true;
        return this;
    }

    /**
     * The same with a key. It is sent as it is: use {@code https} beyond one machine.
     *
     * @param accessKeyId the id of a key with {@code admin}
     * @param secret its secret
     * @return this
     */
    public FleetBuilder leavesAtOnce(String accessKeyId, String secret) {
        leaveKey = new Key(accessKeyId, secret);
        return leavesAtOnce();
    }

    /**
     * Whom to trust, for addresses with {@code https}.
     *
     * @param context the JVM's own by default
     * @return this
     */
    public FleetBuilder tls(SSLContext context) {
        tls = context;
        return this;
    }

    /**
     * Who is told what happens.
     *
     * @param listener nobody by default
     * @return this
     */
    public FleetBuilder metrics(FleetMetrics listener) {
        metrics = listener;
        return this;
    }

    /**
     * Begins work on a shard.
     *
     * @param listener called on a thread of the shard
     * @return this
     */
    public FleetBuilder onGranted(GrantListener listener) {
        granted = listener;
        return this;
    }

    /**
     * Ends work on a shard.
     *
     * @param listener called on a thread of the shard
     * @return this
     */
    public FleetBuilder onRevoked(RevokeListener listener) {
        revoked = listener;
        return this;
    }

    /**
     * Joins, and returns at once: {@link GrantListener} is told what there is to do.
     *
     * @return the member
     * @throws IllegalArgumentException when something was set to what cannot be
     * @throws IllegalStateException when a listener is missing
     */
    public Fleet start() {
        if (granted == null || revoked == null) {
            throw new IllegalStateException("onGranted(…) and onRevoked(…) must be given");
        }
        return new Fleet(settings(), granted, revoked, metrics).start();
    }

    Settings settings() {
        Duration every = interval == null ? sessionTimeout.dividedBy(4) : interval;
        return new Settings(
                group,
                consumer,
                addresses,
                domain,
                every,
                sessionTimeout,
                attemptTimeout == null ? every.dividedBy(2) : attemptTimeout,
                createGroup,
                signingKey,
                region,
                leave,
                leaveKey,
                tls == null ? defaultTls() : tls);
    }

    private static SSLContext defaultTls() {
        try {
            return SSLContext.getDefault();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no TLS of its own", e);
        }
    }

    private static String defaultName() {
        long process = ProcessHandle.current().pid();
        String unique = UUID.randomUUID().toString().substring(0, 8);
        return hostName() + "-" + process + "-" + unique;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "host";
        }
    }
}
