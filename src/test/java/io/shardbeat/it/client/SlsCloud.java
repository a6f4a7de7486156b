package io.shardbeat.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.openservices.log.Client;
import com.aliyun.openservices.log.common.ConsumerGroup;
import com.aliyun.openservices.log.common.ConsumerGroupShardCheckPoint;
import com.aliyun.openservices.log.exception.LogException;
import com.aliyun.openservices.log.http.client.ClientConfiguration;
import com.aliyun.openservices.log.http.signer.SignVersion;
import com.aliyun.openservices.log.response.ConsumerGroupHeartBeatResponse;
import io.shardbeat.testkit.Endpoint;
import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.process.Cluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Through {@code com.aliyun.openservices:aliyun-log}, unmodified. */
public final class SlsCloud implements Cloud {
    private static final String ENDPOINT = "http://cn-test.example.com";
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final SignVersion version;
    private final Duration patience;
    private final Map<Caller, Client> clients = new ConcurrentHashMap<>();
    private final Map<String, String> userAgents = new ConcurrentHashMap<>();

    private record Caller(Endpoint node, String userAgent) {}

    public SlsCloud(SignVersion version) {
        this(version, PATIENCE);
    }

    /** @param patience how long its clients wait for an answer */
    public SlsCloud(SignVersion version, Duration patience) {
        this.version = version;
        this.patience = patience;
    }

    @Override
    public void createAt(Endpoint node, String group, int timeoutSeconds) throws LogException {
        at(node).CreateConsumerGroup(
                        Fixtures.PROJECT, Fixtures.LOGSTORE, new ConsumerGroup(group, timeoutSeconds, false));
    }

    @Override
    public void update(String group, int timeoutSeconds) throws LogException {
        at(Cluster.second()).UpdateConsumerGroup(Fixtures.PROJECT, Fixtures.LOGSTORE, group, false, timeoutSeconds);
    }

    @Override
    public void delete(String group) throws LogException {
        at(Cluster.first()).DeleteConsumerGroup(Fixtures.PROJECT, Fixtures.LOGSTORE, group);
    }

    @Override
    public int listedTimeout(String group) throws LogException {
        return at(Cluster.second()).ListConsumerGroup(Fixtures.PROJECT, Fixtures.LOGSTORE).GetConsumerGroups().stream()
                .filter(listed -> listed.getConsumerGroupName().equals(group))
                .mapToInt(ConsumerGroup::getTimeout)
                .findFirst()
                .orElse(-1);
    }

    @Override
    public Grant beat(Endpoint node, String group, String consumer, Collection<Integer> report) throws LogException {
        ConsumerGroupHeartBeatResponse answer = at(node, userAgents.getOrDefault(consumer, ""))
                .HeartBeat(Fixtures.PROJECT, Fixtures.LOGSTORE, group, consumer, List.copyOf(report));
        return new Grant(new TreeSet<>(answer.getShards()), Long.parseLong(answer.GetHeader("x-shardbeat-epoch")));
    }

    @Override
    public void commit(Endpoint node, String group, String consumer, int shard, long offset) throws LogException {
        String cursor = Base64.getEncoder().encodeToString(Long.toString(offset).getBytes(StandardCharsets.US_ASCII));
        at(node).UpdateCheckPoint(Fixtures.PROJECT, Fixtures.LOGSTORE, group, consumer, shard, cursor);
    }

    /** Asks as the consumer library does, and as everybody else does. */
    @Override
    public long committed(Endpoint node, String group, int shard) throws LogException {
        ConsumerGroupShardCheckPoint one = at(node).getCheckpoint(Fixtures.PROJECT, Fixtures.LOGSTORE, group, shard)
                .getCheckpoint();
        ConsumerGroupShardCheckPoint same = at(node).GetCheckPoint(Fixtures.PROJECT, Fixtures.LOGSTORE, group)
                .getCheckPoints()
                .get(shard);
        assertThat(same.getShard()).isEqualTo(shard);
        assertThat(same.getCheckPoint()).isEqualTo(one.getCheckPoint());
        assertThat(same.getUpdateTime()).isEqualTo(one.getUpdateTime());
        String cursor = new String(Base64.getDecoder().decode(one.getCheckPoint()), StandardCharsets.US_ASCII);
        return cursor.isEmpty() ? -1 : Long.parseLong(cursor);
    }

    @Override
    public String codeOf(Throwable failure) {
        return failure instanceof LogException e ? e.GetErrorCode() : String.valueOf(failure);
    }

    @Override
    public String topic() {
        return Fixtures.LOGSTORE;
    }

    @Override
    public void calls(String consumer, String userAgent) {
        userAgents.put(consumer, userAgent);
    }

    private Client at(Endpoint node) {
        return at(node, "");
    }

    private Client at(Endpoint node, String userAgent) {
        return clients.computeIfAbsent(new Caller(node, userAgent), caller -> {
            Client client = new Client(ENDPOINT, Fixtures.KEY, Fixtures.SECRET, configuration(node, version, patience));
            if (!userAgent.isEmpty()) {
                client.setUserAgent(userAgent);
            }
            return client;
        });
    }

    public static Client client(Endpoint node, SignVersion version, String key, String secret) {
        return new Client(ENDPOINT, key, secret, configuration(node, version, PATIENCE));
    }

    /**
     * The client refuses addresses and ports as its endpoint, but goes to them as to a proxy, and so
     * writes the whole address into the request line: SLS trap 7.
     */
    private static ClientConfiguration configuration(Endpoint node, SignVersion version, Duration patience) {
        ClientConfiguration configuration = new ClientConfiguration();
        configuration.setProxyHost("127.0.0.1");
        configuration.setProxyPort(node.port());
        configuration.setSignatureVersion(version);
        configuration.setRegion("cn-test");
        configuration.setRetryDisabled(true);
        configuration.setMaxErrorRetry(0);
        configuration.setConnectionTimeout((int) patience.toMillis());
        configuration.setSocketTimeout((int) patience.toMillis());
        return configuration;
    }
}
