package io.shardbeat.admin.view;

import io.shardbeat.admin.view.member.NaturalOrder;
import io.shardbeat.admin.view.member.SortWords;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** By what groups can be listed. */
public final class GroupSort {
    private static final Comparator<GroupRow> BY_PATH = Comparator.comparing(GroupRow::path, NaturalOrder.OF_NAMES);
    private static final SortWords<GroupRow> WORDS = new SortWords<>(BY_PATH)
            .with("path", BY_PATH)
            .with("name", Comparator.comparing(GroupRow::name, NaturalOrder.OF_NAMES))
            // Those that need somebody first.
            .with("state", Comparator.comparing(row -> GroupList.STATES.indexOf(row.state())))
            .with("members", Comparator.comparing(GroupRow::members))
            .with("handOvers", Comparator.comparing(GroupRow::handOvers))
            .with("epoch", Comparator.comparing(GroupRow::epoch));

    private GroupSort() {}

    public static List<String> words() {
        return WORDS.all();
    }

    /** The order that a word asks for, paths in their natural order among equals; empty when it is none. */
    public static Optional<Comparator<GroupRow>> of(String word) {
        return WORDS.of(word);
    }
}
