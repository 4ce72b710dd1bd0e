package dev.slipway.app.client;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.registry.VersionId;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The package of the version that production answers with, fetched from a server to compare with; deleted
/// on close.
public final class ChampionPackage implements AutoCloseable {
  private final VersionId version;
  private final Path folder;

  private ChampionPackage(VersionId version, Path folder) {
    this.version = version;
    this.folder = folder;
  }

  /// Empty where the server has no champion of this model.
  public static Optional<ChampionPackage> fetch(ApiClient client, String model) {
    Optional<VersionId> champion = client.findByAlias(model, "champion");
    return champion.map(version -> fetch(client, version));
  }

  private static ChampionPackage fetch(ApiClient client, VersionId version) {
    String root = "/api/v1/models/%s/versions/%d".formatted(version.model(), version.number());
    try {
      Path folder = Files.createTempDirectory("slipway-champion-");
      ChampionPackage champion = new ChampionPackage(version, folder);
      List<String> files = new ArrayList<>(List.of("package.json"));
      files.addAll(client.get(root).path("files").propertyNames());
      for (String file : files) {
        Path target = folder.resolve(file).normalize();
        if (!target.startsWith(folder)) {
          throw new SlipwayException(
              ErrorCode.CORRUPT_PACKAGE, "the champion lists a file outside its folder: " + file);
        }
        Files.createDirectories(Objects.requireNonNull(target.getParent(), "inside the folder"));
        client.download(root + "/files/" + encoded(file), target);
      }
      return champion;
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.STORAGE, "cannot keep the champion's package: " + e.getMessage(), e);
    }
  }

  private static String encoded(String path) {
    return Arrays.stream(path.split("/"))
        .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }

  public VersionId version() {
    return version;
  }

  public Path folder() {
    return folder;
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException _) {
      folder.toFile().deleteOnExit();
    }
  }
}
