/// Model packages, kept by digest: start at [FolderPackageStore].
@NullMarked
package dev.slipway.store.packages;

import org.jspecify.annotations.NullMarked;
