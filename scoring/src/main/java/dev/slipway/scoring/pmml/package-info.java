/// PMML: [PmmlFormat]. The document is read into [Element]s and compiled by [ModelReader] to a [PmmlModel],
/// which works on the cells of a [Frame]. A `...Reader` compiles what the class without the suffix scores;
/// trees go onto the tree engine where they can ([TreeCompiler]). What is not supported is refused by name.
@NullMarked
package dev.slipway.scoring.pmml;

import org.jspecify.annotations.NullMarked;
