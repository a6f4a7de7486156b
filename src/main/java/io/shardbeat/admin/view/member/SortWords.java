package io.shardbeat.admin.view.member;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The words that a listing can be sorted by; a minus before one turns its order round. */
public final class SortWords<T> {
    private final Map<String, Comparator<T>> orders = new LinkedHashMap<>();
    private final Comparator<T> amongEquals;

    /** @param amongEquals the order of those that a word does not tell apart, never turned round */
    public SortWords(Comparator<T> amongEquals) {
        this.amongEquals = amongEquals;
    }

    public SortWords<T> with(String word, Comparator<T> order) {
        orders.put(word, order);
        return this;
    }

    public List<String> all() {
        return List.copyOf(orders.keySet());
    }

    /** The order that a word asks for; empty when it is none. */
    public Optional<Comparator<T>> of(String word) {
        boolean turned = word.startsWith("-");
        return Optional.ofNullable(orders.get(turned ? word.substring(1) : word))
                .map(order -> (turned ? order.reversed() : order).thenComparing(amongEquals));
    }
}
