package dev.slipway.serving.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.slipway.core.route.Environment;
import dev.slipway.serving.ServingFixture;
import dev.slipway.testkit.browser.Chromium;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A request tried on the page. Screenshots are left in `target/screenshots`.
class DocsBrowserTest {
  @TempDir Path folder;

  @Test
  void aRequestIsTriedOnThePage() {
    try (Chromium chromium = Chromium.start();
        ServingFixture fixture = new ServingFixture(folder)) {
      fixture.publish(Environment.PRODUCTION, ServingFixture.primary(fixture.register("0.2")));
      String url = "http://127.0.0.1:" + fixture.server.port() + "/docs";
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        for (int width : List.of(1280, 390)) {
          try (BrowserContext window = chromium.window(width, scheme)) {
            Page page = chromium.open(window, url);
            page.locator(".opblock-summary").first().click();
            page.locator("button.execute").click();
            page.locator(".live-responses-table .microlight").first().waitFor();
            Chromium.screenshot(page, "docs", scheme);
            assertThat(page.locator(".live-responses-table").textContent())
                .contains("\"model\": \"flights\"");
            assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
          }
        }
      }
      assertThat(chromium.complaints()).isEmpty();
    }
  }
}
