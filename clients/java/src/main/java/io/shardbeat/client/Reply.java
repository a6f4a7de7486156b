package io.shardbeat.client;

/** What became of a turn of heartbeats. */
sealed interface Reply {
    <R> R fold(Cases<R> cases);

    interface Cases<R> {
        R granted(Grant grant);

        R unknownMember();

        R unknownGroup();

        R failed(String reason);
    }

    /** The coordinator knows the member. */
    record Granted(Grant grant) implements Reply {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.granted(grant);
        }
    }

    /** {@code NotExistConsumerWithBody}: it has expired the member, which must empty itself to join again. */
    record UnknownMember() implements Reply {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.unknownMember();
        }
    }

    /** {@code ConsumerGroupNotExist}. */
    record UnknownGroup() implements Reply {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.unknownGroup();
        }
    }

    /** No node answered, or each with an error that proves nothing about the member. */
    record Failed(String reason) implements Reply {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.failed(reason);
        }
    }
}
