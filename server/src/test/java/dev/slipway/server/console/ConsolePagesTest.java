package dev.slipway.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.content.Digest;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.release.Release;
import dev.slipway.core.route.Environment;
import io.helidon.webserver.WebServer;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The console's pages over HTTP.
class ConsolePagesTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir Path folder;
  private ConsoleSample sample;
  private WebServer server;

  @BeforeEach
  void start() {
    sample = ConsoleSample.full(folder);
    server = sample.serve();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void theOverviewTellsTheLifeOfEachModel() throws Exception {
    assertThat(text("/"))
        .contains("flight-delay v2 is champion of 5 versions")
        .contains("Data 58,214 rows, split by time 3 min ago")
        .contains("Check 5 of 6 pass")
        .contains("Register v5 waits for approval")
        .contains("Release v4 on the way, 25 %")
        .contains("drift in origin, departure_hour, retraining")
        .contains("v2 primary 75 % v4 canary 25 %")
        .contains("Loss is not settled");
  }

  @Test
  void anEndpointShowsItsReleaseDriftAndPerformance() throws Exception {
    assertThat(text("/endpoints/flight-delay"))
        .contains("v3 against v2 rolled back")
        .contains("31 of 412 requests failed")
        .contains("upper bound 0.0061")
        .contains("31 % of the score")
        .contains("0.412 0.013 0.231 0.198 drifted")
        .contains("2,310 of 18,402 labelled")
        .contains("AUC 0.7020 0.7290 0.7410");
  }

  @Test
  void theUsualRowIsInTheFormAndInTheCommandOfEveryProtocol() throws Exception {
    String page = get("/endpoints/flight-delay").body();
    assertThat(page)
        .contains("data-try=\"/predict/flight-delay\"")
        .containsPattern("id=\"input-0\" value=\"ORD\"")
        .containsPattern("id=\"input-1\" value=\"ATL\"");
    String text = text("/endpoints/flight-delay");
    String distance = valueOf(page, "input-2");
    assertThat(text)
        .contains("text; training saw 10 values")
        .contains(
            "/predict/flight-delay' \\ -H 'Content-Type: application/json' \\ -d '{\"origin\":\"ORD\",\"destination\":\"ATL\",\"distance\":"
                + distance
                + ",")
        .contains("/v2/models/flight-delay/infer' \\")
        .contains(
            "{\"name\":\"distance\",\"shape\":[1],\"datatype\":\"INT64\",\"data\":["
                + distance
                + "]}")
        .contains("/v1/models/flight-delay:predict' \\")
        .contains("-H 'Slipway-Endpoint: flight-delay' \\ -d '{\"dataframe_records\":[{\"origin\"");
  }

  @Test
  void whatIsAskedOfStagingSaysSo() throws Exception {
    String page = get("/endpoints/flight-delay?environment=staging").body();
    assertThat(page)
        .contains("data-try=\"/predict/flight-delay?environment=staging\"")
        .contains("/invocations?environment=staging")
        .doesNotContain("openapi.json");
  }

  private static String valueOf(String page, String id) {
    Matcher value = Pattern.compile("id=\"" + id + "\" value=\"([^\"]*)\"").matcher(page);
    assertThat(value.find()).isTrue();
    return value.group(1);
  }

  @Test
  void theSeriesHaveOnePointForEveryFiveSeconds() throws Exception {
    String series = get("/console/endpoints/flight-delay/series").body();
    assertThat(series).startsWith("{\"at\":[1773482850000,1773482855000");
    assertThat(series.split(",\"variants\"")[0].split(",")).hasSize(180);
    assertThat(series).contains("\"name\":\"v4 canary\"").doesNotContain("NaN");
  }

  @Test
  void aVersionShowsWhereItComesFrom() throws Exception {
    assertThat(text("/models/flight-delay/versions/4"))
        .contains("8d1f3a6be7c04952aa10fd38b27e44c1905be3d7")
        .contains("by time at 2001-05-24: 46,571 rows to learn from, 11,643 held out")
        .contains("train.max_depth 6")
        .contains("xgboost 3.0.4")
        .contains("6 of 6 pass, compared with flight-delay:2")
        .contains("ORD 1,204 0.31 0.44")
        .contains("Gives a probability for each of false, true")
        .contains("ticket ML-218")
        .contains("10 values: ORD, ATL, DFW, LAX …");
  }

  @Test
  void aModelComparesItsVersions() throws Exception {
    String page = get("/models/flight-delay").body();
    assertThat(page).contains("<td class=\"right best\">0.7520</td>");
    assertThat(text("/models/flight-delay")).contains("v2 champion pass approved production 75 %");
  }

  @Test
  void textOfOthersIsNeverMarkup() throws Exception {
    String script = "<script>alert('tag')</script>";
    VersionId four = new VersionId("flight-delay", 4);
    sample.registry.setTag(four, script, "\"><img src=x onerror=alert(1)>");
    sample.auditLog.append(
        ConsoleSample.NOW, script, script, "flight-delay:4", script, Map.of(script, script));
    for (String path :
        new String[] {"/", "/models/flight-delay/versions/4", "/audit", "/audit?q=%3Cscript%3E"}) {
      assertThat(get(path).body())
          .as(path)
          .doesNotContain("<script>")
          .doesNotContain("<img src=x")
          .contains("&lt;script");
    }
  }

  @Test
  void pagesAllowNoForeignOrInlineScript() throws Exception {
    HttpResponse<String> page = get("/endpoints/flight-delay");
    assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
        .contains("default-src 'none'")
        .contains("script-src 'self'")
        .doesNotContain("unsafe");
    assertThat(page.body()).doesNotContain("style=\"").doesNotContain("onclick");
    assertThat(page.headers().firstValue("x-content-type-options")).contains("nosniff");
  }

  @Test
  void assetsCarryTheirDigestAndMayBeKeptForGood() throws Exception {
    Matcher link =
        Pattern.compile("/console/assets/[0-9a-f]{12}/[a-z]+\\.(js|css|svg)")
            .matcher(get("/endpoints/flight-delay").body());
    int found = 0;
    while (link.find()) {
      found++;
      HttpResponse<String> asset = get(link.group());
      assertThat(asset.statusCode()).as(link.group()).isEqualTo(200);
      assertThat(asset.headers().firstValue("cache-control").orElseThrow()).contains("immutable");
    }
    assertThat(found).isGreaterThanOrEqualTo(6);
    assertThat(get("/console/assets/000000000000/console.css").statusCode()).isEqualTo(404);
  }

  @Test
  void theChangeLogIsSearchedAndProven() throws Exception {
    assertThat(text("/audit")).contains("9 entries").contains("Every entry is as it was written");
    assertThat(text("/audit?q=BORIS"))
        .contains("3 of 9 entries")
        .contains("deeper trees")
        .doesNotContain("clara");
    assertThat(text("/audit?q=nobody")).contains("Nothing matches nobody");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/endpoints/nowhere", "/endpoints/flight-delay?environment=moon", "/models/none",
        "/models/flight-delay/versions/99", "/models/flight-delay/versions/x", "/elsewhere",
        "/models/flight-delay/versions/99999999999"
      })
  void whatIsNotThereIsAPageThatSaysSo(String path) throws Exception {
    HttpResponse<String> page = get(path);
    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.body()).contains("<title>Not here · Slipway</title>");
  }

  @Test
  void aProgramThatAsksForNoPageGetsNone() throws Exception {
    HttpResponse<String> reply =
        CLIENT.send(
            HttpRequest.newBuilder(at("/elsewhere")).header("Accept", "application/json").build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(reply.statusCode()).isEqualTo(404);
    assertThat(reply.body()).doesNotContain("<html");
  }

  @Test
  void anUnreadablePackageStillHasAPage() throws Exception {
    sample.registry.register(
        "flight-delay", Digest.of("lost"), Optional.empty(), Map.of(), "dora", ConsoleSample.NOW);
    assertThat(text("/models/flight-delay/versions/6"))
        .contains("cannot be read: no package")
        .contains("by dora");
    assertThat(text("/")).contains("package unreadable");
  }

  @Test
  void aNamedPersonApprovesWithAReason() throws Exception {
    HttpResponse<String> reply =
        post(
            "/models/flight-delay/versions/5/approval",
            "by=Dora&reason=Looked+at+the+groups",
            origin());
    assertThat(reply.statusCode()).isEqualTo(303);
    assertThat(reply.headers().firstValue("location")).contains("/models/flight-delay/versions/5");
    assertThat(sample.registry.find(new VersionId("flight-delay", 5)).orElseThrow().approval())
        .hasValueSatisfying(approval -> {
          assertThat(approval.by()).isEqualTo("Dora");
          assertThat(approval.reason()).isEqualTo("Looked at the groups");
        });
    assertThat(text("/audit")).contains("Dora").contains("Looked at the groups");
  }

  @ParameterizedTest
  @ValueSource(strings = {"by=&reason=because", "reason=because", "by=Dora", ""})
  void anApprovalWithoutNameOrReasonIsRefused(String form) throws Exception {
    HttpResponse<String> reply = post("/models/flight-delay/versions/5/approval", form, origin());
    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body()).contains("go back and fill it in");
    assertThat(sample.registry.find(new VersionId("flight-delay", 5)).orElseThrow().approval())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "null", "http://127.0.0.1:1"})
  void aFormOfAnotherSiteIsRefused(String origin) throws Exception {
    HttpResponse<String> reply =
        post("/models/flight-delay/versions/5/approval", "by=Eve&reason=x", origin);
    assertThat(reply.statusCode()).isEqualTo(403);
    assertThat(sample.registry.find(new VersionId("flight-delay", 5)).orElseThrow().approval())
        .isEmpty();
  }

  @Test
  void aPageIsNotShownUnderAForeignName() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket
          .getOutputStream()
          .write(
              "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      // The end of the request stream is what makes the server close, so that the reply can be read
      // whole.
      socket.shutdownOutput();
      String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(reply).startsWith("HTTP/1.1 403").contains("does not answer to the host name");
    }
  }

  @Test
  void aVersionGoesToStagingWithOneButton() throws Exception {
    HttpResponse<String> reply =
        post("/models/flight-delay/versions/5/staging", "by=Dora&endpoint=flight-delay", origin());
    assertThat(reply.headers().firstValue("location"))
        .contains("/endpoints/flight-delay?environment=staging");
    assertThat(text("/endpoints/flight-delay?environment=staging")).contains("v5 primary 100 %");
  }

  @Test
  void aRunningReleaseIsEndedByHand() throws Exception {
    HttpResponse<String> reply =
        post(
            "/endpoints/flight-delay/rollback",
            "by=Dora&reason=complaints&environment=production",
            origin());
    assertThat(reply.statusCode()).isEqualTo(303);
    assertThat(sample.releases.find("rel-4").orElseThrow().state())
        .isEqualTo(Release.State.ROLLED_BACK);
    assertThat(sample.routes.read().find("flight-delay", Environment.PRODUCTION).orElseThrow())
        .satisfies(route -> assertThat(route.variants()).hasSize(1));
  }

  @Test
  void anEmptyServerSaysWhatToDo(@TempDir Path elsewhere) throws Exception {
    server.stop();
    sample = ConsoleSample.empty(elsewhere);
    server = sample.serve();
    assertThat(text("/"))
        .contains("slipway build && slipway push")
        .contains("slipway release MODEL:1 --to staging");
    assertThat(text("/alerts")).contains("Nothing to act on");
    assertThat(text("/audit")).contains("Nothing has happened yet");
  }

  private HttpResponse<String> get(String path) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(at(path)).header("Accept", "text/html").build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String form, String origin) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(at(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", origin)
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /// What a reader sees: the page without its markup, every run of spaces as one.
  private String text(String path) throws Exception {
    return get(path)
        .body()
        .replaceAll("<title>[^<]*</title>", "")
        .replaceAll("<[^>]*>", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replaceAll("[\\s\\u202f]+", " ");
  }

  private String origin() {
    return "http://127.0.0.1:" + server.port();
  }

  private URI at(String path) {
    return URI.create(origin() + path);
  }
}
