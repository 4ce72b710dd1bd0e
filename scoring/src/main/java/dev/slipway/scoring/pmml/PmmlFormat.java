package dev.slipway.scoring.pmml;

import dev.slipway.core.model.Scorer;
import dev.slipway.scoring.format.Inspection;
import dev.slipway.scoring.format.ModelFile;
import dev.slipway.scoring.format.ModelFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// PMML 3.x and 4.x: trees, regressions, networks, scorecards, vector machines, naive Bayes, neighbors,
/// clusters, and mining models of them, with derived fields.
public final class PmmlFormat implements ModelFormat {
  private static final int MOST_LINES = 50;

  @Override
  public String name() {
    return "pmml";
  }

  @Override
  public boolean recognizes(ModelFile file) {
    String head = file.headText();
    return head.contains("<PMML")
        || (head.contains(":PMML") && head.contains("dmg.org/PMML"))
        || (head.contains("<!DOCTYPE") && head.contains("PMML"));
  }

  @Override
  public Scorer load(ModelFile file) {
    return new PmmlScorer(Element.read(file.bytes()));
  }

  @Override
  public Inspection inspect(ModelFile file) {
    Element document = Element.read(file.bytes());
    PmmlScorer scorer = new PmmlScorer(document);
    List<String> outline = new ArrayList<>();
    outline(ModelReader.model(document), "", outline);
    return new Inspection(
        name(),
        Map.of("pmml", document.attribute("version", "unknown")),
        Optional.of(scorer.signature()),
        outline,
        Map.of("models", String.valueOf(outline.size())),
        List.of(),
        Inspection.Verdict.SUPPORTED,
        List.of());
  }

  private static void outline(Element model, String indent, List<String> lines) {
    if (lines.size() == MOST_LINES) {
      return;
    }
    lines.add("%s%s(%s)".formatted(indent, model.name(), model.attribute("functionName")));
    model
        .child("Segmentation")
        .ifPresent(s ->
            s.all("Segment")
                .forEach(segment -> outline(ModelReader.model(segment), indent + "  ", lines)));
  }
}
