package io.shardbeat.coordinator.heartbeat;

import io.shardbeat.coordinator.StoreUnavailableException;
import io.shardbeat.coordinator.groups.Groups;

/** How a heartbeat ends. Failures of the store are exceptions: see {@link StoreUnavailableException}. */
public sealed interface HeartbeatOutcome {
    <R> R fold(Cases<R> cases);

    /** One answer per outcome, so that a new outcome does not compile until every dialect answers it. */
    interface Cases<R> {
        R granted(Granted granted);

        R unknownGroup();

        R unknownMember();

        R tooManyMembers(int most);

        R reportTooLarge(int mostBytes);
    }

    /**
     * The lease is renewed.
     *
     * @param epoch the group's epoch; orders grants
     * @param grant what the member may hold, encoded by the dialect's codec; must not be changed
     */
    record Granted(long epoch, byte[] grant) implements HeartbeatOutcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.granted(this);
        }
    }

    /** The group does not exist; {@link Groups#missing} tells whether what it lives in does. */
    record UnknownGroup() implements HeartbeatOutcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.unknownGroup();
        }
    }

    /** The member is not known and reports shards: it must empty itself first. */
    record UnknownMember() implements HeartbeatOutcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.unknownMember();
        }
    }

    /** The member is not known, and the group has as many as it may have. */
    record TooManyMembers(int most) implements HeartbeatOutcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.tooManyMembers(most);
        }
    }

    /** The report has more bytes than one may have, although it only names what there is. */
    record ReportTooLarge(int mostBytes) implements HeartbeatOutcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.reportTooLarge(mostBytes);
        }
    }
}
