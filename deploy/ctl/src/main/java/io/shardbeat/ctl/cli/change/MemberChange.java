package io.shardbeat.ctl.cli.change;

import picocli.CommandLine.Parameters;

/** A change about one member. */
abstract class MemberChange extends Change {
    @Parameters(index = "1", paramLabel = "MEMBER")
    private String member;

    final String member() {
        return member;
    }

    final String address(String part) {
        return group().address("members", member, part);
    }

    final String what(String verb) {
        return verb + " member " + member + " of " + group();
    }
}
