package dev.slipway.scoring.pmml;

/// From a linear predictor to the mean that it stands for.
enum InverseLink {
  IDENTITY,
  LOG,
  LOGC,
  LOGIT,
  PROBIT,
  CLOGLOG,
  LOGLOG,
  CAUCHIT,
  NEGBIN,
  ODDSPOWER,
  POWER;

  /// @param parameter of a negative binomial, odds power or power link
  double mean(double x, double parameter) {
    return switch (this) {
      case IDENTITY -> x;
      case LOG -> Math.exp(x);
      case LOGC -> 1 - Math.exp(x);
      case LOGIT -> 1 / (1 + Math.exp(-x));
      case PROBIT -> Normal.cumulative(x);
      case CLOGLOG -> -Math.expm1(-Math.exp(x));
      case LOGLOG -> Math.exp(-Math.exp(-x));
      case CAUCHIT -> 0.5 + Math.atan(x) / Math.PI;
      case NEGBIN -> 1 / (parameter * Math.expm1(-x));
      case ODDSPOWER ->
          parameter == 0 || Math.abs(parameter) < 1e-300
              ? LOGIT.mean(x, 0)
              : 1 / (1 + Math.pow(1 + parameter * x, -1 / parameter));
      case POWER -> parameter == 0 ? Math.exp(x) : Math.pow(x, 1 / parameter);
    };
  }

  /// The mean in float32, rounded as often as XGBoost rounds.
  float mean(float x) {
    return this == LOGIT ? 1 / (1 + (float) Math.exp(-x)) : (float) mean(x, 0);
  }

  static InverseLink named(String name) {
    return switch (name) {
      case "identity" -> IDENTITY;
      case "log" -> LOG;
      case "logc" -> LOGC;
      case "logit" -> LOGIT;
      case "probit" -> PROBIT;
      case "cloglog" -> CLOGLOG;
      case "loglog" -> LOGLOG;
      case "cauchit" -> CAUCHIT;
      case "negbin" -> NEGBIN;
      case "oddspower" -> ODDSPOWER;
      case "power" -> POWER;
      default -> throw Element.unsupported("link '%s'".formatted(Element.abbreviated(name)));
    };
  }
}
