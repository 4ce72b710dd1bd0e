package dev.slipway.server.api;

/// A group of routes about one kind of thing.
public sealed interface ApiResource
    permits AuditResource,
        EndpointResource,
        FeedbackResource,
        ModelResource,
        PackageResource,
        ReleaseResource,
        WatchResource {
  void addTo(ApiRules rules);
}
