package dev.slipway.lifecycle.check;

import dev.slipway.core.check.CheckResult;
import java.util.List;

/// One thing that must hold of a package. It gives no result where it does not apply to the model's task.
interface Rule {
  List<CheckResult> apply(Candidate candidate);
}
