package dev.slipway.testkit.contract;

import dev.slipway.core.audit.AuditLog;
import dev.slipway.core.audit.InMemoryAuditLog;
import dev.slipway.core.prediction.InMemoryPredictionLog;
import dev.slipway.core.prediction.PredictionLog;
import dev.slipway.core.registry.InMemoryRegistry;
import dev.slipway.core.registry.Registry;
import dev.slipway.core.release.InMemoryReleases;
import dev.slipway.core.release.Releases;
import dev.slipway.core.route.InMemoryRoutes;
import dev.slipway.core.route.Routes;
import dev.slipway.core.watch.Alerts;
import dev.slipway.core.watch.InMemoryAlerts;
import org.junit.jupiter.api.Nested;

class InMemoryTwinsTest {
  @Nested
  class OfTheRegistry extends RegistryContract {
    private final Registry registry = new InMemoryRegistry();

    @Override
    protected Registry registry() {
      return registry;
    }
  }

  @Nested
  class OfTheRoutes extends RoutesContract {
    private final Routes routes = new InMemoryRoutes();

    @Override
    protected Routes routes() {
      return routes;
    }
  }

  @Nested
  class OfTheReleases extends ReleasesContract {
    private final Releases releases = new InMemoryReleases();

    @Override
    protected Releases releases() {
      return releases;
    }
  }

  @Nested
  class OfTheAlerts extends AlertsContract {
    private final Alerts alerts = new InMemoryAlerts();

    @Override
    protected Alerts alerts() {
      return alerts;
    }
  }

  @Nested
  class OfTheAuditLog extends AuditLogContract {
    private final AuditLog log = new InMemoryAuditLog();

    @Override
    protected AuditLog auditLog() {
      return log;
    }
  }

  @Nested
  class OfThePredictionLog extends PredictionLogContract {
    private final PredictionLog log = new InMemoryPredictionLog();

    @Override
    protected PredictionLog log() {
      return log;
    }
  }
}
