package dev.slipway.app.wiring;

import dev.slipway.app.tls.CertificateFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// How a server runs.
///
/// @param hostNames names that the server answers to besides `localhost` and addresses
/// @param projects folders of projects that may be built again when monitoring asks for it
/// @param pause between two looks at the running releases
/// @param watchPause between two looks at the live traffic
public record ServerSettings(
    Path home,
    Listening listening,
    Set<String> hostNames,
    List<Path> projects,
    Duration pause,
    Duration watchPause) {
  public ServerSettings {
    hostNames = Set.copyOf(hostNames);
    projects = List.copyOf(projects);
  }

  public static ServerSettings of(Path home, String host, int port) {
    return new ServerSettings(
        home,
        Listening.on(host, port),
        Set.of(),
        List.of(),
        Duration.ofSeconds(1),
        Duration.ofMinutes(1));
  }

  public ServerSettings withProjects(List<Path> projects) {
    return new ServerSettings(home, listening, hostNames, projects, pause, watchPause);
  }

  public ServerSettings withTls(CertificateFiles files) {
    return new ServerSettings(home, listening.over(files), hostNames, projects, pause, watchPause);
  }
}
