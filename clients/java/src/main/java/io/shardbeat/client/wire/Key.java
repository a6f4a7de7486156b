package io.shardbeat.client.wire;

/**
 * An access key of the coordinator.
 *
 * @param id what the coordinator knows it by
 * @param secret what signs, and is never sent
 */
public record Key(String id, String secret) {
    public Key {
        if (id.isBlank() || secret.isBlank()) {
            throw new IllegalArgumentException("the id and the secret of an access key must not be blank");
        }
    }

    @Override
    public String toString() {
        return id;
    }
}
