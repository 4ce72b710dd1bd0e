package dev.slipway.serving.http;

import static dev.slipway.serving.ServingFixture.primary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Route;
import dev.slipway.core.route.RouteTable;
import dev.slipway.serving.ServingFixture;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where requests should be sent while a model cannot answer, as one in Python workers that are down.
final class ReadinessTest {
  @TempDir Path temp;
  private ServingFixture serving;

  @BeforeEach
  void start() {
    serving = new ServingFixture(temp);
    serving.publish(Environment.PRODUCTION, primary(serving.register("0.2")));
    serving.plane.restore(new RouteTable(List.of()));
  }

  @AfterEach
  void stop() {
    serving.close();
  }

  @Test
  void aServerWhoseOnlyModelIsDownIsNotReadyUntilItIsBack() {
    List<String> paths =
        List.of(
            "/health/ready",
            "/ping",
            "/v2/health/ready",
            "/v2/models/flights/ready",
            "/v2/models/flights/versions/1/ready");
    for (String path : paths) {
      assertThat(serving.get(path).statusCode()).as(path).isEqualTo(200);
    }
    serving.models.down.add("0.2");
    for (String path : paths) {
      assertThat(serving.get(path).statusCode()).as(path).isEqualTo(503);
    }
    assertThat(serving.get("/health/live").statusCode()).isEqualTo(200);
    assertThat(serving.get("/v2/models/flights/ready").body())
        .isEqualTo("{\"name\":\"flights\",\"ready\":false}");
    serving.models.down.clear();
    for (String path : paths) {
      assertThat(serving.get(path).statusCode()).as(path).isEqualTo(200);
    }
  }

  @Test
  void oneModelThatIsDownAmongOthersTakesOnlyItself() {
    VersionId other = serving.register("0.3");
    serving.plane.publish(new Route("others", Environment.PRODUCTION, "", List.of(primary(other))));
    serving.models.down.add("0.3");
    assertThat(serving.get("/health/ready").statusCode()).isEqualTo(200);
    assertThat(serving.get("/v2/health/ready").statusCode()).isEqualTo(503);
    assertThat(serving.get("/v2/models/others/ready").statusCode()).isEqualTo(503);
    assertThat(serving.get("/v2/models/flights/ready").statusCode()).isEqualTo(200);
  }
}
