package io.shardbeat.it.client;

import io.shardbeat.testkit.Endpoint;
import io.shardbeat.testkit.wire.RawHttp;
import io.shardbeat.testkit.wire.RawHttp.Response;
import io.shardbeat.testkit.wire.SampleRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Requests that come at one time, each over a connection of its own. */
public final class Crowd {
    private Crowd() {}

    /** @param took from before the connection was made until all of the answer was there */
    public record Answered(Response response, Duration took) {}

    /** Sends the request so many times at once, and waits for all answers. */
    public static List<Answered> of(int size, Endpoint node, SampleRequest request) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(size);
        try {
            List<Future<Answered>> answers = IntStream.range(0, size)
                    .mapToObj(i -> threads.submit(() -> send(node, request)))
                    .toList();
            List<Answered> all = new ArrayList<>();
            for (Future<Answered> answer : answers) {
                all.add(answer.get());
            }
            return all;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Answered send(Endpoint node, SampleRequest request) {
        long start = System.nanoTime();
        Response response = RawHttp.send(node.port(), request);
        return new Answered(response, Duration.ofNanos(System.nanoTime() - start));
    }
}
