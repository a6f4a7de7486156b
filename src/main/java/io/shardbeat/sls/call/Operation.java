package io.shardbeat.sls.call;

import io.shardbeat.http.Answer;
import io.shardbeat.http.RawRequest;
import io.shardbeat.sls.wire.CallRefused;
import java.util.concurrent.CompletionStage;

/** One call of the API. Its request is known to be signed by somebody who may use the project. */
public interface Operation {
    /** Far above any body of a management call. */
    int SMALL_BODY_BYTES = 64 * 1024;

    /** May throw {@link CallRefused}, or complete with it. */
    CompletionStage<Answer> answer(Call call);

    /**
     * Whether the host says which project it is about. If not, the operation must itself ask {@link AccessControl} what
     * its caller may see.
     */
    default boolean namesProject(RawRequest request) {
        return true;
    }

    /** Whether the audit log is told of it: everything that makes, changes or deletes, but not the work of consumers. */
    default boolean isAudited(Call call) {
        return !call.request().method().equals("GET");
    }

    default int maxBodyBytes() {
        return SMALL_BODY_BYTES;
    }
}
