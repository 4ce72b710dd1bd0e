package dev.slipway.server.console;

/// What stands around the content of every page.
///
/// @param title of the page, for the browser's tab
/// @param openAlerts shown beside the navigation
record Frame(String title, Section section, long openAlerts, Assets assets) {
  /// The entries of the navigation, and pages outside of it.
  enum Section {
    OVERVIEW,
    ALERTS,
    CHANGES,
    NONE
  }

  boolean at(Section other) {
    return section == other;
  }
}
