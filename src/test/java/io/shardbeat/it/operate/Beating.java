package io.shardbeat.it.operate;

import io.shardbeat.it.client.Consumer;
import io.shardbeat.testkit.Endpoint;

/** A consumer that beats every second and lets go when told, until it is closed: then it is silent, as one that died. */
final class Beating implements AutoCloseable {
    private final Thread thread;

    Beating(Consumer consumer, Endpoint node) {
        thread = new Thread(() -> beat(consumer, node), "beating");
        thread.setDaemon(true);
        thread.start();
    }

    private static void beat(Consumer consumer, Endpoint node) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                consumer.beat(node);
                consumer.letsGo();
            } catch (Exception e) {
                return;
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
