package io.shardbeat.load.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** Histograms of microseconds in JSON: a few percentiles to read, and all of it, encoded, to add up. */
final class Histograms {
    private Histograms() {}

    static Histogram sum(Histogram one, Histogram other) {
        Histogram sum = one.copy();
        sum.setAutoResize(true);
        sum.add(other);
        return sum;
    }

    /** Milliseconds at a percentile. */
    static double millis(Histogram histogram, double percentile) {
        return histogram.getValueAtPercentile(percentile) / 1_000.0;
    }

    static SimpleModule json() {
        return new SimpleModule()
                .addSerializer(Histogram.class, new Writer())
                .addDeserializer(Histogram.class, new Reader());
    }

    private static final class Writer extends JsonSerializer<Histogram> {
        @Override
        public void serialize(Histogram histogram, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeStartObject();
            json.writeNumberField("count", histogram.getTotalCount());
            for (double percentile : new double[] {50, 90, 99, 99.9}) {
                String name =
                        "p" + Double.toString(percentile).replace(".0", "").replace(".", "") + "Millis";
                json.writeNumberField(name, millis(histogram, percentile));
            }
            json.writeNumberField("maxMillis", histogram.getMaxValue() / 1_000.0);
            json.writeStringField("hdr", encode(histogram));
            json.writeEndObject();
        }

        private static String encode(Histogram histogram) {
            ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
            int length = histogram.encodeIntoCompressedByteBuffer(buffer);
            return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
        }
    }

    private static final class Reader extends JsonDeserializer<Histogram> {
        @Override
        public Histogram deserialize(JsonParser json, DeserializationContext context) throws IOException {
            try {
                byte[] bytes = Base64.getDecoder()
                        .decode(json.readValueAsTree().get("hdr").toString().replace("\"", ""));
                return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 0);
            } catch (DataFormatException e) {
                throw new IOException("no histogram at " + json.currentLocation(), e);
            }
        }
    }
}
