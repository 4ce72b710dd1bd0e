package dev.slipway.lifecycle.build;

import dev.slipway.core.content.Digest;
import dev.slipway.core.modelpackage.ModelPackage;
import dev.slipway.core.modelpackage.PackageFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Packages kept in memory by folder; on disk there is only the model file.
public final class KeptPackages implements PackageFolders {
  private final Map<Path, ModelPackage> kept = new HashMap<>();

  @Override
  public Digest write(ModelPackage contents, Path model, Path folder) {
    try {
      Path target = folder.resolve(contents.modelPath());
      Files.createDirectories(target.getParent());
      Files.copy(model, target, StandardCopyOption.REPLACE_EXISTING);
      SortedMap<String, Digest> files = new TreeMap<>();
      files.put(contents.modelPath(), Digest.of(Files.readAllBytes(target)));
      kept.put(
          folder,
          new ModelPackage(
              contents.name(),
              contents.task(),
              contents.modelPath(),
              contents.signature(),
              contents.target(),
              contents.profile(),
              contents.golden(),
              contents.metrics(),
              contents.lineage(),
              contents.environment(),
              files));
      return digest(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public ModelPackage read(Path folder) {
    return kept.get(folder);
  }

  @Override
  public Digest digest(Path folder) {
    return Digest.of(kept.get(folder).lineage().toString() + kept.get(folder).files());
  }

  @Override
  public Digest addFiles(Path folder, Map<String, byte[]> files) {
    throw new UnsupportedOperationException();
  }
}
