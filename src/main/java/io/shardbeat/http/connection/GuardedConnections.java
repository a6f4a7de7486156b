package io.shardbeat.http.connection;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.WriteBufferWaterMark;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.Http1xServerConnection;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Puts a guard on each connection that is accepted, on whatever port. Netty finds this class as a service; Quarkus and
 * Vert.x give nobody access to a connection before its first request.
 */
public final class GuardedConnections extends ChannelInitializerExtension {
    private static volatile @Nullable Settings settings;

    /**
     * @param managementPort probes have room of their own: no stranger comes to that port, and none may keep them out
     */
    record Settings(
            ConnectionRules rules,
            ConnectionCount clients,
            int managementPort,
            ConnectionCount management,
            ConnectionCount longHeads,
            LateHeads lateHeads) {
        ConnectionCount count(boolean isManagement) {
            return isManagement ? management : clients;
        }
    }

    /** Must come before the first server is started. */
    static void use(Settings those) {
        settings = those;
        System.setProperty(EXTENSIONS_SYSTEM_PROPERTY, "serviceload");
    }

    /** To be told of each request as soon as its head is read: of HTTP/1, the first one puts up the gate for the others. */
    public static void seeRequest(HttpConnection connection) {
        if (connection instanceof Http1xServerConnection server) {
            ConnectionGuard guard = ConnectionGuard.of(server);
            if (guard != null && !guard.isGated()) {
                RequestGate.putUp(server.channelHandlerContext(), guard);
            }
        }
    }

    @Override
    public void postInitializeServerChildChannel(Channel connection) {
        Settings using = settings;
        if (using == null) {
            return;
        }
        boolean isManagement =
                connection.localAddress() instanceof InetSocketAddress at && at.getPort() == using.managementPort;
        connection
                .config()
                .setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator(64, 2048, ConnectionRules.MOST_READ_BYTES))
                .setWriteBufferWaterMark(new WriteBufferWaterMark(
                        ConnectionRules.MOST_WAITING_BYTES / 2, ConnectionRules.MOST_WAITING_BYTES));
        connection
                .pipeline()
                .addFirst(
                        new ConnectionGuard(using.rules, using.count(isManagement), using.longHeads, using.lateHeads));
    }
}
