package dev.slipway.lifecycle.build;

import dev.slipway.core.content.Digest;
import dev.slipway.core.modelpackage.Lineage;
import java.nio.file.Path;

/// What a build made.
///
/// @param folder of the package
/// @param unchanged whether the package is the one of the build before
public record BuildResult(Path folder, Digest digest, Lineage lineage, boolean unchanged) {}
