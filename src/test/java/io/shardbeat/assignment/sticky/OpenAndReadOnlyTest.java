package io.shardbeat.assignment.sticky;

import static io.shardbeat.assignment.AssignmentProblem.NOBODY;
import static org.assertj.core.api.Assertions.assertThat;

import io.shardbeat.assignment.AssignmentProblem;
import io.shardbeat.assignment.Assignor;
import io.shardbeat.testkit.Seeds;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Shards that take data balance among themselves, and so do those that are only read to their end. */
class OpenAndReadOnlyTest {
    private final Assignor assignor = new StickyBalancedAssignor();

    @Test
    void newcomersAfterEveryShardWasSplitAllHaveOpenOnes() {
        int[] holder = new int[12];
        Arrays.fill(holder, NOBODY);
        boolean[] readOnly = new boolean[12];
        Arrays.fill(readOnly, 0, 4, true);
        AssignmentProblem problem = new AssignmentProblem(4, 1, new int[12], holder, null, null, null, readOnly);

        Kinds kinds = new Kinds(problem, assignor.assign(problem));

        assertThat(kinds.open()).containsExactly(2, 2, 2, 2);
        assertThat(kinds.readOnly()).containsExactly(1, 1, 1, 1);
    }

    @Test
    void whoHasAnOpenShardMoreHasAReadOnlyOneLess() {
        boolean[] readOnly = {false, false, false, true};
        int[] holder = {NOBODY, NOBODY, NOBODY, 0};
        AssignmentProblem problem = new AssignmentProblem(2, 1, new int[4], holder, null, null, null, readOnly);

        int[] target = assignor.assign(problem);

        assertThat(Targets.moves(problem, target)).isZero();
        assertThat(Targets.loads(problem, target)).containsExactly(2, 2);
    }

    @Seeds(500)
    void bothKindsAndTheirSumDifferByAtMostOneInTotalAndEachKindPerTopic(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        AssignmentProblem problem = withRandomKinds(Problems.lopsided(random, 12, 8, 200), random);

        int[] target = assignor.assign(problem);

        assertThat(target).doesNotContain(NOBODY);
        assertThat(Targets.spread(Targets.loads(problem, target))).isLessThanOrEqualTo(1);
        Kinds kinds = new Kinds(problem, target);
        assertThat(Targets.hasBothBalances(kinds.openProblem(), kinds.openTarget()))
                .isTrue();
        assertThat(Targets.hasBothBalances(kinds.readOnlyProblem(), kinds.readOnlyTarget()))
                .isTrue();
    }

    @Seeds(500)
    void noBalancedTargetMovesFewerOpenShardsNorThenFewerReadOnlyOnesByBruteForce(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        AssignmentProblem problem = withRandomKinds(tiny(random), random);

        Kinds kinds = new Kinds(problem, assignor.assign(problem));

        assertThat(BruteForce.fewestMoves(kinds.openProblem(), t -> Targets.hasBothBalances(kinds.openProblem(), t)))
                .hasValue(Targets.moves(kinds.openProblem(), kinds.openTarget()));
        assertThat(BruteForce.fewestMoves(
                        kinds.readOnlyProblem(),
                        t -> Targets.hasBothBalances(kinds.readOnlyProblem(), t)
                                && Targets.spread(kinds.loadsWith(t)) <= 1))
                .hasValue(Targets.moves(kinds.readOnlyProblem(), kinds.readOnlyTarget()));
    }

    private static AssignmentProblem tiny(SplittableRandom random) {
        return random.nextBoolean() ? Problems.homogeneous(random, 4, 3, 9) : Problems.lopsided(random, 3, 3, 10);
    }

    @Seeds(500)
    void aBalancedGroupIsItsOwnTarget(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        AssignmentProblem even = withRandomKinds(anyProblem(random), random);
        AssignmentProblem problem = random.nextInt(3) == 0 ? Problems.withRandomWeights(even, random) : even;

        int[] target = assignor.assign(problem);

        assertThat(assignor.assign(Problems.withHolder(problem, target))).isEqualTo(target);
    }

    private static AssignmentProblem anyProblem(SplittableRandom random) {
        return random.nextBoolean() ? Problems.mixed(random, 8, 6, 60) : Problems.lopsided(random, 12, 8, 200);
    }

    @Seeds(500)
    void bothKindsAreTheQuotaOfTheWeightsRoundedDownOrUp(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        AssignmentProblem problem =
                Problems.withRandomWeights(withRandomKinds(Problems.lopsided(random, 12, 8, 200), random), random);

        Kinds kinds = new Kinds(problem, assignor.assign(problem));

        assertThat(Targets.hasBothBalances(kinds.openProblem(), kinds.openTarget()))
                .isTrue();
        assertThat(Targets.hasBothBalances(kinds.readOnlyProblem(), kinds.readOnlyTarget()))
                .isTrue();
    }

