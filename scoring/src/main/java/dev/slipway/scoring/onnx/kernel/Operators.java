package dev.slipway.scoring.onnx.kernel;

import dev.slipway.scoring.onnx.file.OnnxNode;
import java.util.HashMap;
import java.util.Map;

/// Every operator that is compiled, by name.
final class Operators {
  private static final Map<String, Operator> STANDARD = new HashMap<>();
  private static final Map<String, Operator> ML = new HashMap<>();

  static {
    ML.put("TreeEnsembleClassifier", TreeEnsembles::classifier);
    ML.put("TreeEnsembleRegressor", TreeEnsembles::regressor);
    ML.put("LinearClassifier", LinearModels::classifier);
    ML.put("LinearRegressor", LinearModels::regressor);
    ML.put("Scaler", Scaling::scaler);
    ML.put("Imputer", Scaling::imputer);
    ML.put("Normalizer", Scaling::normalizer);
    ML.put("Binarizer", Scaling::binarizer);
    ML.put("OneHotEncoder", Encoding::oneHot);
    ML.put("LabelEncoder", Encoding::labels);
    ML.put("FeatureVectorizer", Shaping::concat);
    ML.put("ArrayFeatureExtractor", Shaping::extract);
    STANDARD.put("Concat", Shaping::concat);
    STANDARD.put("Identity", Shaping::identity);
    STANDARD.put("Reshape", Shaping::reshape);
    STANDARD.put("Flatten", Shaping::flatten);
    STANDARD.put("Constant", Shaping::constant);
    STANDARD.put("Cast", Shaping::cast);
    STANDARD.put("Gemm", LinearModels::gemm);
    STANDARD.put("MatMul", LinearModels::multiply);
    STANDARD.put("Add", Arithmetic.ADD);
    STANDARD.put("Sub", Arithmetic.SUBTRACT);
    STANDARD.put("Mul", Arithmetic.MULTIPLY);
    STANDARD.put("Div", Arithmetic.DIVIDE);
    STANDARD.put("Sigmoid", Elementwise.SIGMOID);
    STANDARD.put("Tanh", Elementwise.TANH);
    STANDARD.put("Relu", Elementwise.RELU);
    STANDARD.put("Exp", Elementwise.EXP);
    STANDARD.put("Neg", Elementwise.NEGATE);
    STANDARD.put("Sqrt", Elementwise.SQUARE_ROOT);
    STANDARD.put("Softmax", Reductions::softmax);
    STANDARD.put("ReduceSum", Reductions::sum);
    STANDARD.put("ArgMax", Reductions::greatest);
  }

  private Operators() {}

  static Operator find(OnnxNode node) {
    Operator operator = (node.domain().equals(OnnxNode.ML) ? ML : STANDARD).get(node.operator());
    if (operator == null) {
      throw Plan.notCompiled(node, "is not compiled");
    }
    return operator;
  }
}
