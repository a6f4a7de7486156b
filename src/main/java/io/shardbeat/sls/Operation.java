package io.shardbeat.sls;

import io.shardbeat.http.Answer;
import java.util.concurrent.CompletionStage;

/** One call of the API. Its request is known to be signed by somebody who may use the project. */
interface Operation {
    /** Far above any body of a management call. */
    int SMALL_BODY_BYTES = 64 * 1024;

    /** May throw {@link CallRefused}, or complete with it. */
    CompletionStage<Answer> answer(Call call);

    default int maxBodyBytes() {
        return SMALL_BODY_BYTES;
    }
}
