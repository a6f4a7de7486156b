package io.shardbeat.client;

import java.util.ArrayList;
import java.util.List;

/** Writes down what is begun and stopped; a stop ends when the test says so. */
final class RecordedListeners implements Listeners {
    final List<String> calls = new ArrayList<>();

    @Override
    public void start(int shard, long token) {
        calls.add("start " + shard + " with " + token);
    }

    @Override
    public void stop(int shard) {
        calls.add("stop " + shard);
    }

    List<String> take() {
        List<String> taken = List.copyOf(calls);
        calls.clear();
        return taken;
    }
}
