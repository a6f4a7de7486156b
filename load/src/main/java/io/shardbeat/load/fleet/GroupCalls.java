package io.shardbeat.load.fleet;

import io.netty.channel.EventLoop;
import io.shardbeat.load.net.HttpConnection;
import io.shardbeat.load.plan.GroupSpec;
import io.shardbeat.load.protocol.Answer;
import io.shardbeat.load.protocol.Dialect;
import io.shardbeat.load.protocol.Reply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Creates and deletes groups through the protocols, one after the other. */
public final class GroupCalls {
    private static final int TRIES = 5;
    private static final long PAUSE_MILLIS = 300;

    private final EventLoop loop;
    private final Endpoint endpoint;
    private final HttpConnection connection;

    public GroupCalls(EventLoop loop, Endpoint endpoint) {
        this.loop = loop;
        this.endpoint = endpoint;
        connection = new HttpConnection(loop, endpoint.targets(), 0);
    }

    /** Creates the group, or sets its timeout where it is there. */
    public void create(GroupSpec group) throws InterruptedException {
        Dialect dialect = dialect(group);
        Answer answer = call(dialect, dialect.create());
        if (answer.kind() == Answer.Kind.EXISTS) {
            answer = call(dialect, dialect.update());
        }
        if (answer.kind() != Answer.Kind.DONE) {
            throw new IllegalStateException("cannot create " + group.protocol() + " group " + group.name() + " of "
                    + group.namespace() + "/" + group.topic() + ": " + answer.code()
                    + "; is the topic in the nodes' catalog file? 'run catalog' prints what belongs there");
        }
    }

    /** Deletes the group; whether it is gone. */
    public boolean delete(GroupSpec group) throws InterruptedException {
        Dialect dialect = dialect(group);
        return call(dialect, dialect.delete()).kind() == Answer.Kind.DONE;
    }

    public void close() {
        loop.execute(connection::abort);
    }

    private Dialect dialect(GroupSpec group) {
        return Dialect.of(group, endpoint.key(), endpoint.slsSigning());
    }

    /** Tries again where nobody answered: the next target may. */
    private Answer call(Dialect dialect, byte[] request) throws InterruptedException {
        String failure = "";
        for (int i = 0; i < TRIES; i++) {
            CompletableFuture<Reply> reply = new CompletableFuture<>();
            loop.execute(() -> connection.send(request, completing(reply)));
            try {
                return dialect.read(reply.get(endpoint.requestTimeout().toMillis(), TimeUnit.MILLISECONDS));
            } catch (ExecutionException e) {
                failure = String.valueOf(e.getCause() == null ? e : e.getCause().getMessage());
            } catch (TimeoutException e) {
                failure = "no answer in time";
                loop.execute(() -> connection.fail("no answer in time"));
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return Answer.failed(failure);
    }

    private static HttpConnection.Listener completing(CompletableFuture<Reply> future) {
        return new HttpConnection.Listener() {
            @Override
            public void answered(Reply reply) {
                future.complete(reply);
            }

            @Override
            public void failed(String reason) {
                future.completeExceptionally(new IllegalStateException(reason));
            }
        };
    }
}
