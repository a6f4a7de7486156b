package io.shardbeat.ctl.api;

import java.io.IOException;

/** An answer longer than this program reads. */
final class AnswerTooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    AnswerTooLarge(int limit) {
        super("the answer is longer than " + limit + " bytes");
    }
}
