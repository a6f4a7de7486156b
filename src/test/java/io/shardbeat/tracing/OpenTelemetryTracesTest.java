package io.shardbeat.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.shardbeat.coordinator.StoreTraces;
import io.shardbeat.coordinator.StoreTraces.StoreTrace;
import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.http.Answer;
import io.shardbeat.http.Outcome;
import io.shardbeat.http.Traces.Ending;
import io.shardbeat.http.Traces.Trace;
import io.shardbeat.http.Upstream;
import io.shardbeat.testkit.wire.SampleRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OpenTelemetryTracesTest {
    private static final SampleRequest BEAT =
            SampleRequest.of("POST", "/logstores/l/consumergroups/g?type=heartbeat&consumer=c&Signature=SIGNED");
    private static final String CALLER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final List<SpanData> spans = new ArrayList<>();
    private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(new Kept()))
                    .build())
            .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
            .build();
    private final OpenTelemetryTraces traces = new OpenTelemetryTraces(sdk);

    private final class Kept implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> more) {
            spans.addAll(more);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    @Test
    void aSpanNamesDialectCallAndOutcome() {
        begin(BEAT).answered("HeartBeat", answer(200, Outcome.OK));

        SpanData span = spans.get(0);
        assertThat(span.getName()).isEqualTo("sls HeartBeat");
        assertThat(span.getKind()).isEqualTo(SpanKind.SERVER);
        assertThat(text(span, "shardbeat.dialect")).isEqualTo("sls");
        assertThat(text(span, "shardbeat.call")).isEqualTo("HeartBeat");
        assertThat(text(span, "shardbeat.outcome")).isEqualTo("ok");
        assertThat(text(span, "shardbeat.request_id")).isEqualTo("A1");
        assertThat(span.getAttributes().get(AttributeKey.longKey("http.response.status_code")))
                .isEqualTo(200);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    void noQueryNoHeaderAndNoBodyIsInASpan() {
        SampleRequest request = BEAT.header("Authorization", "LOG SIGNED").body("[\"SIGNED\"]");
        begin(request).answered("HeartBeat", answer(200, Outcome.OK));

        assertThat(spans.get(0).toString()).doesNotContain("SIGNED").contains("/logstores/l/consumergroups/g");
    }

    @Test
    void aSpanIsBelowTheOneThatTheRequestNames() {
        begin(BEAT.header("traceparent", CALLER)).answered("HeartBeat", answer(200, Outcome.OK));

        assertThat(spans.get(0).getTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(spans.get(0).getParentSpanId()).isEqualTo("b7ad6b7169203331");
    }

    @Test
    void aTraceparentThatIsNoneBeginsATraceOfItsOwn() {
        begin(BEAT.header("traceparent", "00-xyz-\t-01")).answered("HeartBeat", answer(200, Outcome.OK));

        assertThat(spans.get(0).getParentSpanContext().isValid()).isFalse();
    }

    @Test
    void whatTheServerMustMendIsAnErrorAlsoWhereItsStatusIs200() {
        begin(BEAT).answered("SendConsumerHeartbeat", answer(200, Outcome.STORE_UNAVAILABLE));
        begin(BEAT).answered("SendConsumerHeartbeat", answer(401, Outcome.UNAUTHENTICATED));

        assertThat(spans)
                .extracting(span -> span.getStatus().getStatusCode())
                .containsExactly(StatusCode.ERROR, StatusCode.UNSET);
    }

    @Test
    void aRequestWithoutAnAnswerEndsItsSpan() {
        begin(BEAT).abandoned();

        assertThat(spans.get(0).hasEnded()).isTrue();
        assertThat(text(spans.get(0), "shardbeat.outcome")).isEqualTo("abandoned");
        assertThat(spans.get(0).getName()).isEqualTo("sls");
    }

    @Test
    void aLongPathIsCutAndCannotWriteALine() {
        begin(BEAT.path("/a\nb" + "c".repeat(40_000))).answered("", answer(404, Outcome.MALFORMED));

        assertThat(text(spans.get(0), "url.path")).hasSizeLessThan(320).doesNotContain("\n");
    }

    @Test
    void aCallOfTheStoreIsBelowItsRequestAndWhatHangsOnItsEndIsToo() {
        StoreSpans store = new StoreSpans(sdk);
        Span request = sdk.getTracer("test").spanBuilder("sls HeartBeat").startSpan();
        assertThat(store.begin("sweep_bucket")).as("of no request").isNull();
        CurrentSpan.during(
                request,
                () -> begun(store, "renew_lease")
                        .ended(
                                null,
                                () -> begun(store, "HGET")
                                        .ended(
                                                StoreUnavailableException.damaged("a key", new IllegalStateException()),
                                                () -> {})));
        assertThat(CurrentSpan.get()).as("afterwards").isNull();

        assertThat(spans).extracting(SpanData::getName).containsExactly("redis renew_lease", "redis HGET");
        assertThat(spans)
                .extracting(SpanData::getParentSpanId)
                .containsOnly(request.getSpanContext().getSpanId());
        assertThat(spans.get(0).getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(text(spans.get(1), "error.type")).isEqualTo("damaged");
    }

    private static StoreTrace begun(StoreTraces traces, String call) {
        return Objects.requireNonNull(traces.begin(call));
    }

    @Test
    void whatIsPassedOnNamesItsUpstream() {
        Trace trace = begin(BEAT);
        trace.passedOnTo(new Upstream("logs.internal", 8443, true));
        trace.ended(new Ending("upstream", 502, "answered", "", true));

        assertThat(spans.get(0).getName()).isEqualTo("sls upstream");
        assertThat(text(spans.get(0), "server.address")).isEqualTo("logs.internal");
        assertThat(spans.get(0).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    private Trace begin(SampleRequest request) {
        return traces.begin("sls", request.raw());
    }

    private static Answer answer(int status, Outcome outcome) {
        return new Answer(status, "application/json", List.of(Map.entry("x-log-requestid", "A1")), new byte[0])
                .saying(outcome);
    }

    private static String text(SpanData span, String key) {
        return String.valueOf(span.getAttributes().get(AttributeKey.stringKey(key)));
    }
}
