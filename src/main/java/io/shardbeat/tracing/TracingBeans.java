package io.shardbeat.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.shardbeat.coordinator.StoreTraces;
import io.shardbeat.http.Traces;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Whether requests are traced. */
final class TracingBeans {
    private TracingBeans() {}

    /** @param isOff whether nothing at all is to be traced: then OpenTelemetry is not even asked for */
    @Produces
    @Singleton
    static Traces traces(
            Instance<OpenTelemetry> telemetry, @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean isOff) {
        return isOff ? Traces.OFF : new OpenTelemetryTraces(telemetry.get());
    }

    @Produces
    @Singleton
    static StoreTraces storeTraces(
            Instance<OpenTelemetry> telemetry, @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean isOff) {
        return isOff ? StoreTraces.OFF : new StoreSpans(telemetry.get());
    }
}
