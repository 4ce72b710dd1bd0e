package dev.slipway.app.wiring;

import dev.slipway.core.check.CheckReport;
import dev.slipway.core.model.ModelLoader;
import dev.slipway.core.modelpackage.BuildEnvironment;
import dev.slipway.core.modelpackage.PackageFolders;
import dev.slipway.lifecycle.build.Builder;
import dev.slipway.lifecycle.check.Checker;
import dev.slipway.lifecycle.check.PackageVerifier;
import dev.slipway.lifecycle.report.Reports;
import dev.slipway.scoring.ModelFiles;
import dev.slipway.scoring.worker.PythonModels;
import dev.slipway.store.table.DuckTables;
import dev.slipway.wire.json.Json;
import dev.slipway.wire.modelpackage.PackageFolder;
import dev.slipway.wire.project.YamlValues;
import java.time.InstantSource;
import java.util.Map;

/// Makes what works on folders and needs no server. Nothing here opens a file or loads a native library
/// before it is used.
public final class Workshop {
  private final InstantSource clock;
  private final PythonModels python;

  /// A workshop that runs no code from models.
  public Workshop(InstantSource clock) {
    this(clock, PythonModels.forbidden());
  }

  /// @param python runs models that need Python, if that is allowed
  public Workshop(InstantSource clock, PythonModels python) {
    this.clock = clock;
    this.python = python;
  }

  public InstantSource clock() {
    return clock;
  }

  public DuckTables tables() {
    return new DuckTables();
  }

  public PackageFolders packages() {
    return new PackageFolder();
  }

  public ModelLoader models() {
    return new ModelFiles(python);
  }

  public Builder builder() {
    return new Builder(
        tables(),
        new YamlValues(),
        packages(),
        models(),
        environment(),
        SlipwayOnPath.environment(),
        clock);
  }

  public PackageVerifier verifier() {
    return new PackageVerifier(packages(), models());
  }

  public Checker checker() {
    return new Checker(packages(), models(), clock);
  }

  /// The report in every form, as files of the package that was checked.
  public Map<String, byte[]> reportFiles(CheckReport report) {
    return Reports.files(report, Json.writeFile(report));
  }

  private static BuildEnvironment environment() {
    return new BuildEnvironment(
        Version.current(),
        Runtime.version().toString(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("os.arch"),
        Map.of());
  }
}
