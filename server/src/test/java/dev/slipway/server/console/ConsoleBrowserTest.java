package dev.slipway.server.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import dev.slipway.core.route.Environment;
import dev.slipway.core.watch.Alert;
import io.helidon.webserver.WebServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The console in a real browser. Screenshots are left in `target/screenshots`.
class ConsoleBrowserTest {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  @TempDir static Path folder;
  private static ConsoleSample sample;
  private static WebServer server;
  private static Playwright playwright;
  private static Browser browser;

  private final List<String> complaints = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    if (!Files.isExecutable(CHROMIUM)) {
      String reason = "chromium is not installed: the console is not tested in a browser";
      if ("true".equals(System.getenv("CI"))
          || "1".equals(System.getenv("SLIPWAY_REQUIRE_CHROMIUM"))) {
        throw new AssertionError(reason);
      }
      System.out.println("skipped: " + reason);
      assumeTrue(false, reason);
    }
    sample = ConsoleSample.full(folder);
    server = sample.serve();
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(
                        List.of(
                            "--headless",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
    Files.createDirectories(SCREENSHOTS);
  }

  @AfterAll
  static void stop() {
    if (playwright != null) {
      browser.close();
      playwright.close();
      server.stop();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/", "/endpoints/flight-delay", "/endpoints/flight-eta", "/models/flight-delay",
        "/models/flight-delay/versions/4", "/models/flight-delay/versions/5", "/audit", "/alerts",
        "/nowhere"
      })
  void everyPageLooksRightWideAndNarrowLightAndDark(String path) {
    String name = path.equals("/") ? "overview" : path.substring(1).replace('/', '-');
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (int width : List.of(1280, 390)) {
        try (BrowserContext context = context(width, scheme)) {
          Page page = open(context, path);
          assertThat(page.evaluate("document.documentElement.scrollWidth"))
              .as("%s at %d px does not scroll sideways", path, width)
              .isEqualTo(width);
          page.screenshot(
              new Page.ScreenshotOptions()
                  .setFullPage(true)
                  .setPath(
                      SCREENSHOTS.resolve(
                          "%s-%d-%s.png".formatted(name, width, scheme.name().toLowerCase()))));
        }
      }
    }
    assertThat(complaints).isEqualTo(path.equals("/nowhere") ? complaints : List.of());
  }

  @Test
  void theOverviewShowsWhatHappensWithoutBeingLoadedAnew() {
    try (BrowserContext context = context(1280, ColorScheme.LIGHT)) {
      Page page = open(context, "/");
      assertThat(page.locator("main").textContent()).doesNotContain("Wings are icing");
      sample.alerts.save(
          new Alert(
              "a-9",
              ConsoleSample.NOW,
              "flight-eta",
              Environment.PRODUCTION,
              "flight-eta:1",
              "drift",
              "Wings are icing",
              Map.of(),
              Alert.State.OPEN));
      page.getByText("Wings are icing").waitFor();
      sample.alerts.save(
          new Alert(
              "a-9",
              ConsoleSample.NOW,
              "flight-eta",
              Environment.PRODUCTION,
              "flight-eta:1",
              "drift",
              "Wings are icing",
              Map.of(),
              Alert.State.CLOSED));
    }
    assertThat(complaints).isEmpty();
  }

  @Test
  void anEndpointDrawsItsTrafficAndLatency() {
    try (BrowserContext context = context(1280, ColorScheme.LIGHT)) {
      Page page = open(context, "/endpoints/flight-delay");
      assertThat(page.locator("#traffic-chart canvas").count()).isEqualTo(1);
      assertThat(page.locator("#latency-chart canvas").count()).isEqualTo(1);
    }
    assertThat(complaints).isEmpty();
  }

  @Test
  void theThemeIsRemembered() {
    try (BrowserContext context = context(1280, ColorScheme.LIGHT)) {
      Page page = open(context, "/");
      page.locator("[data-theme-switch]").click();
      page.navigate(address("/alerts"));
      assertThat(page.locator("html").getAttribute("data-theme")).isEqualTo("dark");
    }
  }

  private BrowserContext context(int width, ColorScheme scheme) {
    return browser.newContext(
        new Browser.NewContextOptions()
            .setViewportSize(width, 900)
            .setColorScheme(scheme)
            .setDeviceScaleFactor(width < 500 ? 2 : 1));
  }

  private Page open(BrowserContext context, String path) {
    Page page = context.newPage();
    page.onConsoleMessage(message -> {
      if (message.type().equals("error") || message.type().equals("warning")) {
        complaints.add(message.text());
      }
    });
    page.onPageError(complaints::add);
    page.navigate(address(path));
    if (path.startsWith("/endpoints/")) {
      page.locator("#latency-chart canvas").waitFor();
      page.waitForTimeout(300);
    }
    return page;
  }

  private static String address(String path) {
    return "http://127.0.0.1:" + server.port() + path;
  }
}
