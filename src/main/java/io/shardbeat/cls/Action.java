package io.shardbeat.cls;

import java.util.concurrent.CompletionStage;

/** An action of the API. Every bean of this type is served under its name. */
public interface Action {
    /** As callers write it. */
    String name();

    /** Answers a call, or fails with {@link ClsException}, thrown or by way of the stage. */
    CompletionStage<Reply> run(Call call);
}
