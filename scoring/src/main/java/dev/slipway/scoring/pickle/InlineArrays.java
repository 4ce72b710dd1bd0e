package dev.slipway.scoring.pickle;

import dev.slipway.scoring.pickle.Pickled.Dict;
import dev.slipway.scoring.pickle.Pickled.Global;
import dev.slipway.scoring.pickle.Pickled.Instance;
import dev.slipway.scoring.pickle.Pickled.None;
import java.util.Set;

/// The arrays that joblib writes between the opcodes of a pickle: an object announces shape and type, then
/// come padding and raw bytes, or a pickle of its own where the items are objects.
final class InlineArrays {
  private static final String WRAPPER = "joblib.numpy_pickle.NumpyArrayWrapper";

  private final PickleInput in;
  private final Budget budget;
  private final Set<Global> globals;
  private final int depth;

  InlineArrays(PickleInput in, Budget budget, Set<Global> globals, int depth) {
    this.in = in;
    this.budget = budget;
    this.globals = globals;
    this.depth = depth;
  }

  void readBehind(Instance instance) {
    if (instance.is("joblib.numpy_pickle.NDArrayWrapper")
        || instance.is("joblib.numpy_pickle.ZNDArrayWrapper")
        || instance.is("joblib.numpy_pickle_compat.NDArrayWrapper")
        || instance.is("joblib.numpy_pickle_compat.ZNDArrayWrapper")) {
      throw Corrupt.unsupported(
          "The file keeps its arrays in other files beside it, as joblib before 0.10 did. "
              + "Load it in Python and dump it again with a newer joblib.");
    }
    if (!instance.is(WRAPPER) || !(instance.state() instanceof Dict state)) {
      return;
    }
    DType type = DType.of(state.get("dtype"));
    if (type.kind() == DType.Kind.OBJECT) {
      if (depth + 1 >= Budget.MAX_NESTED_PICKLES) {
        throw Corrupt.at(
            in.position(), "pickles are nested deeper than " + Budget.MAX_NESTED_PICKLES);
      }
      instance.inline(new PickleMachine(in, budget, globals, depth + 1).run());
      return;
    }
    Pickled alignment = state.get("numpy_array_alignment_bytes");
    if (alignment != null && alignment != None.NONE) {
      in.skip(in.u1());
    }
    long bytes = type.size();
    for (int length : NumpyArray.shape(state.get("shape"))) {
      bytes = Math.multiplyHigh(bytes, length) == 0 ? bytes * length : Long.MAX_VALUE;
      if (bytes < 0) {
        bytes = Long.MAX_VALUE;
      }
    }
    instance.inline(in.slice(bytes));
  }
}
