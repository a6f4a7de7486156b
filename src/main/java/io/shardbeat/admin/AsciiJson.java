package io.shardbeat.admin;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/**
 * Writes what is not ASCII as {@code \\u202e}, which is the same JSON: names of consumers are anybody's, and must not turn
 * the text around in a terminal.
 */
@Singleton
public class AsciiJson implements ObjectMapperCustomizer {
    @Override
    public void customize(ObjectMapper mapper) {
        mapper.configure(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature(), true);
    }
}
