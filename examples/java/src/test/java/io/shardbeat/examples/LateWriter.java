package io.shardbeat.examples;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that has shard 0 by token 5, writes, is frozen, and writes again. */
final class LateWriter {
    private LateWriter() {}

    public static void main(String[] args) throws Exception {
        try (FencedSink sink = new FencedSink(args[0])) {
            sink.claim(0, 5);
            sink.write(0, 5, 1, List.of("in time"));
            System.out.println("ready");
            TimeUnit.SECONDS.sleep(1);
            sink.write(0, 5, 2, List.of("late"));
            System.out.println("stored");
        } catch (FencedOffException e) {
            System.out.println(e.getMessage());
        }
    }
}
