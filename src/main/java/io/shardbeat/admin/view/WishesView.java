package io.shardbeat.admin.view;

import io.shardbeat.group.GroupSnapshot;
import io.shardbeat.group.wish.Drain;
import io.shardbeat.group.wish.Note;
import io.shardbeat.group.wish.Pause;
import io.shardbeat.group.wish.Wishes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What operators want of a group, by kind and name.
 *
 * @param epoch of the group that was looked at
 */
public record WishesView(long epoch, List<WishView> wishes) {
    /**
     * @param kind {@code drain}, {@code departure}, {@code weight}, {@code pin}, {@code park} or {@code pause}
     * @param of the member or the shard; {@code null} for a pause
     * @param value the weight, the member of a pin, the mode of a pause, {@code left} or {@code evicted}
     * @param until when it ends by itself; {@code null} when it does not
     * @param by the id of the access key; {@code null} where none was needed
     * @param at when it was noted
     */
    public record WishView(
            String kind,
            @Nullable String of,
            @Nullable String value,
            @Nullable Instant until,
            @Nullable String by,
            @Nullable Instant at,
            String reason) {
        private static WishView of(
                String kind, @Nullable String of, @Nullable Object value, @Nullable Instant until, Note note) {
            return new WishView(
                    kind,
                    of,
                    value == null ? null : value.toString(),
                    until,
                    note.who().isEmpty() ? null : note.who(),
                    note.at(),
                    note.why());
        }
    }

    public static WishesView of(GroupSnapshot group) {
        Wishes wishes = group.wishes();
        List<WishView> all = new ArrayList<>();
        wishes.weights()
                .forEach((member, each) ->
                        all.add(WishView.of("weight", member.name(), each.value(), null, each.note())));
        wishes.pins()
                .forEach((shard, each) ->
                        all.add(WishView.of("pin", shard.toString(), each.member(), null, each.note())));
        wishes.drains().forEach((member, each) -> all.add(drain(member.name(), each)));
        wishes.departures()
                .forEach((member, each) ->
                        all.add(WishView.of("departure", member.name(), word(each.kind()), null, each.note())));
        wishes.parks()
                .forEach((shard, each) ->
                        all.add(WishView.of("park", shard.toString(), null, each.until(), each.note())));
        all.sort(Comparator.comparing(WishView::kind).thenComparing(each -> String.valueOf(each.of())));
        Pause pause = wishes.pause();
        if (pause != null) {
            all.add(0, WishView.of("pause", null, word(pause.mode()), pause.until(), pause.note()));
        }
        return new WishesView(group.epoch(), all);
    }

    private static WishView drain(String member, Drain drain) {
        return WishView.of("drain", member, null, drain.until(), drain.note());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
