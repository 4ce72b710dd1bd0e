package dev.slipway.serving.repository;

import java.util.List;

/// The models that a server could answer with, and the wish to load or unload one, as Triton's and
/// SageMaker's protocols put it.
public interface ModelRepository {
  List<Entry> index();

  /// Answers for a model from now on; one that is loaded is loaded anew. Whatever answered before goes on
  /// where the new one cannot be loaded.
  void load(String model);

  /// Stops answering for a model, after the requests under way.
  void unload(String model);

  /// A model of the repository.
  ///
  /// @param version 0 where none is loaded
  record Entry(String model, int version, boolean ready) {}
}
