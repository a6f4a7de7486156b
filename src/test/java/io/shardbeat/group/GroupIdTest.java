package io.shardbeat.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shardbeat.catalog.Namespace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupIdTest {
    private static final GroupId OF_A_LOGSTORE = new GroupId(new Namespace("sls", "shop"), "clicks", "billing");
    private static final GroupId OF_A_LOGSET = new GroupId(new Namespace("cls", "shop"), "", "billing");

    @Test
    void aPathNamesTheLogstoreIfThereIsOne() {
        assertThat(OF_A_LOGSTORE.path()).isEqualTo("sls/shop/clicks/billing");
        assertThat(OF_A_LOGSET.path()).isEqualTo("cls/shop/billing");
        assertThat(OF_A_LOGSET).hasToString("cls/shop/billing");
    }

    @Test
    void aPathIsReadAsItIsWritten() {
        assertThat(GroupId.parse(OF_A_LOGSTORE.path())).isEqualTo(OF_A_LOGSTORE);
        assertThat(GroupId.parse(OF_A_LOGSET.path())).isEqualTo(OF_A_LOGSET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cls/shop", "sls/shop/clicks/billing/more", "cls/shop/"})
    void whatIsNoPathIsRefused(String path) {
        assertThatThrownBy(() -> GroupId.parse(path)).isInstanceOf(IllegalArgumentException.class);
    }
}
