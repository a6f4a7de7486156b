package io.shardbeat.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedisPersistenceTest {
    @Test
    void aServerWithoutAnAppendOnlyFileIsNamed() {
        assertThat(RedisPersistence.problemIn("# Persistence\r\nloading:0\r\naof_enabled:0\r\n"))
                .hasValueSatisfying(text -> assertThat(text).contains("appendonly yes"));
        assertThat(RedisPersistence.problemIn("# Persistence\r\nloading:0\r\naof_enabled:1\r\n"))
                .isEmpty();
    }
}
