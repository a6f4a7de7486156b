package io.shardbeat.group.plan;

import org.junit.jupiter.api.Tag;

/** The same properties of the groups behind those that a quick run looks at. */
@Tag("long")
class PlannerPropertiesOfManyGroupsTest extends PlannerPropertiesTest {
    @Override
    long first() {
        return 25 * super.block();
    }

    @Override
    int block() {
        return 140;
    }
}
