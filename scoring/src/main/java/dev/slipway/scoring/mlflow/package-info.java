/// MLflow model folders: [MlflowFormat] finds the model file that a flavor names.
@NullMarked
package dev.slipway.scoring.mlflow;

import org.jspecify.annotations.NullMarked;
