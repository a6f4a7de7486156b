package io.shardbeat.coordinator;

/** What the store says to a heartbeat. */
public sealed interface BeatReply {
    <R> R fold(Cases<R> cases);

    /**
     * One answer per reply, so that a new reply does not compile until it is answered: taken for another one it could tell
     * a client to drop everything.
     */
    interface Cases<R> {
        R known(Known known);

        R unsettled();

        R noGroup();

        R noMember();

        R full(int most);

        R reportTooLarge(int mostBytes);
    }

    /**
     * The lease is renewed.
     *
     * @param epoch the group's epoch
     * @param grant the encoded grant; must not be changed
     * @param pending whether no pass has included the member yet
     * @param due whether the group became due: a pass now would change something
     */
    record Known(long epoch, byte[] grant, boolean pending, boolean due) implements BeatReply {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.known(this);
        }
    }

    /**
     * The lease is renewed, but the store has lost writes and what the member may hold is not certain yet. A pass now may
     * settle it; until then the member must be told neither that it may go on nor that it must stop.
     */
    record Unsettled() implements BeatReply {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.unsettled();
        }
    }

    /** There is no such group. */
    record NoGroup() implements BeatReply {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.noGroup();
        }
    }

    /** The report is bigger than one may be. Nothing changed. */
    record ReportTooLarge(int mostBytes) implements BeatReply {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.reportTooLarge(mostBytes);
        }
    }

    /** There is no such member, and the group has as many as it may have. Nothing changed. */
    record Full(int most) implements BeatReply {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.full(most);
        }
    }

    /** There is no such member, and its report lists shards. Nothing changed. */
    record NoMember() implements BeatReply {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.noMember();
        }
    }
}
