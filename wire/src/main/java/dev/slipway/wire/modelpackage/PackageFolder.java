package dev.slipway.wire.modelpackage;

import dev.slipway.core.check.CheckReport;
import dev.slipway.core.content.Digest;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import dev.slipway.core.model.Signature;
import dev.slipway.core.modelpackage.BuildEnvironment;
import dev.slipway.core.modelpackage.GoldenRows;
import dev.slipway.core.modelpackage.Lineage;
import dev.slipway.core.modelpackage.ModelPackage;
import dev.slipway.core.modelpackage.PackageFolders;
import dev.slipway.core.profile.Profile;
import dev.slipway.core.recording.Recording;
import dev.slipway.wire.json.Json;
import dev.slipway.wire.profile.ProfileJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Packages as folders, laid out as [ModelPackage] shows. Thread-safe: it holds no state.
///
/// Nothing in a package is trusted before its digest was checked, and nothing outside its manifest is
/// tolerated: a path that leaves the folder, a link, or a file too many is `CORRUPT_PACKAGE`.
public final class PackageFolder implements PackageFolders {
  private static final long MAX_DOCUMENT = 256L << 20;
  private static final String SIGNATURE = "signature.json";
  private static final String PROFILE = "profile.json";
  private static final String GOLDEN = "golden.json";
  private static final String METRICS = "metrics.json";
  private static final String LINEAGE = "lineage.json";
  private static final String ENVIRONMENT = "environment.json";
  private static final String RECORDING = "recording.json";
  private static final String REPORT = "report.json";

  @Override
  public Digest write(ModelPackage contents, Path model, Path folder) {
    if (!Files.exists(model, LinkOption.NOFOLLOW_LINKS)) {
      throw new SlipwayException(
          ErrorCode.NOT_FOUND,
          "the model '%s' does not exist; the build makes it".formatted(model.getFileName()));
    }
    Manifest manifest =
        new Manifest(
            Manifest.FORMAT,
            contents.name(),
            contents.task(),
            checkedPath(contents.modelPath()),
            contents.target(),
            new TreeMap<>());
    Map<String, byte[]> documents = new HashMap<>();
    documents.put(SIGNATURE, Json.writeFile(contents.signature()));
    contents.profile().ifPresent(p -> documents.put(PROFILE, p.canonical()));
    documents.put(GOLDEN, Json.writeFile(contents.golden()));
    documents.put(METRICS, Json.writeFile(contents.metrics()));
    documents.put(LINEAGE, Json.writeFile(contents.lineage()));
    documents.put(ENVIRONMENT, Json.writeFile(contents.environment()));
    if (!contents.recording().equals(Recording.EVERYTHING)) {
      documents.put(RECORDING, Json.writeFile(contents.recording()));
    }
    documents.put(MlflowModel.FILE, bytes(MlflowModel.write(contents)));
    documents.put(ModelCard.FILE, bytes(ModelCard.write(contents)));
    return fresh(
        folder,
        unfinished -> {
          PackageFiles.copy(model, unfinished.resolve(contents.modelPath()));
          return seal(unfinished, documents, manifest);
        });
  }

  @Override
  public Digest addFiles(Path folder, Map<String, byte[]> files) {
    Manifest manifest = manifest(folder);
    for (String name : files.keySet()) {
      if (name.equals(Manifest.FILE)) {
        throw new SlipwayException(
            ErrorCode.INVALID_ARGUMENT, "%s cannot be replaced".formatted(name));
      }
      checkedPath(name);
    }
    return fresh(
        folder,
        unfinished -> {
          for (var file : PackageFiles.list(folder).entrySet()) {
            if (!files.containsKey(file.getKey()) && !file.getKey().equals(Manifest.FILE)) {
              PackageFiles.copy(file.getValue(), unfinished.resolve(file.getKey()));
            }
          }
          return seal(unfinished, files, manifest);
        });
  }

  @Override
  public Optional<CheckReport> report(Path folder) {
    return Files.exists(folder.resolve(REPORT), LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(parsed(folder, REPORT, CheckReport.class))
        : Optional.empty();
  }

  @Override
  public Digest digest(Path folder) {
    return Digest.of(document(folder, Manifest.FILE));
  }

  @Override
  public ModelPackage read(Path folder) {
    Manifest manifest = manifest(folder);
    verify(folder, manifest.files());
    String modelPath = checkedPath(manifest.modelPath());
    if (!Files.exists(folder.resolve(modelPath), LinkOption.NOFOLLOW_LINKS)) {
      throw corrupt("the model %s is missing", modelPath);
    }
    return new ModelPackage(
        manifest.name(),
        manifest.task(),
        modelPath,
        parsed(folder, SIGNATURE, Signature.class),
        manifest.target(),
        manifest.files().containsKey(PROFILE) ? Optional.of(profile(folder)) : Optional.empty(),
        parsed(folder, GOLDEN, GoldenRows.class),
        metrics(folder),
        parsed(folder, LINEAGE, Lineage.class),
        parsed(folder, ENVIRONMENT, BuildEnvironment.class),
        manifest.files().containsKey(RECORDING)
            ? parsed(folder, RECORDING, Recording.class)
            : Recording.EVERYTHING,
        manifest.files());
  }

  private static Manifest manifest(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new SlipwayException(
          ErrorCode.NOT_FOUND, "'%s' is no package folder".formatted(folder.getFileName()));
    }
    Manifest manifest = parsed(folder, Manifest.FILE, Manifest.class);
    if (manifest.format() != Manifest.FORMAT) {
      throw corrupt(
          "package.json has format %s; this Slipway reads format 1",
          Integer.toString(manifest.format()));
    }
    return manifest;
  }

