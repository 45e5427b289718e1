//! What each profile is for, which rules it switches on and how, and with which values.

use std::collections::{BTreeMap, BTreeSet};

use super::markdown::{fold, head, table};
use crate::knowledge::LegalBook;
use crate::policy::explain::{explain, under_profiles};
use crate::policy::profile::ActiveRule;
use crate::policy::standing::{ProfileStanding, Standings};

const ABOUT: &str = "\nA profile says which rules speak, how loudly, and with which thresholds. `--profile ID` chooses one, `--profile ID,ID` several at \
    once; your own may start\nfrom any of these (`extends`). `consentinel policy show ID` tells where each severity, verdict and value comes \
    from.\n";

const MEMBERS: &str = "\n## Which rules speak, and how loudly\n\n\
    Severity: C critical, H high, M medium, L low, I info. The strongest word: f finding, i indication, r review, n info.\n\
    `Hf` is a rule of high severity that may speak of a finding; – is off.\n";

const VALUES: &str = "\n## Thresholds\n\n\
    A value of the rule's own is in force wherever no profile stands beside it.\n";

/// The page.
pub(super) fn page(standings: &Standings, legal: &LegalBook) -> String {
    let mut page = String::new();
    head(&mut page, "Profiles", "`rules/profiles/`");
    page.push_str(ABOUT);
    for profile in standings.profiles() {
        about(&mut page, profile);
    }
    members(&mut page, standings);
    values(&mut page, standings, legal);
    page
}

fn about(page: &mut String, profile: &ProfileStanding) {
    let about = &profile.about;
    let from =
        about.extends.as_ref().map(|parent| format!(" It starts from [`{parent}`](#{parent}).")).unwrap_or_default();
    page.push_str(&format!(
        "\n## {}\n\n**{}**\n\n{}\n\n{} {} rules are on, {} off; last checked on {}.{from}\n",
        about.id,
        about.title,
        fold(&about.about),
        about.stands(),
        profile.all_on().count(),
        profile.all_off().count(),
        about.date
    ));
}

fn members(page: &mut String, standings: &Standings) {
    page.push_str(MEMBERS);
    let mut rules: Vec<_> = standings.rules().collect();
    rules.sort_by(|a, b| (&a.group, &a.id).cmp(&(&b.group, &b.id)));
    let heads: Vec<&str> = ["group", "rule"]
        .into_iter()
        .chain(standings.profiles().iter().map(|profile| profile.about.id.as_str()))
        .collect();
    let rows = rules.into_iter().map(|rule| {
        let cells = standings.profiles().iter().map(|profile| profile.on(&rule.id).map_or("–".to_owned(), letters));
        [rule.group.clone(), format!("[{0}](rules/{0}.md)", rule.id)].into_iter().chain(cells).collect()
    });
    table(page, &heads, rows);
}

/// `Hf`: high severity, at most a finding.
fn letters(active: &ActiveRule) -> String {
    let severity = active.severity.word().chars().next().unwrap_or_default().to_ascii_uppercase();
    let verdict = match active.verdict.word() {
        "info" => 'n',
        word => word.chars().next().unwrap_or_default(),
    };
    format!("{severity}{verdict}")
}

fn values(page: &mut String, standings: &Standings, legal: &LegalBook) {
    page.push_str(VALUES);
    // Name, meaning and own value, with the rules that share them.
    let mut shared: BTreeMap<(String, String, String), Vec<&str>> = BTreeMap::new();
    for rule in standings.rules() {
        for one in explain(&ActiveRule::with_defaults(rule.clone()), legal).parameters {
            let value = format!("{} ({})", one.value, one.whose);
            shared.entry((one.name, one.meaning, value)).or_default().push(&rule.id);
        }
    }
    let rows = shared.into_iter().map(|((name, meaning, own), rules)| {
        let others: BTreeSet<String> = rules
            .iter()
            .flat_map(|rule| under_profiles(standings, rule, legal))
            .flat_map(|one| {
                let named = format!("${name} = ");
                let set = one.values.into_iter().filter(move |value| value.starts_with(&named));
                set.map(move |value| format!("{}: {}", one.profile, value.trim_start_matches('$'))).collect::<Vec<_>>()
            })
            .collect();
        let rules: Vec<String> = rules.iter().map(|rule| format!("[{rule}](rules/{rule}.md)")).collect();
        vec![format!("`${name}`"), meaning, own, others.into_iter().collect::<Vec<_>>().join("; "), rules.join(", ")]
    });
    table(page, &["threshold", "what it is", "the rule's own", "profiles that set another", "rules"], rows);
}