    @Seeds(500)
    void subscriptionsAreKeptToAndEachKindIsAsEvenAsTheyAllow(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        AssignmentProblem problem = withRandomKinds(Problems.mixed(random, 4, 4, 10), random);

        int[] target = assignor.assign(problem);

        assertThat(Targets.isLegal(problem, target)).isTrue();
        Kinds kinds = new Kinds(problem, target);
        assertThat(Targets.cost(kinds.openProblem(), kinds.openTarget()))
                .isEqualTo(BruteForce.leastCost(kinds.openProblem()));
        assertThat(Targets.cost(kinds.readOnlyProblem(), kinds.readOnlyTarget()))
                .isEqualTo(BruteForce.leastCost(kinds.readOnlyProblem()));
    }

    @Seeds(500)
    void pinnedShardsStayAndTheOthersOfTheirKindAreShared(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        AssignmentProblem problem =
                Problems.withRandomPins(withRandomKinds(Problems.lopsided(random, 6, 4, 60), random), random);

        int[] target = assignor.assign(problem);

        assertThat(target).doesNotContain(NOBODY);
        assertThat(Targets.isLegal(problem, target)).isTrue();
    }

    @Seeds(200)
    void allOpenOrAllReadOnlyIsAsIfThereWereNoKinds(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        AssignmentProblem problem = anyProblem(random);
        boolean[] all = new boolean[problem.shards()];
        Arrays.fill(all, random.nextBoolean());

        assertThat(assignor.assign(withKinds(problem, all))).isEqualTo(assignor.assign(problem));
    }

    @Test
    @Tag("scale")
    void tenThousandMembersAndAHundredThousandShardsAreBalancedAndSticky() {
        AssignmentProblem full = withRandomKinds(Problems.free(10_000, 100, 100_000), new SplittableRandom(1));

        int[] target = assignor.assign(full);

        assertThat(Targets.spread(Targets.loads(full, target))).isLessThanOrEqualTo(1);
        Kinds kinds = new Kinds(full, target);
        assertThat(Targets.spread(kinds.open())).isLessThanOrEqualTo(1);
        assertThat(Targets.spread(kinds.readOnly())).isLessThanOrEqualTo(1);
        assertThat(assignor.assign(Problems.withHolder(full, target))).isEqualTo(target);
    }

    private static AssignmentProblem withRandomKinds(AssignmentProblem p, SplittableRandom random) {
        int odds = random.nextInt(2, 6);
        boolean[] readOnly = new boolean[p.shards()];
        for (int s = 0; s < readOnly.length; s++) {
            readOnly[s] = random.nextInt(odds) == 0;
        }
        return withKinds(p, readOnly);
    }

    private static AssignmentProblem withKinds(AssignmentProblem p, boolean[] readOnly) {
        return new AssignmentProblem(
                p.members(), p.topics(), p.topicOf(), p.holder(), p.subscriptions(), p.weights(), p.pinned(), readOnly);
    }

    /** A problem and its target, each kind by itself. */
    private record Kinds(AssignmentProblem problem, int[] target) {
        int[] open() {
            return Targets.loads(openProblem(), openTarget());
        }

        int[] readOnly() {
            return Targets.loads(readOnlyProblem(), readOnlyTarget());
        }

        /** The sum of the open loads and those of a target of the read-only shards. */
        int[] loadsWith(int[] readOnlyTarget) {
            int[] loads = open();
            for (int member : readOnlyTarget) {
                loads[member]++;
            }
            return loads;
        }

        AssignmentProblem openProblem() {
            return of(false);
        }

        AssignmentProblem readOnlyProblem() {
            return of(true);
        }

        int[] openTarget() {
            return pick(target, false);
        }

        int[] readOnlyTarget() {
            return pick(target, true);
        }

        private AssignmentProblem of(boolean kind) {
            return new AssignmentProblem(
                    problem.members(),
                    problem.topics(),
                    pick(problem.topicOf(), kind),
                    pick(problem.holder(), kind),
                    problem.subscriptions(),
                    problem.weights(),
                    null);
        }

        private int[] pick(int[] values, boolean kind) {
            boolean[] readOnly = problem.readOnly();
            return IntStream.range(0, values.length)
                    .filter(s -> readOnly != null && readOnly[s] == kind)
                    .map(s -> values[s])
                    .toArray();
        }
    }
}
