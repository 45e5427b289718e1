//! What is measured on the interface: place, colour, time, keyboard and accessibility tree. Rules that are off in the
//! profile of the other groups are judged as well, and no others.

use consentinel::browser::chrome::Flavour;
use consentinel::knowledge::SourceText;

use super::audit::Auditor;
use super::groups;

/// A profile of the rules that rest on measures.
const PROFILE: &str = "\
id: measured
title: What is measured
date: \"2026-11-26\"
about: The rules that rest on measures of the interface.
only:
  - a11y-focus-obscured
  - a11y-focus-visible
  - a11y-interface-unannounced
  - a11y-keyboard
  - a11y-name-role-value
  - a11y-target-size
  - banner-duplicate-interfaces
  - banner-late-or-offscreen
  - close-control-missing
  - prominence-colour
  - reject-extra-friction
  - reject-not-bulk
  - reject-out-of-view
  - tcf-cta-text-treatment
";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn measured() {
    let fixtures = crate::fixtures::server::Fixtures::start().await;
    let profile = SourceText { path: "profiles/measured.yaml".to_owned(), text: PROFILE.to_owned() };
    let auditor = Auditor::on(Flavour::Shell, &fixtures).await.under("measured", profile);
    groups::hold("measured", &fixtures, auditor).await;
}
