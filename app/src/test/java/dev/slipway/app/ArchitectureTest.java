package dev.slipway.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The rules about structure that a compiler does not hold.
final class ArchitectureTest {
  /// What each module may use. The build files say who can; this says who should.
  private static final Map<String, Set<String>> MAY_USE =
      new TreeMap<>(
          Map.of(
              "stats", Set.of(),
              "core", Set.of(),
              "testkit", Set.of("core"),
              "scoring", Set.of("core"),
              "wire", Set.of("core"),
              "store", Set.of("core", "wire"),
              "lifecycle", Set.of("core", "stats"),
              "serving", Set.of("core", "scoring", "stats", "wire"),
              "server", Set.of("core", "lifecycle", "wire"),
              "app",
                  Set.of(
                      "core",
                      "stats",
                      "scoring",
                      "wire",
                      "store",
                      "lifecycle",
                      "serving",
                      "server")));

  private static final Path ROOT = Path.of("..");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.slipway");

  private static Set<String> modules() {
    return MAY_USE.keySet();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aModuleUsesOnlyWhatItMay(String module) {
    Set<String> others = new TreeSet<>(modules());
    others.remove(module);
    others.removeAll(MAY_USE.get(module));
    if (others.isEmpty()) {
      return;
    }
    noClasses()
        .that()
        .resideInAPackage(inside(module))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others.stream().map(ArchitectureTest::inside).toArray(String[]::new))
        .check(CLASSES);
  }

  @ParameterizedTest
  @MethodSource("modules")
  void thePackagesOfAModuleHaveNoCycle(String module) {
    slices()
        .matching("dev.slipway." + module + ".(**)")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void coreAndStatsDoNoInputOrOutput() {
    noClasses()
        .that(PURE)
        .should()
        .dependOnClassesThat(
            resideInAPackage("java.io..")
                .and(notNamed("java.io.Serializable"))
                .or(resideInAnyPackage("java.nio.file..", "java.nio.channels.."))
                .and(notNamed("java.nio.file.Path"))
                .or(resideInAPackage("java.net.."))
                .or(resideInAPackage("java.sql.."))
                .as("do input or output"))
        .because("they are pure; a path is only a value there")
        .check(CLASSES);
  }

  @Test
  void coreAndStatsReadNoClock() {
    noClasses()
        .that(PURE)
        .should()
        .callMethodWhere(
            describe(
                "reads a clock",
                (JavaCall<?> call) ->
                    (call.getName().equals("now")
                            && call.getTargetOwner().getPackageName().equals("java.time"))
                        || (call.getTargetOwner().isEquivalentTo(System.class)
                            && Set.of("currentTimeMillis", "nanoTime").contains(call.getName()))
                        || call.getTargetOwner().isEquivalentTo(Clock.class)
                        || call.getTargetOwner().isEquivalentTo(InstantSource.class)))
        .check(CLASSES);
  }

  @Test
  void coreAndStatsStartNoThread() {
    noClasses()
        .that(PURE)
        .should()
        .dependOnClassesThat(
            describe(
                "are threads or executors",
                (JavaClass c) ->
                    c.isAssignableTo(Thread.class)
                        || c.isAssignableTo(java.util.concurrent.Executor.class)
                        || c.isEquivalentTo(java.util.concurrent.Executors.class)
                        || c.isAssignableTo(java.util.Timer.class)))
        .check(CLASSES);
  }

  @Test
  void coreAndStatsKnowNoLibraryButTheStatisticalOnes() {
    noClasses()
        .that(PURE)
        .should()
        .dependOnClassesThat(
            resideOutsideOfPackages(
                "java..",
                "javax.crypto..",
                "org.jspecify..",
                "org.apache.commons.statistics..",
                "org.apache.commons.numbers..",
                inside("core"),
                inside("stats")))
        .check(CLASSES);
  }

  @Test
  void onlyTheProgramWritesToTheConsole() {
    noClasses()
        .that()
        .resideOutsideOfPackage(inside("app"))
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(CLASSES);
  }

  /// Calling the constructor of the own superclass is not throwing one.
  @Test
  void nobodyThrowsAGenericException() {
    noClasses()
        .should()
        .callConstructorWhere(
            describe(
                "makes a generic exception",
                (JavaConstructorCall call) ->
                    Set.of(
                                Throwable.class.getName(),
                                Error.class.getName(),
                                Exception.class.getName(),
                                RuntimeException.class.getName())
                            .contains(call.getTargetOwner().getName())
                        && !call.getOriginOwner().isAssignableTo(Throwable.class)))
        .check(CLASSES);
  }

  @Test
  void everyPackageSaysWhatItIsAndIsNullMarked() {
    Set<String> unmarked = new TreeSet<>();
    CLASSES.stream()
        .map(JavaClass::getPackage)
        .filter(p -> !p.getClasses().isEmpty())
        .distinct()
        .filter(
            p -> p.tryGetPackageInfo().filter(i -> i.isAnnotatedWith(NullMarked.class)).isEmpty())
        .forEach(p -> unmarked.add(p.getName()));

    assertThat(unmarked).isEmpty();
  }

  @Test
  void theRulesSawTheWholeProgram() {
    assertThat(CLASSES.size()).isGreaterThan(800);
    assertThat(modules())
        .allSatisfy(module ->
            assertThat(CLASSES.that(resideInAPackage(inside(module))).size())
                .as("classes of " + module)
                .isGreaterThan(9));
  }

  @Test
  void everyModuleThatIsBuiltHasItsRule() throws IOException {
    assertThat(builtModules())
        .filteredOn(module -> !module.equals("bench"))
        .containsExactlyInAnyOrderElementsOf(modules());
  }

  @Test
  void theArchitecturePageNamesEveryModule() throws IOException {
    assertThat(Files.readString(ROOT.resolve("ARCHITECTURE.md")))
        .contains(builtModules().stream().map(module -> "`" + module + "`").toList());
  }

  private static List<String> builtModules() throws IOException {
    try (Stream<String> lines = Files.lines(ROOT.resolve("pom.xml"))) {
      return lines
          .map(String::strip)
          .filter(line -> line.startsWith("<module>"))
          .map(line -> line.replaceAll("</?module>", ""))
          .toList();
    }
  }

  private static final DescribedPredicate<JavaClass> PURE =
      resideInAPackage(inside("core")).or(resideInAPackage(inside("stats")));

  private static String inside(String module) {
    return "dev.slipway." + module + "..";
  }

  private static DescribedPredicate<JavaClass> notNamed(String name) {
    return describe("not " + name, (JavaClass c) -> !c.getName().equals(name));
  }
}
