package io.shardbeat.load.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** The nodes, or what stands in front of them. */
public final class Targets {
    private final List<InetSocketAddress> addresses;

    private Targets(List<InetSocketAddress> addresses) {
        this.addresses = addresses;
    }

    /**
     * Resolves {@code host:port} each.
     *
     * @param remote whether others than this machine are allowed
     */
    public static Targets resolve(List<String> targets, boolean remote) {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (String target : targets) {
            InetSocketAddress address = resolve(target);
            if (!remote && !address.getAddress().isLoopbackAddress()) {
                throw new IllegalArgumentException(
                        target + " is not this machine: --allow-remote says that you mean to load it");
            }
            addresses.add(address);
        }
        return new Targets(List.copyOf(addresses));
    }

    private static InetSocketAddress resolve(String target) {
        int colon = target.lastIndexOf(':');
        try {
            int port = Integer.parseInt(target.substring(colon + 1));
            return new InetSocketAddress(InetAddress.getByName(target.substring(0, colon)), port);
        } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
            throw new IllegalArgumentException("target '" + target + "', expected host:port", e);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("target '" + target + "' has an unknown host", e);
        }
    }

    /** The target of a consumer, or of one that tries the next. */
    public InetSocketAddress at(int index) {
        return addresses.get(Math.floorMod(index, addresses.size()));
    }

    public int size() {
        return addresses.size();
    }
}
