package dev.slipway.scoring.pmml;

import dev.slipway.scoring.pmml.GeneralRegression.Parameter;
import dev.slipway.scoring.pmml.GeneralRegression.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Compiles a `GeneralRegressionModel`.
record GeneralRegressionReader(Kind kind, Scope scope) {
  GeneralRegression read(Element element, int at) {
    String type = element.attribute("modelType");
    List<String> names =
        element.need("ParameterList").all("Parameter").map(p -> p.attribute("name")).toList();
    Parameter[] parameters = parameters(element, names);
    List<String> modelled = modelled(element, type);
    double[][] predictors = new double[modelled.size()][names.size()];
    Map<String, Integer> index = new HashMap<>();
    names.forEach(n -> index.put(n, index.size()));
    for (Element cell : element.need("ParamMatrix").all("PCell").toList()) {
      Integer parameter = index.get(cell.attribute("parameterName"));
      if (parameter == null) {
        throw Element.corrupt(
            "has a PCell of the parameter '%s', which is none"
                .formatted(Element.abbreviated(cell.attribute("parameterName"))));
      }
      Optional<String> category = cell.optional("targetCategory");
      for (int i = 0; i < predictors.length; i++) {
        if (category.isEmpty() || !kind.classifies() || category.get().equals(modelled.get(i))) {
          predictors[i][parameter] += cell.number("beta");
        }
      }
      category.filter(_ -> kind.classifies()).ifPresent(kind::index);
    }
    return new GeneralRegression(
        at,
        kind.width(),
        scope.layout().numbers(names.size() + predictors.length),
        parameters,
        predictors,
        number(element, "offsetVariable", "offsetValue", 0),
        response(element, type, modelled));
  }

  private Response response(Element element, String type, List<String> modelled) {
    double parameter = element.number("linkParameter", element.number("distParameter", 0));
    return switch (type) {
      case "regression", "generalLinear" -> {
        if (kind.classifies()) {
          throw Element.unsupported("modelType '%s' of a classification".formatted(type));
        }
        yield new Response.Mean(InverseLink.IDENTITY, 0, _ -> 1);
      }
      case "generalizedLinear" -> {
        InverseLink link = InverseLink.named(element.attribute("linkFunction"));
        if (link == InverseLink.NEGBIN) {
          parameter = element.number("distParameter");
        }
        yield kind.classifies()
            ? new Response.Binary(link, parameter, kind.index(modelled.getFirst()))
            : new Response.Mean(
                link, parameter, number(element, "trialsVariable", "trialsValue", 1));
      }
      case "multinomialLogistic" ->
          new Response.Multinomial(modelled.stream().mapToInt(kind::index).toArray());
      case "ordinalMultinomial" ->
          new Response.Cumulative(
              InverseLink.named(
                  element.attribute(
                      "cumulativeLink", element.attribute("cumulativeLinkFunction", "logit"))));
      default -> throw Element.unsupported("modelType '%s'".formatted(Element.abbreviated(type)));
    };
  }

  /// The classes that have a predictor of their own, or one name for the value of a regression.
  private List<String> modelled(Element element, String type) {
    if (!kind.classifies()) {
      return List.of("");
    }
    if (type.equals("ordinalMultinomial")) {
      if (kind.width() < 2) {
        throw Element.corrupt("has an ordinalMultinomial of fewer than two classes");
      }
      return kind.classes().subList(0, kind.width() - 1);
    }
    Set<String> named = new LinkedHashSet<>();
    element
        .need("ParamMatrix")
        .all("PCell")
        .forEach(c -> c.optional("targetCategory").ifPresent(named::add));
    Optional<String> reference = element.optional("targetReferenceCategory");
    List<String> modelled = new ArrayList<>();
    for (String label : kind.classes()) {
      boolean isReference = reference.map(label::equals).orElse(!named.contains(label));
      if (!isReference) {
        modelled.add(label);
      }
    }
    boolean binary = type.equals("generalizedLinear");
    if (modelled.size() != kind.width() - 1 || (binary && kind.width() != 2)) {
      throw Element.corrupt(
          "has %d classes and %d linear predictors".formatted(kind.width(), modelled.size()));
    }
    return modelled;
  }

  private Expression.Number number(
      Element element, String variable, String constant, double otherwise) {
    Optional<String> field = element.optional(variable);
    if (field.isPresent()) {
      int cell = scope.needNumber(field.get()).at();
      return frame -> frame.numbers[cell];
    }
    double value = element.number(constant, otherwise);
    return _ -> value;
  }

  private Parameter[] parameters(Element element, List<String> names) {
    Set<String> factors = predictors(element, "FactorList");
    Set<String> covariates = predictors(element, "CovariateList");
    Map<String, List<Parameter>> products = new HashMap<>();
    Set<String> known = new HashSet<>(names);
    for (Element cell :
        element.child("PPMatrix").map(m -> m.all("PPCell").toList()).orElse(List.of())) {
      String parameter = cell.attribute("parameterName");
      String predictor = cell.attribute("predictorName");
      if (cell.optional("targetCategory").isPresent()) {
        throw Element.unsupported("PPCell with a targetCategory");
      }
      if (!known.contains(parameter)
          || !(factors.contains(predictor) || covariates.contains(predictor))) {
        throw Element.corrupt(
            "relates '%s' to '%s', one of which is not listed"
                .formatted(Element.abbreviated(predictor), Element.abbreviated(parameter)));
      }
      products
          .computeIfAbsent(parameter, _ -> new ArrayList<>())
          .add(
              factors.contains(predictor)
                  ? indicator(predictor, cell.attribute("value"))
                  : power(predictor, cell.number("value")));
    }
    return names.stream()
        .map(name -> product(products.getOrDefault(name, List.of())))
        .toArray(Parameter[]::new);
  }

  private static Set<String> predictors(Element element, String list) {
    Set<String> names = new HashSet<>();
    for (Element predictor :
        element.child(list).map(l -> l.all("Predictor").toList()).orElse(List.of())) {
      if (predictor.child("Matrix").isPresent()) {
        throw Element.unsupported("contrast matrix of a Predictor");
      }
      names.add(predictor.attribute("name"));
    }
    return names;
  }

  private Parameter indicator(String predictor, String value) {
    Scope.Cell cell = scope.need(predictor);
    int at = cell.at();
    if (cell.text()) {
      return frame -> {
        String text = frame.texts[at];
        return text == null ? Double.NaN : Expression.truth(text.equals(value));
      };
    }
    double number = cell.number(value);
    return frame -> {
      double actual = frame.numbers[at];
      return Double.isNaN(actual) ? actual : Expression.truth(actual == number);
    };
  }

  private Parameter power(String predictor, double exponent) {
    int at = scope.needNumber(predictor).at();
    return exponent == 1
        ? frame -> frame.numbers[at]
        : frame -> Math.pow(frame.numbers[at], exponent);
  }

  private static Parameter product(List<Parameter> factors) {
    if (factors.isEmpty()) {
      return _ -> 1;
    }
    if (factors.size() == 1) {
      return factors.getFirst();
    }
    Parameter[] all = factors.toArray(Parameter[]::new);
    return frame -> {
      double product = 1;
      for (Parameter factor : all) {
        product *= factor.value(frame);
      }
      return product;
    };
  }
}
