//! The page for people that lists the consent platforms: `docs/platforms.md`.

use super::platform::Platform;
use super::record::{PlatformRecord, RecordPlace};

/// The page, from the files.
pub fn platforms_page(platforms: &[Platform]) -> String {
    let mut page = format!(
        "# Consent platforms\n\n\
         Generated from `rules/cmps/`; do not edit. {} platforms are known. A platform tells who made an interface and \
         where the choice is kept; whether an interface is there, and what its controls do, is also read from structure \
         and words, so that none of this is needed to find a banner.\n\n\
         *Controls*: A accept, R reject, S settings, V save, C close, O open again by a control, o by a documented function. \
         *Lists cookies*: its own list of the site's cookies is read and compared with what was observed.\n\n\
         *Choice kept in*: names in bold can be read as accepted, refused or in part.\n\n\
         | id | name | recognised by | controls | choice kept in | lists cookies |\n|---|---|---|---|---|---|\n",
        platforms.len()
    );
    for platform in platforms {
        page.push_str(&format!(
            "| `{}` | {} | {} | {} | {} | {} |\n",
            platform.id,
            platform.name,
            signs(platform),
            controls(platform),
            platform.record.iter().map(record).collect::<Vec<_>>().join(", "),
            if platform.declaration.is_empty() { "" } else { "yes" },
        ));
    }
    page
}

fn signs(platform: &Platform) -> String {
    let signs = &platform.recognise;
    let proofs = signs.globals.iter().filter(|global| global.proof).count();
    [("root", signs.roots.len()), ("host", signs.hosts.len()), ("storage", signs.storage.len()), ("global", proofs)]
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(kind, _)| kind)
        .collect::<Vec<_>>()
        .join(", ")
}

fn controls(platform: &Platform) -> String {
    let known = &platform.controls;
    let lists =
        [("A", &known.accept), ("R", &known.reject), ("S", &known.settings), ("V", &known.save), ("C", &known.close)];
    let mut letters: String =
        lists.into_iter().filter(|(_, list)| !list.is_empty()).map(|(letter, _)| letter).collect();
    letters.push_str(if known.reopen.is_empty() { "" } else { "O" });
    letters.push_str(if platform.reopen_call.is_some() { "o" } else { "" });
    letters
}

fn record(record: &PlatformRecord) -> String {
    let place = match record.place {
        RecordPlace::Cookie => "cookie",
        RecordPlace::LocalStorage => "local storage",
        RecordPlace::SessionStorage => "session storage",
    };
    let name = format!("`{}`", record.name);
    if record.is_readable() { format!("{place} **{name}**") } else { format!("{place} {name}") }
}
