/// Texts as columns: an [Analyzer] cuts a text into terms, a [TermIndex] gives each term a column, and
/// [TermCounts] counts. Terms are those of scikit-learn's vectorizers, character for character.
@NullMarked
package dev.slipway.scoring.text;

import org.jspecify.annotations.NullMarked;
