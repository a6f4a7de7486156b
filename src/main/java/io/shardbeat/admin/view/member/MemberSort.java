package io.shardbeat.admin.view.member;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** By what members can be listed. What is not known comes last. */
public final class MemberSort {
    private static final Comparator<MemberView> BY_NAME = Comparator.comparing(MemberView::name, NaturalOrder.OF_NAMES);
    private static final SortWords<MemberView> WORDS = new SortWords<>(BY_NAME)
            .with("name", BY_NAME)
            .with("lastHeartbeat", nullsLast(MemberView::lastHeartbeat))
            .with("leaseLeftMillis", nullsLast(MemberView::leaseLeftMillis))
            .with("intervalMillis", nullsLast(MemberView::intervalMillis))
            .with("joined", nullsLast(MemberView::joined))
            .with("granted", Comparator.comparing(MemberView::granted))
            .with("weight", Comparator.comparing(MemberView::weight));

    private MemberSort() {}

    private static <T extends Comparable<? super T>> Comparator<MemberView> nullsLast(Function<MemberView, T> of) {
        return Comparator.comparing(of, Comparator.nullsLast(Comparator.naturalOrder()));
    }

    public static List<String> words() {
        return WORDS.all();
    }

    /** The order that a word asks for, names in their natural order among equals; empty when it is none. */
    public static Optional<Comparator<MemberView>> of(String word) {
        return WORDS.of(word);
    }
}
