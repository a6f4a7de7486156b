package io.shardbeat;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.shardbeat.config.check.StartFailures;

/** Starts the node, once what is read before any setting has been set. */
@QuarkusMain
public final class Main {
    private Main() {}

    public static void main(String... args) {
        // Otherwise a target with a broken percent escape is answered before any protocol can be asked.
        System.setProperty("vertx.disableURIValidation", "true");
        Quarkus.run(null, StartFailures::end, args);
    }
}