  private static void verify(Path folder, SortedMap<String, Digest> expected) {
    try {
      SortedMap<String, Path> found = PackageFiles.list(folder);
      for (Map.Entry<String, Digest> file : expected.entrySet()) {
        Path at = found.remove(checkedPath(file.getKey()));
        if (at == null) {
          throw corrupt("%s is missing", file.getKey());
        }
        Digest actual = PackageFiles.digest(at);
        if (!actual.equals(file.getValue())) {
          throw corrupt(
              "%s was changed: its digest is %s, the manifest says %s",
              file.getKey(), actual.abbreviated(), file.getValue().abbreviated());
        }
      }
      found.remove(Manifest.FILE);
      if (!found.isEmpty()) {
        throw corrupt("%s is not listed in package.json", found.firstKey());
      }
    } catch (IOException e) {
      throw storage("read", e);
    }
  }

  private static Map<String, Double> metrics(Path folder) {
    Map<String, Double> metrics = new TreeMap<>();
    parsed(folder, METRICS, Map.class)
        .forEach((name, value) -> {
          if (!(value instanceof Number number)) {
            throw corrupt("%s: '%s' is no number", METRICS, String.valueOf(name));
          }
          metrics.put(String.valueOf(name), number.doubleValue());
        });
    return metrics;
  }

  private static Profile profile(Path folder) {
    try {
      return ProfileJson.read(document(folder, PROFILE));
    } catch (SlipwayException e) {
      throw corrupt("%s", e.getMessage());
    }
  }

  private static <T> T parsed(Path folder, String file, Class<T> type) {
    byte[] content = document(folder, file);
    try {
      return Json.read(content, type, file);
    } catch (SlipwayException e) {
      throw new SlipwayException(ErrorCode.CORRUPT_PACKAGE, e.getMessage(), e);
    }
  }

  private static byte[] document(Path folder, String file) {
    Path path = folder.resolve(file);
    try {
      if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        throw corrupt("%s is missing", file);
      }
      if (Files.size(path) > MAX_DOCUMENT) {
        throw corrupt("%s is larger than 256 MB", file);
      }
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw storage("read", e);
    }
  }

  private interface Filling {
    Digest fill(Path unfinished) throws IOException;
  }

  /// Fills a folder beside the target and moves it there; on any error nothing of it remains.
  private static Digest fresh(Path folder, Filling filling) {
    Path parent = folder.toAbsolutePath().getParent();
    Path unfinished = null;
    try {
      Files.createDirectories(parent);
      unfinished = Files.createTempDirectory(parent, "." + folder.getFileName() + ".");
      Digest digest = filling.fill(unfinished);
      PackageFiles.move(unfinished, folder);
      return digest;
    } catch (IOException e) {
      throw storage("written", e);
    } finally {
      if (unfinished != null) {
        discard(unfinished);
      }
    }
  }

  private static Digest seal(Path folder, Map<String, byte[]> documents, Manifest manifest)
      throws IOException {
    for (Map.Entry<String, byte[]> document : documents.entrySet()) {
      PackageFiles.write(folder.resolve(document.getKey()), document.getValue());
    }
    SortedMap<String, Digest> digests = new TreeMap<>();
    for (var file : PackageFiles.list(folder).entrySet()) {
      digests.put(file.getKey(), PackageFiles.digest(file.getValue()));
    }
    byte[] sealed = Json.writeFile(manifest.with(digests));
    PackageFiles.write(folder.resolve(Manifest.FILE), sealed);
    return Digest.of(sealed);
  }

  private static void discard(Path unfinished) {
    try {
      PackageFiles.remove(unfinished);
    } catch (IOException _) {
      // A leftover with a leading dot is no package; the error that led here matters more.
    }
  }

  /// A path that stays in its folder, with `/` and without `.`, `..` or empty steps.
  private static String checkedPath(String path) {
    for (String step : path.split("/", -1)) {
      if (step.isEmpty() || step.equals(".") || step.equals("..") || step.indexOf('\\') >= 0) {
        throw corrupt("the path '%s' is not allowed in a package", path);
      }
    }
    return path;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static SlipwayException corrupt(String message, String... values) {
    return new SlipwayException(
        ErrorCode.CORRUPT_PACKAGE,
        message.formatted((Object[]) values) + "; build the package again, or fetch it anew");
  }

  private static SlipwayException storage(String verb, IOException e) {
    return new SlipwayException(
        ErrorCode.STORAGE,
        "the package cannot be %s: %s; check the disk's free space and permissions"
            .formatted(verb, e.getClass().getSimpleName()),
        e);
  }
}
