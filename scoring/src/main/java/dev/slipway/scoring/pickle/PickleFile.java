package dev.slipway.scoring.pickle;

import dev.slipway.scoring.pickle.Pickled.Global;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/// A pickle or joblib file, read.
///
/// @param root the value that was dumped
/// @param globals every class and function that the file names, in the order of the file
/// @param protocol the pickle protocol, 0 and 1 both as 0
/// @param length bytes of the pickle after decompression
public record PickleFile(Pickled root, Set<Global> globals, int protocol, long length) {
  public PickleFile {
    globals = Collections.unmodifiableSet(new LinkedHashSet<>(globals));
  }

  /// Whether a file that starts with these bytes (100 are enough) is a pickle, or one of joblib's compressed
  /// files.
  public static boolean recognizes(byte[] head) {
    return Containers.recognizes(head);
  }

  public static PickleFile read(byte[] file) {
    byte[] content = Containers.open(file);
    Set<Global> globals = new LinkedHashSet<>();
    PickleMachine machine =
        new PickleMachine(new PickleInput(content), new Budget(content.length), globals, 0);
    Pickled root = machine.run();
    return new PickleFile(root, globals, machine.protocol(), content.length);
  }
}
