//! Every provision, and the rules that cite it.

use super::markdown::{head, table};
use crate::knowledge::LegalBook;
use crate::policy::standing::Standings;

const ABOUT: &str = "\nEach provision stands once, in a file of its own. The sentence is ours and no quotation: follow the link for what it \
    says.\n*Binds* tells how far: a guideline that does not bind still tells how an authority reads the law.\n";

/// The page.
pub(super) fn page(standings: &Standings, legal: &LegalBook) -> String {
    let mut page = String::new();
    head(&mut page, "Provisions that rules cite", "`rules/legal/`");
    page.push_str(ABOUT);
    let rows = legal.ids().filter_map(|id| legal.get(id)).map(|provision| {
        let citing = standings.rules().filter(|rule| rule.law.contains(&provision.id));
        let citing: Vec<String> = citing.map(|rule| format!("[{0}](rules/{0}.md)", rule.id)).collect();
        vec![
            format!("<a id=\"{0}\"></a>`{0}`", provision.id),
            format!("[{}]({})", provision.title, provision.link),
            provision.place(),
            provision.binding.clone(),
            provision.about.clone(),
            if citing.is_empty() { "none so far".to_owned() } else { citing.join(", ") },
            provision.date.clone(),
        ]
    });
    table(
        &mut page,
        &["id", "provision", "instrument, article, year", "binds", "what it says", "cited by", "checked"],
        rows,
    );
    page
}
