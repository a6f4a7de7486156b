package io.shardbeat.cls.call;

import io.shardbeat.cls.wire.ClsException;
import io.shardbeat.cls.wire.Reply;
import java.util.concurrent.CompletionStage;

/** An action of the API. Every bean of this type is served under its name. */
public interface Action {
    /** As callers write it. */
    String name();

    /** What it does to what is there. */
    Kind kind();

    /** Answers a call, or fails with {@link ClsException}, thrown or by way of the stage. */
    CompletionStage<Reply> run(Call call);

    /** What actions do. */
    enum Kind {
        READ,
        HEARTBEAT,
        /** Saves how far a consumer has got. */
        PROGRESS,
        /** Makes or changes a group: consumers do so when they start. */
        GROUP,
        /** Makes or deletes what no consumer does by itself. */
        ADMINISTRATION
    }
}
