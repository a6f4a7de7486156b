package io.shardbeat.load.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.shardbeat.load.plan.Shards;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the few shapes that answers have, without a tree. */
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** {@code [0,1]}; {@code null} when it is something else. */
    static @Nullable Shards shards(byte[] body) {
        try (JsonParser json = FACTORY.createParser(body)) {
            return json.nextToken() == JsonToken.START_ARRAY ? numbers(json) : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** All that any {@code Partitions} lists; {@code null} when that is no list of numbers. */
    static @Nullable Shards partitions(byte[] body) {
        Shards all = Shards.NONE;
        try (JsonParser json = FACTORY.createParser(body)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.FIELD_NAME && json.currentName().equals("Partitions")) {
                    Shards some = json.nextToken() == JsonToken.START_ARRAY ? numbers(json) : null;
                    if (some == null) {
                        return null;
                    }
                    all = all.plus(some);
                }
            }
            return all;
        } catch (IOException e) {
            return null;
        }
    }

    /** The text of the first field of that name; {@code ""} when there is none, or no JSON. */
    static String text(byte[] body, String field) {
        try (JsonParser json = FACTORY.createParser(body)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.FIELD_NAME && json.currentName().equals(field)) {
                    json.nextToken();
                    return json.getText();
                }
            }
        } catch (IOException e) {
            return "";
        }
        return "";
    }

    private static @Nullable Shards numbers(JsonParser json) throws IOException {
        int[] numbers = new int[8];
        int size = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                return null;
            }
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * size);
            }
            numbers[size++] = json.getIntValue();
        }
        return Shards.of(Arrays.copyOf(numbers, size));
    }
}
