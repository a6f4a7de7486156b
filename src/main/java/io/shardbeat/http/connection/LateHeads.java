package io.shardbeat.http.connection;

import io.netty.handler.codec.http.FullHttpResponse;
import jakarta.inject.Singleton;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What an HTTP/1 peer gets whose headers do not come to their end. Until something is set, its connection just ends. */
@Singleton
public class LateHeads {
    private volatile Supplier<@Nullable FullHttpResponse> answer = () -> null;

    public void answeredBy(Supplier<@Nullable FullHttpResponse> answer) {
        this.answer = answer;
    }

    @Nullable FullHttpResponse answer() {
        return answer.get();
    }
}
