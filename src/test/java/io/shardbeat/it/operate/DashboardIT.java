package io.shardbeat.it.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.aliyun.openservices.log.http.signer.SignVersion;
import io.shardbeat.assignment.ShardSet;
import io.shardbeat.it.client.Cloud;
import io.shardbeat.it.client.Consumer;
import io.shardbeat.it.client.SlsCloud;
import io.shardbeat.testkit.BeatObserver;
import io.shardbeat.testkit.Fixtures;
import io.shardbeat.testkit.process.Node;
import io.shardbeat.testkit.process.RedisProcess;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The dashboard of the packaged node in a real browser, as an operator uses it. */
@Tag("alone")
class DashboardIT {
    private static final RedisProcess REDIS = new RedisProcess();
    private static final Node NODE = Node.on(REDIS.uri());
    private static final Cloud CLOUD = new SlsCloud(SignVersion.V1);
    private static final int TIMEOUT_SECONDS = 5;
    private static final BeatObserver NOBODY = new BeatObserver() {
        @Override
        public void sends(String member, ShardSet report) {}

        @Override
        public void isAnswered(String member, ShardSet grant, long epoch) {}
    };

    private static Browser browser;

    private final List<Beating> beating = new ArrayList<>();

    @BeforeAll
    static void start() {
        assumeTrue(Browser.isInstalled(), "no Chromium here: Debian's packages chromium and chromium-driver have it");
        REDIS.start();
        NODE.start().awaitReady();
        browser = new Browser();
        browser.open("http://localhost:" + NODE.port() + "/ui");
        signIn("guess");
        browser.awaitText("#login-note", "secret");
        signIn(Fixtures.SECRET);
        browser.awaitText("#status", "live");
        browser.errors();
    }

