package io.shardbeat.load.fleet;

import io.shardbeat.load.net.HttpConnection;
import io.shardbeat.load.plan.Shards;
import java.util.concurrent.TimeUnit;

/** What befalls every consumer in the same way. How it beats and works is its own. */
abstract class Process implements Driven, HttpConnection.Listener {
    static final String TIMEOUT = "no answer in time";

    final Group group;
    final int member;
    final HttpConnection connection;

    private State state = State.DOWN;
    /** Another one for each life; timers of an older one do nothing. */
    private int life;

    enum State {
        UP,
        DOWN,
        PAUSED,
        CUT
    }

    Process(Group group, int member, HttpConnection connection) {
        this.group = group;
        this.member = member;
        this.connection = connection;
        group.enrols();
    }

    /** The shards it works on now. */
    abstract Shards working();

    abstract boolean isUnderWay();

    /** It has come up, and holds nothing. */
    abstract void begin();

    /** It goes on where it stood still. */
    abstract void goOn();

    /** What is under way says nothing about the server any more; what has not been sent is not sent. */
    abstract void interrupt();

    /** What was under way is forgotten. */
    abstract void forget();

    final boolean is(State asked) {
        return state == asked;
    }

    @Override
    public final void start() {
        if (state == State.DOWN) {
            state = State.UP;
            group.lane.live++;
            group.judge.starts(member);
            begin();
        }
    }

    @Override
    public final void kill() {
        if (state != State.DOWN) {
            group.failovers.killed(member, group.judge.heldBy(member), group.now());
            end();
        }
    }

    @Override
    public final void end() {
        if (state == State.DOWN) {
            return;
        }
        group.lane.live--;
        group.overlaps.stops(member, working(), group.now());
        connection.abort();
        if (isUnderWay()) {
            group.judge.isUnanswered(member);
        }
        forget();
        leave(State.DOWN);
    }

    @Override
    public final void pause() {
        if (state == State.UP) {
            connection.reads(false);
            interrupt();
            group.overlaps.stops(member, working(), group.now());
            leave(State.PAUSED);
        }
    }

    @Override
    public final void resume() {
        if (state == State.PAUSED) {
            state = State.UP;
            group.overlaps.starts(member, working(), group.now());
            connection.reads(true);
            goOn();
        }
    }

    @Override
    public final void cut() {
        if (state == State.UP) {
            state = State.CUT;
            interrupt();
        }
    }

    @Override
    public final void heal() {
        if (state == State.CUT) {
            state = State.UP;
        }
    }

    private void leave(State next) {
        state = next;
        life++;
    }

    /** Does it then, if it still lives this life. */
    final void at(long nanos, Runnable action) {
        int mine = life;
        var unused = group.loop()
                .schedule(
                        () -> {
                            if (mine == life) {
                                action.run();
                            }
                        },
                        nanos - group.now(),
                        TimeUnit.NANOSECONDS);
    }
}
