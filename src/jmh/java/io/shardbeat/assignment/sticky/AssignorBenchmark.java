package io.shardbeat.assignment.sticky;

import io.shardbeat.assignment.AssignmentProblem;
import io.shardbeat.assignment.Assignor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.coordinator.group.api.assignor.GroupAssignment;
import org.apache.kafka.coordinator.group.api.assignor.SubscribedTopicDescriber;
import org.apache.kafka.coordinator.group.api.assignor.SubscriptionType;
import org.apache.kafka.coordinator.group.assignor.UniformAssignor;
import org.apache.kafka.coordinator.group.modern.Assignment;
import org.apache.kafka.coordinator.group.modern.GroupSpecImpl;
import org.apache.kafka.coordinator.group.modern.MemberSubscriptionAndAssignmentImpl;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The assignor beside Kafka's uniform assignor, on the groups of Kafka's own ServerSideAssignorBenchmark: everything
 * from nothing, and one member that joins a balanced group.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class AssignorBenchmark {
    private static final int TOPICS = 100;
    private static final int BUCKETS = 5;

    public enum Change {
        FULL,
        INCREMENTAL
    }

    /** Who subscribes to what: all to all topics, or a fifth of the members to each fifth of the topics and a few more. */
    public enum Subscriptions {
        HOMOGENEOUS,
        MIXED
    }

    @Param({"1000", "10000"})
    public int members;

    @Param({"10", "50"})
    public int shardsPerMember;

    @Param
    public Change change;

    @Param
    public Subscriptions subscriptions;

    private final Assignor assignor = new StickyBalancedAssignor();
    private final UniformAssignor kafkaAssignor = new UniformAssignor();
    private AssignmentProblem problem;
    private AssignmentProblem weightedProblem;
    private GroupSpecImpl kafkaGroup;
    private SubscribedTopicDescriber kafkaTopics;

    @Setup(Level.Trial)
    public void setUp() {
        AssignmentProblem full = problem(members, freeHolders(), null);
        Map<Integer, Uuid> ids = IntStream.range(0, TOPICS)
                .boxed()
                .collect(Collectors.toMap(t -> t, t -> new Uuid(1, t + 1L), (a, b) -> a, LinkedHashMap::new));
        kafkaTopics = describe(ids);
        if (change == Change.FULL) {
            problem = full;
            weightedProblem = problem(members, freeHolders(), weights(members));
            kafkaGroup = kafkaGroup(members, ids, null);
        } else {
            problem = afterJoin(null);
            weightedProblem = afterJoin(weights(members));
            kafkaGroup =
                    kafkaGroup(members, ids, kafkaAssignor.assign(kafkaGroup(members - 1, ids, null), kafkaTopics));
        }
    }

    @Benchmark
    public int[] shardbeat() {
        return assignor.assign(problem);
    }

    /** Members of four capacities, which Kafka's assignor does not know. */
    @Benchmark
    public int[] shardbeatWeighted() {
        return assignor.assign(weightedProblem);
    }

    @Benchmark
    public GroupAssignment kafka() {
        return kafkaAssignor.assign(kafkaGroup, kafkaTopics);
    }

    private int shardsPerTopic() {
        return members * shardsPerMember / TOPICS;
    }

    private int[] freeHolders() {
        int[] holder = new int[shardsPerTopic() * TOPICS];
        Arrays.fill(holder, AssignmentProblem.NOBODY);
        return holder;
    }

    private static int[] weights(int count) {
        return IntStream.range(0, count).map(m -> 1 + m % 4).toArray();
    }

    private AssignmentProblem afterJoin(int @Nullable [] weights) {
        int before = members - 1;
        int[] less = weights == null ? null : Arrays.copyOf(weights, before);
        return problem(members, assignor.assign(problem(before, freeHolders(), less)), weights);
    }

    private AssignmentProblem problem(int count, int[] holder, int @Nullable [] weights) {
        int[] topicOf =
                IntStream.range(0, holder.length).map(s -> s / shardsPerTopic()).toArray();
        int[][] subscribed = subscriptions == Subscriptions.HOMOGENEOUS
                ? null
                : IntStream.range(0, count).mapToObj(this::subscribed).toArray(int[][]::new);
        return new AssignmentProblem(count, TOPICS, topicOf, holder, subscribed, weights, null);
    }

    private int[] subscribed(int member) {
        if (subscriptions == Subscriptions.HOMOGENEOUS) {
            return IntStream.range(0, TOPICS).toArray();
        }
        int size = TOPICS / BUCKETS;
        int first = member % BUCKETS * size;
        return IntStream.range(first, Math.min(TOPICS, first + size + size / 4)).toArray();
    }

    private GroupSpecImpl kafkaGroup(int count, Map<Integer, Uuid> ids, @Nullable GroupAssignment current) {
        Map<String, MemberSubscriptionAndAssignmentImpl> group = new HashMap<>();
        Map<Uuid, Map<Integer, String>> owners = new HashMap<>();
        for (int m = 0; m < count; m++) {
            String name = "member-" + m;
            Assignment owned = current == null || !current.members().containsKey(name)
                    ? Assignment.EMPTY
                    : new Assignment(current.members().get(name).partitions());
            owned.partitions()
                    .forEach((topic, partitions) -> partitions.forEach(p ->
                            owners.computeIfAbsent(topic, t -> new HashMap<>()).put(p, name)));
            Set<Uuid> subscribed = new HashSet<>();
            Arrays.stream(subscribed(m)).forEach(t -> subscribed.add(ids.get(t)));
            group.put(
                    name,
                    new MemberSubscriptionAndAssignmentImpl(Optional.empty(), Optional.empty(), subscribed, owned));
        }
        return new GroupSpecImpl(group, kafkaType(), owners);
    }

    private SubscriptionType kafkaType() {
        return subscriptions == Subscriptions.HOMOGENEOUS
                ? SubscriptionType.HOMOGENEOUS
                : SubscriptionType.HETEROGENEOUS;
    }

    private SubscribedTopicDescriber describe(Map<Integer, Uuid> ids) {
        Set<Uuid> known = new HashSet<>(ids.values());
        return new SubscribedTopicDescriber() {
            @Override
            public int numPartitions(Uuid topic) {
                return known.contains(topic) ? shardsPerTopic() : -1;
            }

            @Override
            public Set<String> racksForPartition(Uuid topic, int partition) {
                return Set.of();
            }
        };
    }
}
