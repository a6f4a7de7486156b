package io.shardbeat.load.judge;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tenures of each shard: all open ones, and the last few that ended. */
final class Tenures {
    private static final int ENDED_KEPT = 4;

    private final List<List<Tenure>> byShard = new ArrayList<>();

    Tenure begin(int member, int shard, long epoch) {
        while (byShard.size() <= shard) {
            byShard.add(new ArrayList<>(2));
        }
        List<Tenure> all = byShard.get(shard);
        Tenure begun = new Tenure(member, shard, epoch);
        all.add(begun);
        if (all.size() > ENDED_KEPT) {
            forgetOldest(all);
        }
        return begun;
    }

    private static void forgetOldest(List<Tenure> all) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).stage == Tenure.Stage.ENDED) {
                all.remove(i);
                return;
            }
        }
    }

    List<Tenure> of(int shard) {
        return shard < byShard.size() ? byShard.get(shard) : List.of();
    }

    @Nullable Tenure openOf(int member, int shard) {
        for (Tenure tenure : of(shard)) {
            if (tenure.member == member && tenure.stage != Tenure.Stage.ENDED) {
                return tenure;
            }
        }
        return null;
    }
}
