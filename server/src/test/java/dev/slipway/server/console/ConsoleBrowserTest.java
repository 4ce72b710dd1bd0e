package dev.slipway.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.slipway.core.route.Environment;
import dev.slipway.core.watch.Alert;
import dev.slipway.testkit.browser.Chromium;
import io.helidon.webserver.WebServer;
import java.nio.file.Path;
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
  @TempDir static Path folder;
  private static ConsoleSample sample;
  private static WebServer server;
  private static Chromium chromium;

  @BeforeAll
  static void start() throws Exception {
    chromium = Chromium.start();
    sample = ConsoleSample.full(folder);
    server = sample.serve();
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
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
        try (BrowserContext context = chromium.window(width, scheme)) {
          Page page = open(context, path);
          assertThat(page.evaluate("document.documentElement.scrollWidth"))
              .as("%s at %d px does not scroll sideways", path, width)
              .isEqualTo(width);
          Chromium.screenshot(page, name, scheme);
        }
      }
    }
    List<String> complaints = chromium.complaints();
    if (!path.equals("/nowhere")) {
      assertThat(complaints).isEmpty();
    }
  }

  @Test
  void theOverviewShowsWhatHappensWithoutBeingLoadedAnew() {
    try (BrowserContext context = chromium.window(1280, ColorScheme.LIGHT)) {
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
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void anEndpointDrawsItsTrafficAndLatency() {
    try (BrowserContext context = chromium.window(1280, ColorScheme.LIGHT)) {
      Page page = open(context, "/endpoints/flight-delay");
      assertThat(page.locator("#traffic-chart canvas").count()).isEqualTo(1);
      assertThat(page.locator("#latency-chart canvas").count()).isEqualTo(1);
    }
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void theThemeIsRemembered() {
    try (BrowserContext context = chromium.window(1280, ColorScheme.LIGHT)) {
      Page page = open(context, "/");
      page.locator("[data-theme-switch]").click();
      page.navigate(address("/alerts"));
      assertThat(page.locator("html").getAttribute("data-theme")).isEqualTo("dark");
    }
  }

  private static Page open(BrowserContext window, String path) {
    Page page = chromium.open(window, address(path));
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
