package io.shardbeat.it.operate;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Debian's Chromium, without a window. */
final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ChromeDriver driver;

    Browser() {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        // It visits our own page only, and CI runs as root; containers have a small /dev/shm.
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--window-size=1300,1000");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .usingAnyFreePort()
                        .build(),
                options);
        driver.manage().timeouts().scriptTimeout(PATIENCE);
    }

    static boolean isInstalled() {
        return Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
    }

    void open(String address) {
        driver.get(address);
    }

    /** Goes to a page of the dashboard that is open already. */
    void go(String hash) {
        driver.executeScript("location.hash = arguments[0]", hash);
    }

    WebElement find(String css) {
        return await(css)
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> driver.findElement(By.cssSelector(css)), e -> e.isDisplayed());
    }

    void click(String css) {
        await("click on " + css).atMost(PATIENCE).ignoreExceptions().until(() -> {
            WebElement found = driver.findElement(By.cssSelector(css));
            if (!found.isEnabled()) {
                return false;
            }
            found.click();
            return true;
        });
    }

    void type(String css, String text) {
        WebElement field = find(css);
        field.clear();
        field.sendKeys(text);
    }

    /** Until the text of what the selector finds contains all of this. */
    void awaitText(String css, String... parts) {
        await(css + " says " + List.of(parts))
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(StaleElementReferenceException.class)
                .until(() -> text(css), text -> List.of(parts).stream().allMatch(text::contains));
    }

    void awaitNoText(String css, String part) {
        await(css + " does not say " + part)
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(StaleElementReferenceException.class)
                .until(() -> text(css), text -> !text.isEmpty() && !text.contains(part));
    }

    /** In one line, of the first that is to be seen; empty when there is none. */
    String text(String css) {
        return driver.findElements(By.cssSelector(css)).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .map(found -> found.getText().replaceAll("\\s+", " "))
                .orElse("");
    }

    void focus(String css) {
        driver.executeScript("arguments[0].focus()", find(css));
    }

    String focused() {
        return String.valueOf(driver.executeScript("return document.activeElement.id"));
    }

    void reload() {
        driver.navigate().refresh();
    }

    void run(String script) {
        driver.executeScript(script);
    }

    /** How many answers of such addresses have come whole since the page was opened. */
    long answers(String part) {
        return (long) driver.executeScript(
                "return performance.getEntriesByType('resource').filter(({name}) => name.includes(arguments[0])).length",
                part);
    }

    void scheme(String lightOrDark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", lightOrDark))));
    }

    /** What axe-core finds against WCAG 2.1, levels A and AA, a line each. */
    @SuppressWarnings("unchecked")
    List<String> violations() {
        if (!Boolean.TRUE.equals(driver.executeScript("return 'axe' in window"))) {
            driver.executeScript(axe());
        }
        return (List<String>) driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']}).then(
                    ({violations}) => done(violations.flatMap(({id, nodes}) => nodes.map(
                        (node) => `${id}: ${node.html} ${node.failureSummary}`))),
                    (failure) => done([String(failure)]));""");
    }

    private static String axe() {
        try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Errors on its console since the last call. That the API refused something is one there; pages tell it themselves. */
    List<String> errors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(entry -> entry.getMessage())
                .filter(message -> !message.contains("/admin/v1/") || !message.contains("Failed to load resource"))
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
