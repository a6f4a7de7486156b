package io.shardbeat.load.cli;

import io.shardbeat.load.plan.ClientKind;
import picocli.CommandLine.ITypeConverter;

/** Reads the name of a library. */
final class ClientConverter implements ITypeConverter<ClientKind> {
    private ClientConverter() {}

    @Override
    public ClientKind convert(String word) {
        return ClientKind.parse(word);
    }
}
