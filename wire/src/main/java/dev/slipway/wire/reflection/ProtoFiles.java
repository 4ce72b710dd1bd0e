package dev.slipway.wire.reflection;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The files that describe every service of gRPC that this program answers. Immutable.
public final class ProtoFiles {
  private final List<ProtoFile> files;

  private ProtoFiles(List<ProtoFile> files) {
    this.files = List.copyOf(files);
  }

  public static ProtoFiles read() {
    String reflection = text("reflection.proto");
    return new ProtoFiles(
        List.of(
            ProtoFile.of("inference.proto", text("inference.proto")),
            ProtoFile.of("grpc/health/v1/health.proto", text("health.proto")),
            ProtoFile.of("grpc/reflection/v1/reflection.proto", reflection),
            ProtoFile.of(
                "grpc/reflection/v1alpha/reflection.proto",
                reflection.replace("grpc.reflection.v1;", "grpc.reflection.v1alpha;"))));
  }

  /// The text of the inference service's file, for those who generate a client from it.
  public static String inference() {
    return text("inference.proto");
  }

  private static String text(String name) {
    try (InputStream in =
        Objects.requireNonNull(ProtoFiles.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> services() {
    return files.stream().flatMap(file -> file.services().stream()).toList();
  }

  Optional<ProtoFile> named(String name) {
    return files.stream().filter(file -> file.name().equals(name)).findFirst();
  }

  /// The file that declares a service, a method, a message or an enumeration.
  Optional<ProtoFile> declaring(String symbol) {
    return files.stream().filter(file -> file.symbols().contains(symbol)).findFirst();
  }
}
