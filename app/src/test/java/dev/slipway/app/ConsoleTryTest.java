package dev.slipway.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import dev.slipway.app.client.ApiClient;
import dev.slipway.app.wiring.RunningServer;
import dev.slipway.app.wiring.ServerSettings;
import dev.slipway.app.wiring.Workshop;
import dev.slipway.testkit.browser.Chromium;
import dev.slipway.wire.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// An endpoint asked from its page in the console, in a browser and against a whole server. Screenshots are
/// left in `target/screenshots`.
final class ConsoleTryTest {
  @TempDir private static Path temp;
  private static Chromium chromium;
  private static RunningServer server;

  @BeforeAll
  static void start() {
    chromium = Chromium.start();
    server =
        RunningServer.start(
            ServerSettings.of(temp.resolve("home"), "127.0.0.1", 0),
            new Workshop(InstantSource.system()));
    run("push", FlightDelay.packageFolder().toString());
    run("approve", "flight-delay:1", "--reason", "the report was read");
    assertThat(run("release", "flight-delay:1", "--to", "staging").exitCode()).isZero();
    Ran released = run("release", "flight-delay:1", "--to", "production", "--at-once");
    assertThat(released.exitCode()).as(released.err()).isZero();
  }

  @BeforeEach
  void forget() {
    chromium.complaints();
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void aRowIsAskedByKeyboardAndAnsweredAsTheApiAnswersIt() {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (int width : List.of(1280, 390)) {
        try (BrowserContext window = chromium.window(width, scheme)) {
          Page page = open(window);
          input(page, "distance").focus();
          page.keyboard().press("Control+A");
          page.keyboard().type("733");
          page.keyboard().press("Enter");
          page.locator("#answer .figures").waitFor();

          Map<String, Object> row = row(page);
          assertThat(row).containsEntry("distance", 733);
          JsonNode api = api().postText("/predict/flight-delay", Json.write(row));
          JsonNode expected = api.path("predictions").path(0);
          assertThat(page.locator("#answer .figures dd").first())
              .hasText(expected.path("prediction").asString());
          assertThat(page.locator("#answer tr").filter(named("true")).locator("td").first())
              .hasText(
                  String.format(
                      Locale.ROOT, "%.4f", expected.path("probabilities").path("true").asDouble()));
          assertThat(page.locator("#answer")).containsText("v1route:primary");
          assertThat(page.locator("#answer")).containsText("Nothing is unusual");
          assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
          Chromium.screenshot(page, "try-answered", scheme);
        }
      }
    }
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void everyFaultStandsBesideItsFieldAndTheFirstHasTheFocus() {
    for (int width : List.of(1280, 390)) {
      try (BrowserContext window = chromium.window(width, ColorScheme.LIGHT)) {
        Page page = open(window);
        input(page, "distance").fill("far");
        input(page, "origin").fill("");
        page.getByText("Predict", exactly()).click();

        assertThat(said(page, "distance")).hasText("must be a whole number, got a string");
        assertThat(said(page, "origin")).hasText("is required and absent");
        assertThat(said(page, "destination")).hasText("");
        assertThat(input(page, "distance")).hasAttribute("aria-invalid", "true");
        assertThat(page.locator("#answer")).containsText("422 INVALID_ROW");
        assertThat(page.locator("[aria-invalid]").first()).isFocused();
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
        Chromium.screenshot(page, "try-refused", ColorScheme.LIGHT);

        page.getByText("Usual row", exactly()).click();
        assertThat(page.locator("[aria-invalid]")).hasCount(0);
        page.getByText("Predict", exactly()).click();
        page.locator("#answer .figures").waitFor();
      }
    }
    assertThat(chromium.complaints()).allMatch(complaint -> complaint.contains("422"));
  }

  @Test
  void whatTrainingNeverSawIsMarkedAtItsField() {
    try (BrowserContext window = chromium.window(1280, ColorScheme.LIGHT)) {
      Page page = open(window);
      input(page, "origin").fill("<b>X</b>");
      input(page, "distance").fill("8000");
      page.getByText("Predict", exactly()).click();

      assertThat(said(page, "origin")).containsText("is not among the");
      assertThat(said(page, "distance")).containsText("is outside the usual range");
      assertThat(page.locator("#answer")).containsText("unseen:origin");
      assertThat(page.locator("#answer b")).hasCount(0);
      Chromium.screenshot(page, "try-unusual", ColorScheme.LIGHT);
    }
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void theFiguresFollowTheTrafficWithoutBeingLoadedAnew() {
    try (BrowserContext window = chromium.window(1280, ColorScheme.LIGHT)) {
      Page page = open(window);
      Locator total = page.locator("#figures tbody td").last();
      int before = Integer.parseInt(total.textContent().replace(",", ""));
      for (int i = 0; i < 40; i++) {
        api().postText("/predict/flight-delay", Json.write(row(page)));
      }
      assertThat(total).hasText(Integer.toString(before + 40));
      assertThat(page.locator("#figures dd").nth(0)).hasText(Pattern.compile("[0-9.]+\\s/s"));
      assertThat(page.locator("#figures dd").nth(1)).hasText(Pattern.compile("[0-9.]+\\s[µm]?s"));
      assertThat(page.locator("#figures dd").nth(2)).hasText(Pattern.compile("[0-9.]+\\s[µm]?s"));
    }
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void theCommandsForGrpcFitTheirPage() {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (int width : List.of(1280, 390)) {
        try (BrowserContext window = chromium.window(width, scheme)) {
          Page page = open(window);
          for (String title : List.of("gRPC with grpcurl", "gRPC from Python")) {
            page.getByText(title, exactly()).click();
            assertThat(page.locator(".protocols details[open] pre")).hasCount(1);
            assertThat(page.locator(".protocols details[open] .strong")).hasText(title);
            page.locator(".protocols details[open]").scrollIntoViewIfNeeded();
            Chromium.screenshot(page, title.replace(' ', '-'), scheme);
          }
          assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
              .isLessThanOrEqualTo(width);
        }
      }
    }
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void everyCommandOnThePageRunsAsItStands() throws Exception {
    List<String> commands = new ArrayList<>();
    try (BrowserContext window = chromium.window(1280, ColorScheme.LIGHT)) {
      Page page = open(window);
      page.getByText("Predict", exactly()).click();
      page.locator("#answer .figures").waitFor();
      commands.addAll(page.locator(".protocols pre").allTextContents());
    }
    assertThat(commands).hasSize(7);
    assertThat(bash(commands.get(0))).contains("\"version\":1", "\"probabilities\":{");
    assertThat(bash(commands.get(1))).contains("\"model_version\":\"1\"", "\"predict_proba\"");
    assertThat(bash(commands.get(2))).startsWith("{\"predictions\":[");
    assertThat(bash(commands.get(3))).startsWith("{\"predictions\":[");
    String version = "model_version: \"1\"";
    assertThat(bash(commands.get(4).replace("grpcurl", grpcurl())))
        .contains(version, "name: \"predict_proba\"");
    String python = commands.get(5).replace("python3 ", "/usr/bin/python3 ");
    assertThat(bash("cd %s && ".formatted(temp) + python))
        .contains(version, "name: \"predict_proba\"");
    assertThat(bash(commands.get(6))).as("the truth about the prediction").contains("\"known\":1");
  }

  @Test
  void whateverComesBackIsShownAsText() {
    Map<String, String> shown = new LinkedHashMap<>();
    shown.put(reply("\"prediction\":[1.5,2.25000001]"), "1.5, 2.25");
    shown.put(reply("\"prediction\":\"<i>b</i>\",\"decision\":[-1.25,0.5]"), "-1.25, 0.5");
    shown.put(
        reply(
            "\"prediction\":\"k\",\"probabilities\":{\"a\":0.05,\"b\":0.05,\"c\":0.05,\"d\":0.05,\"e\":0.05,"
                + "\"f\":0.05,\"g\":0.05,\"h\":0.05,\"i\":0.05,\"j\":0.05,\"k\":0.45,\"l\":0.05}"),
        "and 2 less likely ones");
    shown.put("<html><i>Bad Gateway</i></html>", "without saying why");
    try (BrowserContext window = chromium.window(1280, ColorScheme.LIGHT)) {
      Page page = open(window);
      shown.forEach((body, text) -> {
        boolean good = body.startsWith("{");
        page.route(
            "**/predict/**",
            route ->
                route.fulfill(
                    new Route.FulfillOptions().setStatus(good ? 200 : 502).setBody(body)));
        page.getByText("Predict", exactly()).click();
        assertThat(page.locator("#answer")).containsText(text);
        assertThat(page.locator("#answer i")).hasCount(0);
      });
      page.route("**/predict/**", Route::abort);
      page.getByText("Predict", exactly()).click();
      assertThat(page.locator("#answer")).containsText("cannot be reached");
    }
  }

  private static String reply(String prediction) {
    return "{\"model\":\"m\",\"version\":1,\"predictions\":[{\"id\":\"x\"," + prediction + "}]}";
  }

  private static Page open(BrowserContext window) {
    Page page = chromium.open(window, server.uri() + "/endpoints/flight-delay");
    page.locator("#latency-chart canvas").waitFor();
    return page;
  }

  /// What the form says now, as a client would send it.
  private static Map<String, Object> row(Page page) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (Locator field : page.locator(".field").all()) {
      String value = field.locator("input").inputValue();
      boolean number = field.getAttribute("data-kind").equals("number");
      row.put(field.getAttribute("data-field"), number ? (Object) Integer.valueOf(value) : value);
    }
    return row;
  }

  private static Locator input(Page page, String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  private static Locator said(Page page, String field) {
    return page.locator(".field[data-field=" + field + "] .said");
  }

  private static Locator.FilterOptions named(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static Page.GetByTextOptions exactly() {
    return new Page.GetByTextOptions().setExact(true);
  }

  private static ApiClient api() {
    return new ApiClient(server.uri(), "grace");
  }

  /// A stand-in that takes grpcurl's arguments and, as it does, knows what the server's reflection tells.
  private static String grpcurl() throws IOException, InterruptedException {
    Path script = temp.resolve("grpcurl.py");
    try (InputStream in = ConsoleTryTest.class.getResourceAsStream("grpcurl.py")) {
      Files.write(script, Objects.requireNonNull(in).readAllBytes());
    }
    String protos = "../wire/src/main/resources/dev/slipway/wire/reflection";
    assertThat(bash("protoc -I%s --python_out=%s reflection.proto".formatted(protos, temp)))
        .isEmpty();
    return "/usr/bin/python3 %s %s".formatted(script, temp);
  }

  private static String bash(String command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return output;
  }

  private static Ran run(String... arguments) {
    return Ran.slipway(
        Stream.concat(
                Stream.of(arguments),
                Stream.of("--server", server.uri().toString(), "--as", "grace", "--json"))
            .toArray(String[]::new));
  }
}
