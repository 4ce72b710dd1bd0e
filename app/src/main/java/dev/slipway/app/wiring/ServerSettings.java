package dev.slipway.app.wiring;

import dev.slipway.serving.http.ServerIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// How a server runs.
///
/// @param port 0 takes a free one
/// @param hostNames names that the server answers to besides `localhost` and addresses
/// @param projects folders of projects that may be built again when monitoring asks for it
/// @param pause between two looks at the running releases
/// @param watchPause between two looks at the live traffic
/// @param serverName what the Open Inference Protocol's metadata calls the server
public record ServerSettings(
    Path home,
    String host,
    int port,
    Set<String> hostNames,
    List<Path> projects,
    Duration pause,
    Duration watchPause,
    String serverName) {
  public ServerSettings {
    hostNames = Set.copyOf(hostNames);
    projects = List.copyOf(projects);
  }

  public static ServerSettings of(Path home, String host, int port) {
    return new ServerSettings(
        home,
        host,
        port,
        Set.of(),
        List.of(),
        Duration.ofSeconds(1),
        Duration.ofMinutes(1),
        ServerIdentity.NAME);
  }

  public ServerSettings withProjects(List<Path> projects) {
    return new ServerSettings(home, host, port, hostNames, projects, pause, watchPause, serverName);
  }
}
