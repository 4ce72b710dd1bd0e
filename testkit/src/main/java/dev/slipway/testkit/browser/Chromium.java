package dev.slipway.testkit.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Debian's Chromium, headless. Where it is not installed the test is skipped, or fails if
/// `SLIPWAY_REQUIRE_CHROMIUM=1` or `CI=true`. Not thread-safe.
public final class Chromium implements AutoCloseable {
  private static final Path EXECUTABLE = Path.of("/usr/bin/chromium");
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private final Playwright playwright;
  private final Browser browser;
  private final List<String> complaints = new ArrayList<>();

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  public static Chromium start() {
    if (!Files.isExecutable(EXECUTABLE)) {
      String reason = "chromium is not installed: pages are not tested in a browser";
      if ("true".equals(System.getenv("CI"))
          || "1".equals(System.getenv("SLIPWAY_REQUIRE_CHROMIUM"))) {
        throw new AssertionError(reason);
      }
      assumeTrue(false, reason);
    }
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(EXECUTABLE)
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
    return new Chromium(playwright, browser);
  }

  /// A window of its own, without anybody's cookies.
  public BrowserContext window(int width, ColorScheme scheme) {
    return browser.newContext(
        new Browser.NewContextOptions()
            .setViewportSize(width, 900)
            .setColorScheme(scheme)
            .setDeviceScaleFactor(width < 500 ? 2 : 1));
  }

  /// Opens a page and keeps what it complains about: errors and warnings, of scripts and of what they fetch.
  public Page open(BrowserContext window, String url) {
    Page page = window.newPage();
    page.onPageError(complaints::add);
    page.onConsoleMessage(message -> {
      if (message.type().equals("error") || message.type().equals("warning")) {
        complaints.add(message.text());
      }
    });
    page.navigate(url);
    return page;
  }

  /// Everything that pages complained about so far, and forgets it.
  public List<String> complaints() {
    List<String> all = List.copyOf(complaints);
    complaints.clear();
    return all;
  }

  /// Leaves `target/screenshots/NAME-WIDTH-SCHEME.png`.
  public static void screenshot(Page page, String name, ColorScheme scheme) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setPath(
                SCREENSHOTS.resolve(
                    "%s-%d-%s.png"
                        .formatted(
                            name,
                            page.viewportSize().width,
                            scheme.name().toLowerCase(Locale.ROOT)))));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