    private static void signIn(String secret) {
        browser.type("#key-id", Fixtures.ADMIN_KEY);
        browser.type("#key-secret", secret);
        browser.click("#login button");
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
            NODE.close();
            REDIS.close();
        }
    }

    @BeforeEach
    void goHome() {
        browser.scheme("light");
        browser.go("#/");
        browser.awaitText("h1", "Groups");
    }

    @AfterEach
    void thePageHasNoErrors() throws InterruptedException {
        for (Beating consumer : beating) {
            consumer.close();
        }
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void membersJoinAndExpireWhileOneLooksAndTypes() throws Exception {
        String group = group("watched");
        joins(group, "worker-2");
        open(group);
        browser.awaitText("#members", "worker-2");
        browser.awaitText("h1", "stable");
        browser.focus("#jump");
        long asked = browser.answers("/admin/v1/");
        Beating other = joins(group, "worker-10");
        browser.awaitText("#members", "worker-2", "worker-10");
        browser.awaitText("#history", "worker-10 joined");
        assertThat(browser.text("#members tbody"))
                .as("counted as people do")
                .containsSubsequence("worker-2", "worker-10");
        other.close();
        browser.awaitText("#history", "worker-10 expired");
        browser.awaitNoText("#members", "worker-10");
        assertThat(browser.focused()).as("after all these changes").isEqualTo("jump");
        assertThat(browser.answers("/admin/v1/"))
                .as("asked for since: the stream tells all")
                .isEqualTo(asked);
    }

    /** As behind a proxy that collects an answer before it passes it on, and gives up on one that does not end. */
    @Test
    void whereStreamsDoNotComeThroughOneIsKeptUpAllTheSame() throws Exception {
        String group = group("behind-a-proxy");
        joins(group, "first");
        browser.run("""
                const through = window.fetch;
                window.fetch = async (address, options) => address.includes('/events') && !address.includes('once=')
                  ? new Response('', {headers: {'Content-Type': 'text/event-stream'}}) : through(address, options);""");
        browser.go("#/" + path(group));
        browser.awaitText("#status", "asking again and again");
        browser.awaitText("#members tbody", "first");
        joins(group, "second");
        browser.awaitText("#members tbody", "first", "second");
        browser.reload();
        browser.awaitNoText("#status", "asking");
    }

    @Test
    void aCheckpointIsPreviewedThenSetAndDropped() throws Exception {
        String group = group("behind");
        joins(group, "one");
        browser.go("#/" + path(group) + "/shards/" + Fixtures.LOGSTORE + "/0");
        browser.awaitText("#where", "one holds it");
        browser.click("#command-checkpoint");
        browser.type("dialog [name=value]", "MTIz");
        browser.type("dialog [name=reason]", "read again");
        browser.click("#look");
        browser.awaitText("#preview", "The checkpoint would be MTIz, and is not set now", "No shard would move");
        browser.click("#run");
        browser.awaitText("#where", "Checkpoint MTIz");
        assertThat(browser.focused()).as("back where one was").isEqualTo("command-checkpoint");
        browser.go("#/" + path(group) + "/checkpoints");
        browser.awaitText("tbody", "#0", "MTIz");
        assertThat(browser.violations()).isEmpty();
        browser.click("#command-forget-checkpoints");
        browser.type("dialog [name=reason]", "from the beginning");
        browser.click("#look");
        browser.awaitText("#preview", "1 checkpoint would be dropped");
        browser.click("#run");
        browser.awaitText("#page", "It has none");
    }

    @Test
    void aMoveIsExplained() throws Exception {
        String group = group("explained");
        joins(group, "old");
        browser.go("#/" + path(group));
        browser.awaitText("#members tbody", "old", "8");
        joins(group, "new");
        browser.awaitText("#history", "went from old to new");
        browser.click("#history .decision.good a[href*='/shards/']");
        browser.awaitText("h1", "Shard " + Fixtures.LOGSTORE + "/");
        browser.awaitText("#where", "holds it");
        browser.awaitText("#history", "old");
    }

    @Test
    void aDrainIsPreviewedThenDone() throws Exception {
        String group = group("drained");
        joins(group, "stays");
        joins(group, "goes");
        open(group);
        browser.awaitText("#members tbody", "stays", "goes", "4");
        browser.awaitText("h1", "stable");
        browser.go("#/" + path(group) + "/members/goes");
        browser.awaitText("h1", "goes");
        browser.awaitText(".tiles", "4");
        browser.click("#command-drain");
        assertThat(browser.find("#run").isEnabled()).as("before the preview").isFalse();
        browser.type("dialog [name=reason]", "the machine is taken away");
        browser.click("#look");
        browser.awaitText("#preview", "4 shards would move", "from goes to stays", "0 now, 0 then");
        assertThat(browser.violations()).as("of the open dialog").isEmpty();
        browser.click("#run");
        browser.awaitText("h1", "draining");
        browser.awaitText("#shards", "It holds none");
        open(group);
        browser.awaitText("#wishes", "drained", "the machine is taken away", Fixtures.ADMIN_KEY);
        browser.awaitText("#members tbody", "draining", "8");
    }

    @Test
    void aPauseHasAnEndAndCanBeTakenBack() throws Exception {
        String group = group("paused");
        joins(group, "one");
        open(group);
        browser.awaitText("h1", "stable");
        command("pause", "night work");
        browser.awaitText("#page", "Paused until", "night work");
        browser.awaitText("h1", "paused");
        assertThat(browser.focused())
                .as("the button is gone, the page has the focus")
                .isEqualTo("main");
        command("resume", "done");
        browser.awaitText("h1", "stable");
    }

    @Test
    void everyPageIsAccessibleInLightAndDark() throws Exception {
        String group = group("read-aloud");
        joins(group, "one");
        browser.go("#/" + path(group));
        browser.awaitText("#members tbody", "one");
        for (String scheme : List.of("light", "dark")) {
            browser.scheme(scheme);
            isAccessible("#/", "Groups");
            isAccessible("#/" + path(group), group);
            isAccessible("#/" + path(group) + "/members/one", "one");
            isAccessible("#/" + path(group) + "/shards/" + Fixtures.LOGSTORE + "/0", "Shard");
            isAccessible("#/nodes", "Nodes");
        }
    }

    private static void isAccessible(String page, String heading) {
        browser.go(page);
        browser.awaitText("h1", heading);
        assertThat(browser.violations()).as(page).isEmpty();
    }

    /** Previews first, as one must. */
    private static void command(String name, String reason) {
        browser.click("#command-" + name);
        browser.type("dialog [name=reason]", reason);
        browser.click("#look");
        browser.awaitText("#preview", "would move");
        browser.click("#run");
    }

    private static void open(String group) {
        browser.go("#/");
        browser.type("#filter", group);
        browser.click("a[href='#/" + path(group) + "']");
        browser.awaitText("h1", group);
    }

    private static String group(String name) throws Exception {
        CLOUD.createAt(NODE, name, TIMEOUT_SECONDS);
        return name;
    }

    private Beating joins(String group, String name) {
        Beating consumer = new Beating(new Consumer(CLOUD, group, name, NOBODY), NODE);
        beating.add(consumer);
        return consumer;
    }

    private static String path(String group) {
        return "sls/" + Fixtures.PROJECT + "/" + Fixtures.LOGSTORE + "/" + group;
    }
}
