package dev.slipway.scoring.pickle;

import dev.slipway.scoring.pickle.Pickled.Global;
import java.util.Set;

/// What a name in a pickle would mean to a program that resolves it. Nothing is resolved here, so this is
/// for people who decide whether the file may be loaded in Python.
public enum Trust {
  /// On the list of what estimators and arrays are made of.
  ALLOWED,
  /// On no list: perhaps code of the model's author.
  UNKNOWN,
  /// Known to run commands, code, or look up anything.
  DANGEROUS;

  private static final Set<String> ALLOWED_NAMES =
      Set.of(
          "copyreg._reconstructor",
          "copyreg.__newobj__",
          "_codecs.encode",
          "builtins.object",
          "builtins.set",
          "builtins.frozenset",
          "builtins.list",
          "builtins.dict",
          "builtins.tuple",
          "builtins.slice",
          "builtins.bytes",
          "builtins.bytearray",
          "builtins.complex",
          "builtins.int",
          "builtins.float",
          "builtins.str",
          "builtins.bool",
          "builtins.range",
          "collections.OrderedDict",
          "collections.defaultdict",
          "joblib.numpy_pickle.NumpyArrayWrapper",
          "sklearn.utils.validation.check_array",
          "numpy.ndarray",
          "numpy.dtype",
          "numpy.float64",
          "numpy.float32",
          "numpy.int64",
          "numpy.int32",
          "numpy.bool_",
          "numpy.str_",
          "numpy.object_",
          "numpy.log1p",
          "numpy.expm1",
          "numpy.log",
          "numpy.exp",
          "numpy.sqrt",
          "numpy.absolute",
          "numpy.mean",
          "scipy.sparse._dia.dia_matrix",
          "numpy.random._pickle.__randomstate_ctor",
          "numpy.random._pickle.__bit_generator_ctor",
          "numpy.random._pickle.__generator_ctor",
          "numpy.random._mt19937.MT19937",
          "numpy.random._pcg64.PCG64",
          "numpy.core.multiarray._reconstruct",
          "numpy.core.multiarray.scalar",
          "numpy.core.numeric._frombuffer",
          "scipy.sparse._csr.csr_matrix",
          "scipy.sparse._csc.csc_matrix",
          "scipy.sparse.csr.csr_matrix",
          "scipy.sparse.csc.csc_matrix",
          "scipy.interpolate._bsplines.BSpline",
          "pandas.core.indexes.base._new_Index",
          "pandas.core.indexes.base.Index",
          "xgboost.core.Booster",
          "xgboost.sklearn.XGBClassifier",
          "xgboost.sklearn.XGBRegressor",
          "xgboost.sklearn.XGBRFClassifier",
          "xgboost.sklearn.XGBRFRegressor",
          "lightgbm.basic.Booster",
          "lightgbm.sklearn.LGBMClassifier",
          "lightgbm.sklearn.LGBMRegressor");

  private static final Set<String> DANGEROUS_MODULES =
      Set.of(
          "os",
          "posix",
          "nt",
          "subprocess",
          "sys",
          "shutil",
          "socket",
          "pty",
          "commands",
          "runpy",
          "importlib",
          "imp",
          "pkgutil",
          "pydoc",
          "code",
          "codeop",
          "marshal",
          "types",
          "ctypes",
          "_ctypes",
          "cffi",
          "multiprocessing",
          "threading",
          "_thread",
          "asyncio",
          "signal",
          "webbrowser",
          "urllib",
          "http",
          "ftplib",
          "smtplib",
          "requests",
          "httpx",
          "aiohttp",
          "pip",
          "ensurepip",
          "venv",
          "timeit",
          "trace",
          "bdb",
          "pdb",
          "cProfile",
          "profile",
          "doctest",
          "unittest",
          "idlelib",
          "lib2to3",
          "distutils",
          "setuptools",
          "pickle",
          "_pickle",
          "cloudpickle",
          "dill",
          "shelve",
          "inspect",
          "operator",
          "_operator",
          "functools",
          "_functools",
          "tempfile",
          "pathlib",
          "io",
          "_io",
          "zipimport",
          "zipfile",
          "tarfile",
          "fileinput",
          "glob",
          "platform",
          "gc",
          "weakref",
          "ast",
          "builtins",
          "torch.serialization",
          "numpy.testing",
          "numpy.f2py",
          "numpy.distutils");

  /// The functions of NumPy that targets are bent with. They are known by name and never called.
  private static final Set<String> ELEMENTWISE =
      Set.of(
          "exp",
          "expm1",
          "exp2",
          "log",
          "log1p",
          "log2",
          "log10",
          "sqrt",
          "cbrt",
          "square",
          "reciprocal",
          "negative",
          "sinh",
          "arcsinh",
          "tanh",
          "arctanh");

  /// Judges one name. Under scikit-learn's own modules, classes are allowed and functions are not.
  public static Trust of(Global global) {
    Global canonical = Global.of(global.module(), global.name());
    String qualified = canonical.toString();
    if (ALLOWED_NAMES.contains(qualified)) {
      return ALLOWED;
    }
    String module = canonical.module();
    boolean numpy = module.equals("numpy") || module.equals("numpy.core._multiarray_umath");
    if (numpy && ELEMENTWISE.contains(canonical.name())) {
      return ALLOWED;
    }
    if (qualified.equals("functools.partial")) {
      // Harmless by itself: what it would call is named and judged on its own.
      return UNKNOWN;
    }
    if (DANGEROUS_MODULES.contains(module) || DANGEROUS_MODULES.contains(root(module))) {
      return DANGEROUS;
    }
    boolean estimator = module.startsWith("sklearn.") && isSingleClass(canonical.name());
    boolean cython =
        module.startsWith("sklearn.") && canonical.name().startsWith("__pyx_unpickle_");
    return estimator || cython ? ALLOWED : UNKNOWN;
  }

  private static boolean isSingleClass(String name) {
    String plain = name.startsWith("_") ? name.substring(1) : name;
    return !plain.isEmpty() && Character.isUpperCase(plain.charAt(0)) && plain.indexOf('.') < 0;
  }

  private static String root(String module) {
    int dot = module.indexOf('.');
    return dot < 0 ? module : module.substring(0, dot);
  }
}
