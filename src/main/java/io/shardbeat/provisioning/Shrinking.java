package io.shardbeat.provisioning;

import io.shardbeat.catalog.Topic;
import io.shardbeat.declaration.Declaration;
import java.util.Collection;
import java.util.Optional;

/** Topics of which the file wants fewer shards than there are: nothing is taken away, and that is said. */
final class Shrinking {
    private Shrinking() {}

    /** Where the file does so first, and what it should say. */
    static Optional<String> in(Declaration declaration, Collection<Topic> existing) {
        for (Topic wanted : declaration.topics()) {
            for (Topic is : existing) {
                if (is.id().equals(wanted.id()) && is.declared() > wanted.declared()) {
                    return Optional.of(declaration.sizes().get(wanted.id()) + " is " + wanted.declared() + ", expected "
                            + is.declared() + " at least, which there are: a topic does not shrink");
                }
            }
        }
        return Optional.empty();
    }
}
