package dev.slipway.scoring.pmml;

/// What turns the sums of a regression into its value or the probabilities of its classes.
sealed interface Normalization {
  /// Works on `width` numbers of the frame from `at`.
  void apply(Frame frame, int at, int width, boolean single);

  /// The inverse of a link on each sum. Of two classes the second gets what the first leaves; of more each
  /// gets its share.
  record Linked(InverseLink link) implements Normalization {
    @Override
    public void apply(Frame frame, int at, int width, boolean single) {
      double[] sums = frame.numbers;
      for (int i = at; i < at + width; i++) {
        sums[i] = single ? link.mean((float) sums[i]) : link.mean(sums[i], 0);
      }
      if (width == 2) {
        sums[at + 1] = 1 - sums[at];
      } else if (width > 2) {
        SimpleMax.share(frame, at, width);
      }
    }
  }

  /// Sums as they are; the last class gets what the others leave.
  record None() implements Normalization {
    @Override
    public void apply(Frame frame, int at, int width, boolean single) {
      if (width > 1) {
        frame.numbers[at + width - 1] = 1 - frame.sum(at, width - 1);
      }
    }
  }

  /// The inverse of a link gives the probability of a class and all before it.
  record Cumulative(InverseLink link) implements Normalization {
    @Override
    public void apply(Frame frame, int at, int width, boolean single) {
      double before = 0;
      for (int i = at; i < at + width; i++) {
        double upTo = i == at + width - 1 ? 1 : link.mean(frame.numbers[i], 0);
        frame.numbers[i] = upTo - before;
        before = upTo;
      }
    }
  }

  record SimpleMax() implements Normalization {
    @Override
    public void apply(Frame frame, int at, int width, boolean single) {
      share(frame, at, width);
    }

    static void share(Frame frame, int at, int width) {
      double sum = frame.sum(at, width);
      for (int i = at; i < at + width; i++) {
        frame.numbers[i] /= sum;
      }
    }
  }

  record SoftMax() implements Normalization {
    @Override
    public void apply(Frame frame, int at, int width, boolean single) {
      double[] sums = frame.numbers;
      double greatest = sums[at + frame.greatest(at, width)];
      for (int i = at; i < at + width; i++) {
        double power = Math.exp(sums[i] - greatest);
        sums[i] = single ? (float) power : power;
      }
      SimpleMax.share(frame, at, width);
    }
  }
}
