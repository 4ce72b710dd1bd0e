package dev.slipway.serving.repository;

import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.registry.VersionId;
import dev.slipway.core.route.Environment;
import dev.slipway.core.route.Route;
import dev.slipway.core.route.Variant;
import dev.slipway.serving.plane.Changes;
import dev.slipway.serving.plane.ServingPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The models below one folder: packages, model files, and folders that hold one, each under its name.
/// Nothing outside the folder is ever loaded. Thread-safe: one load or unload at a time.
public final class FolderModels implements ModelRepository {
  private final Path root;
  private final ModelPlaces places;
  private final ServingPlane plane;
  private final Changes changes;
  private final Map<String, Path> loaded = new ConcurrentHashMap<>();

  /// @param plane one whose versions come from `places`
  /// @param changes whether callers may load and unload
  public FolderModels(Path root, ModelPlaces places, ServingPlane plane, Changes changes) {
    this.root = root.toAbsolutePath().normalize();
    this.places = places;
    this.plane = plane;
    this.changes = changes;
  }

  /// Loads all that is there. Returns why, by model, where one cannot be loaded; the others answer.
  public Map<String, SlipwayException> loadAll() {
    Map<String, SlipwayException> failed = new LinkedHashMap<>();
    for (Path place : there()) {
      String model = nameOf(place);
      try {
        bringUp(model, place);
      } catch (SlipwayException e) {
        failed.put(model, e);
      }
    }
    return failed;
  }

  /// What is loaded, and what could be.
  @Override
  public List<Entry> index() {
    List<Entry> entries = new ArrayList<>();
    plane
        .served(Environment.PRODUCTION)
        .forEach(s -> entries.add(new Entry(s.endpoint(), s.primary().id().number(), s.ready())));
    there().stream()
        .map(FolderModels::nameOf)
        .filter(name -> !loaded.containsKey(name))
        .distinct()
        .forEach(name -> entries.add(new Entry(name, 0, false)));
    return entries;
  }

  @Override
  public void load(String model) {
    changes.requireAllowed();
    VersionId.requireModelName(model);
    bringUp(
        model,
        there().stream()
            .filter(place -> nameOf(place).equals(model))
            .findFirst()
            .orElseThrow(() ->
                new SlipwayException(
                    ErrorCode.NOT_FOUND,
                    "there is no '%s' in the model folder; put it there first".formatted(model))));
  }

  /// Loads a model from a place below the folder.
  public void load(String model, Path place) {
    changes.requireAllowed();
    bringUp(model, place);
  }

  private synchronized void bringUp(String model, Path place) {
    VersionId version = places.assign(VersionId.requireModelName(model), inside(place));
    try {
      plane.publish(
          new Route(
              model,
              Environment.PRODUCTION,
              "",
              List.of(new Variant(version, Variant.Role.PRIMARY, Route.WHOLE))));
    } catch (SlipwayException e) {
      places.forget(version);
      throw e;
    }
    loaded.put(model, place);
  }

  @Override
  public synchronized void unload(String model) {
    changes.requireAllowed();
    if (loaded.remove(model) == null) {
      throw new SlipwayException(ErrorCode.NOT_FOUND, "'%s' is not loaded".formatted(model));
    }
    plane.withdraw(model, Environment.PRODUCTION);
  }

  /// Where a loaded model was loaded from.
  public Optional<Path> place(String model) {
    return Optional.ofNullable(loaded.get(model));
  }

  /// A place as it really is, links followed, which must be below the folder.
  private Path inside(Path place) {
    Path wanted = root.resolve(place).normalize();
    try {
      if (wanted.startsWith(root) && !wanted.equals(root)) {
        Path real = wanted.toRealPath();
        if (real.startsWith(root.toRealPath())) {
          return real;
        }
      }
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.NOT_FOUND,
          "there is nothing at '%s'; put the model there first".formatted(place),
          e);
    }
    throw new SlipwayException(
        ErrorCode.INVALID_ARGUMENT,
        "'%s' is not below the model folder, outside of which nothing is loaded".formatted(place));
  }

  private List<Path> there() {
    try (Stream<Path> all = Files.list(root)) {
      return all.filter(path -> !nameOfLast(path).startsWith("."))
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    } catch (IOException e) {
      throw new SlipwayException(
          ErrorCode.ENVIRONMENT, "the model folder cannot be listed: " + e.getMessage(), e);
    }
  }

  /// A folder's name is its model's; a file's loses its ending.
  private static String nameOf(Path place) {
    String name = nameOfLast(place);
    int dot = name.lastIndexOf('.');
    return Files.isDirectory(place) || dot < 1 ? name : name.substring(0, dot);
  }

  private static String nameOfLast(Path path) {
    Path last = path.getFileName();
    return last == null ? "" : last.toString();
  }
}
