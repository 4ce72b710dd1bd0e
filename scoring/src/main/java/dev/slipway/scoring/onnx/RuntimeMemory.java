package dev.slipway.scoring.onnx;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import ai.onnxruntime.OrtEnvironment;
import dev.slipway.core.error.ErrorCode;
import dev.slipway.core.error.SlipwayException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/// One allocator for all sessions of ONNX Runtime in this process, with a limit: a model that asks for more
/// fails to load or to score, and the process lives on.
///
/// The runtime's Java API cannot say this, so that its C API is called, whose table of functions only ever
/// grows at its end. What the limit does not cover is small or bounded by the file: the graph itself, and
/// texts in tensors of texts.
final class RuntimeMemory {
  static final long LIMIT = 2L << 30;

  /// The version of the C API that has all functions below, and their places in it.
  private static final int API_VERSION = 6;

  private static final int CREATE_ENV = 3;
  private static final int CREATE_CPU_MEMORY_INFO = 69;
  private static final int CREATE_AND_REGISTER_ALLOCATOR = 144;
  private static final int CREATE_ARENA_CONFIGURATION = 156;
  private static final int WARNINGS = 2;
  private static final int ARENA_ALLOCATOR = 1;
  private static final int DEFAULT_MEMORY = 0;
  private static final int EXTEND_AS_REQUESTED = 1;
  private static final int RUNTIME_CHOOSES = -1;

  private static final boolean SHARED = share();

  private final MemorySegment functions;

  private RuntimeMemory(MemorySegment functions) {
    this.functions = functions;
  }

  /// Makes the allocator, once. Sessions use it if they are told to share the environment's.
  static void limit() {
    if (!SHARED) {
      throw new SlipwayException(
          ErrorCode.ENVIRONMENT,
          "ONNX Runtime cannot be given a limit on memory; report this with its version");
    }
  }

  private static boolean share() {
    // Loads the native libraries, by the class loader that the lookup below asks.
    OrtEnvironment.getEnvironment();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment base =
          (MemorySegment)
              Linker.nativeLinker()
                  .downcallHandle(
                      SymbolLookup.loaderLookup().findOrThrow("OrtGetApiBase"),
                      FunctionDescriptor.of(ADDRESS))
                  .invokeExact();
      MemorySegment getApi = base.reinterpret(ADDRESS.byteSize()).get(ADDRESS, 0);
      MemorySegment api =
          (MemorySegment)
              Linker.nativeLinker()
                  .downcallHandle(getApi, FunctionDescriptor.of(ADDRESS, JAVA_INT))
                  .invokeExact(API_VERSION);
      long size = (CREATE_ARENA_CONFIGURATION + 1) * ADDRESS.byteSize();
      return new RuntimeMemory(api.reinterpret(size)).register(arena);
    } catch (Throwable e) {
      throw new IllegalStateException("ONNX Runtime's C API cannot be called", e);
    }
  }

  private boolean register(Arena arena) throws Throwable {
    MemorySegment environment = arena.allocate(ADDRESS);
    MemorySegment kind = arena.allocate(ADDRESS);
    MemorySegment configuration = arena.allocate(ADDRESS);
    // The environment is one for the process: this is the one that the Java API made.
    boolean made =
        succeeds(
                (MemorySegment)
                    function(CREATE_ENV, JAVA_INT, ADDRESS, ADDRESS)
                        .invokeExact(WARNINGS, arena.allocateFrom("slipway"), environment))
            && succeeds(
                (MemorySegment)
                    function(CREATE_CPU_MEMORY_INFO, JAVA_INT, JAVA_INT, ADDRESS)
                        .invokeExact(ARENA_ALLOCATOR, DEFAULT_MEMORY, kind))
            && succeeds(
                (MemorySegment)
                    function(
                            CREATE_ARENA_CONFIGURATION,
                            JAVA_LONG,
                            JAVA_INT,
                            JAVA_INT,
                            JAVA_INT,
                            ADDRESS)
                        .invokeExact(
                            LIMIT,
                            EXTEND_AS_REQUESTED,
                            RUNTIME_CHOOSES,
                            RUNTIME_CHOOSES,
                            configuration));
    return made
        && succeeds(
            (MemorySegment)
                function(CREATE_AND_REGISTER_ALLOCATOR, ADDRESS, ADDRESS, ADDRESS)
                    .invokeExact(
                        environment.get(ADDRESS, 0),
                        kind.get(ADDRESS, 0),
                        configuration.get(ADDRESS, 0)));
  }

  /// A function gives the null pointer where all went well.
  private static boolean succeeds(MemorySegment status) {
    return status.equals(MemorySegment.NULL);
  }

  private MethodHandle function(int place, MemoryLayout... arguments) {
    return Linker.nativeLinker()
        .downcallHandle(
            functions.getAtIndex(ADDRESS, place), FunctionDescriptor.of(ADDRESS, arguments));
  }
}
