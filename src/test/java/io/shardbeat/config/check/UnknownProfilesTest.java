package io.shardbeat.config.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnknownProfilesTest {
    private static final List<String> NONE = List.of();

    @Test
    void aMisspeltOneIsNamedWithTheOneThatWasMeant() {
        assertThat(UnknownProfiles.lines(List.of("prodd"), NONE, NONE))
                .containsExactly(
                        "quarkus.profile is \"prodd\", and nothing is set for that profile, did you mean prod?");
        assertThat(UnknownProfiles.lines(List.of("stagin"), List.of("%staging.quarkus.http.port"), NONE))
                .singleElement()
                .asString()
                .endsWith("did you mean staging?");
    }

    @Test
    void oneThatIsNearNoneIsNamed() {
        assertThat(UnknownProfiles.lines(List.of("blue"), NONE, NONE))
                .containsExactly(
                        "quarkus.profile is \"blue\", and nothing is set for that profile: no key begins with %blue.");
    }

    @Test
    void theUsualOnesAndThoseWithSettingsAreKnown() {
        assertThat(UnknownProfiles.lines(List.of("prod", "dev", "test"), NONE, NONE))
                .isEmpty();
        assertThat(UnknownProfiles.lines(List.of("blue"), List.of("%green,blue.quarkus.http.port"), NONE))
                .isEmpty();
        assertThat(UnknownProfiles.lines(
                        List.of("blue"),
                        NONE,
                        List.of("Properties[source=file:/a/config/application-blue.properties]")))
                .isEmpty();
    }
}
