//! One test a group of sites.

use std::collections::BTreeSet;

use consentinel::browser::chrome::Flavour;
use consentinel::evidence::State;

use super::audit::{Audited, Auditor};
use super::expect::{self, Expected};
use crate::fixtures::server::{self, Fixtures};

/// Which states are lived through where a site does not say it.
#[derive(Clone, Copy, PartialEq)]
enum Lived {
    /// The usual ones.
    Usual,
    /// Those without `reject-again`, which takes as long as all others: for what the look of a page decides, and for what was seen
    /// with the other flavour in all of them.
    Once,
}

/// Audits every site of a group and holds the reports against what is true.
async fn group(name: &str, flavour: Flavour, lived: Lived) {
    let fixtures = Fixtures::start().await;
    let mut auditor = Auditor::on(flavour, &fixtures).await;
    if lived == Lived::Once {
        auditor.plan.states.retain(|state| *state != State::RejectAgain);
    }
    hold(name, &fixtures, auditor).await;
}

/// The same by this auditor.
pub async fn hold(name: &str, fixtures: &Fixtures, auditor: Auditor) {
    let mut wrong = Vec::new();
    for expected in expect::load(name) {
        let audited = audit(&auditor, &expected, fixtures).await;
        wrong.extend(expect::differences(&expected, &audited));
        wrong.extend(lost_requests(&expected, &audited, fixtures));
    }
    auditor.close().await;
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// Audits one site as is said beside it.
pub async fn audit(auditor: &Auditor, expected: &Expected, fixtures: &Fixtures) -> Audited {
    let states = expected.states(&auditor.plan.states);
    let audited = auditor.audit_under(&expected.under, &fixtures.url(&expected.site), &states).await;
    keep(expected, &audited);
    audited
}

/// What third parties were sent and the evidence does not have, and what it has and they were never sent.
fn lost_requests(expected: &Expected, audited: &Audited, fixtures: &Fixtures) -> Option<String> {
    let known = audited.report.requests.iter().map(|request| request.host.as_str());
    let known: BTreeSet<String> = known.filter(|host| server::is_third(host)).map(str::to_owned).collect();
    // Frames of third parties ask in their own name.
    let taken: BTreeSet<String> = fixtures.taken_from(&expected.site).into_iter().map(|one| one.host).collect();
    let ever: BTreeSet<String> = fixtures.taken().into_iter().map(|one| one.host).collect();
    let right = taken.is_subset(&known) && known.is_subset(&ever);
    (!right).then(|| format!("{}: {taken:?} were contacted, but the evidence has {known:?}", expected.site))
}

/// Leaves the report where a person can read it, if `CONSENTINEL_KEEP` names a folder.
#[expect(clippy::disallowed_methods, reason = "a test is asked by its environment whether to keep what it saw")]
fn keep(expected: &Expected, audited: &Audited) {
    if let Some(folder) = std::env::var_os("CONSENTINEL_KEEP") {
        let folder = std::path::Path::new(&folder);
        std::fs::create_dir_all(folder).unwrap();
        let path = folder.join(&expected.site);
        std::fs::write(path.with_extension("json"), serde_json::to_vec_pretty(&audited.report).unwrap()).unwrap();
        std::fs::write(path.with_extension("evidence.json"), serde_json::to_vec_pretty(&audited.evidence).unwrap())
            .unwrap();
        std::fs::write(
            path.with_extension("beyond"),
            audited.failing_beyond.iter().cloned().collect::<Vec<_>>().join(", "),
        )
        .unwrap();
    }
}

macro_rules! groups {
    ($flavour:ident, $lived:ident: $($name:ident)*) => {$(
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $name() {
            group(stringify!($name), Flavour::$flavour, Lived::$lived).await;
        }
    )*};
}

groups! { Shell, Usual: wording vanilla klaro tarteaucitron osano orejime tcf place when state first gate library bad nine sync broken_arrival broken_choice broken_signals }

// Whether a box is the banner, and what its buttons say, is seen on arrival.
groups! { Shell, Once: decoy beside hidden words tongue }

/// Full Chromium sees the same.
mod full {
    use super::{Flavour, Lived, group};

    groups! { Full, Once: vanilla place when }
}
