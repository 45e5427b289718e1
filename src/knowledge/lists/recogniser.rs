//! What other tools' rules say of a consent platform, in our words.
//!
//! Such rules are programs: click this, wait, tick that. What they say of signs and of single controls carries over.
//! Scripts, switches that are ticked one by one, and what hides a banner instead of answering it do not. Words of a
//! control keep the last word over its selector, as with our own files.

use std::collections::BTreeMap;

use crate::knowledge::platform::{Platform, PlatformControls, Recognise};

/// A rule under way to a platform.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    /// Its name for people.
    pub(super) name: String,
    /// Selectors any of which is a sign.
    pub(super) roots: Vec<String>,
    /// Selectors of the first layer.
    pub(super) first_layer: Vec<String>,
    pub(super) controls: PlatformControls,
}

impl Draft {
    /// The platform, known as `list` and the rule's name together; `line` is where the rule stands.
    pub(super) fn platform(mut self, list: &str, line: usize, taken: &mut Ids) -> Platform {
        let controls = &mut self.controls;
        // One control cannot do both: then nobody knows what it does.
        let both: Vec<String> =
            controls.reject.iter().filter(|selector| controls.accept.contains(selector)).cloned().collect();
        controls.reject.retain(|selector| !both.contains(selector));
        controls.accept.retain(|selector| !both.contains(selector));
        let lists = [&mut controls.accept, &mut controls.reject, &mut controls.settings, &mut controls.save];
        for selectors in lists.into_iter().chain([&mut self.roots, &mut self.first_layer]) {
            let mut seen = Vec::new();
            selectors.retain(|selector| {
                !seen.contains(selector) && {
                    seen.push(selector.clone());
                    true
                }
            });
        }
        Platform {
            id: taken.free(format!("{list}:{}", slug(&self.name))),
            vendor: self.name.clone(),
            name: self.name,
            sources: vec![format!("{list}, line {line}")],
            recognise: Recognise { roots: self.roots, ..Recognise::default() },
            first_layer: self.first_layer,
            controls: self.controls,
            from_list: Some(list.to_owned()),
            ..Platform::default()
        }
    }
}

/// A selector that browsers read, or why it is none.
pub(super) fn css(selector: &str) -> Result<String, String> {
    let selector = selector.trim();
    let foreign = ["xpath/", ":contains(", ":has-text(", ">>>", ":matches-", ":upward("];
    if selector.is_empty() || foreign.iter().any(|sign| selector.contains(sign)) {
        return Err(format!("`{selector}` is no selector of browsers"));
    }
    Ok(selector.to_owned())
}

fn slug(name: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let parts: String = name.chars().map(letter).collect();
    parts.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// The ids that rules of one list have got, each with how often it was wanted. A colon stands in all of them, and in
/// no id of our own files.
#[derive(Debug, Default)]
pub(super) struct Ids(BTreeMap<String, usize>);

impl Ids {
    /// The wanted id, or with a number behind it where another rule has it.
    fn free(&mut self, wanted: String) -> String {
        let mut number = self.0.get(&wanted).map_or(1, |taken| taken + 1);
        while number > 1 && self.0.contains_key(&numbered(&wanted, number)) {
            number += 1;
        }
        self.0.insert(wanted.clone(), number);
        let id = numbered(&wanted, number);
        self.0.entry(id.clone()).or_insert(1);
        id
    }
}

fn numbered(wanted: &str, number: usize) -> String {
    if number == 1 { wanted.to_owned() } else { format!("{wanted}-{number}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_ids_and_no_id_is_used_twice() {
        let draft = Draft { name: "Cookie Bar (v2)".into(), ..Draft::default() };
        let mut taken = Ids::default();
        let first = draft.clone().platform("auto", 3, &mut taken);
        assert_eq!((first.id.as_str(), first.sources[0].as_str()), ("auto:cookie-bar-v2", "auto, line 3"));
        let other = Draft { name: "Cookie Bar v2 2".into(), ..Draft::default() };
        let ids = [other, draft.clone(), draft].map(|draft| draft.platform("auto", 3, &mut taken).id);
        assert_eq!(ids, ["auto:cookie-bar-v2-2", "auto:cookie-bar-v2-3", "auto:cookie-bar-v2-4"]);
    }

    #[test]
    fn a_control_that_would_accept_and_refuse_does_neither() {
        let list = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let controls =
            PlatformControls { accept: list(&["#a", "#x"]), reject: list(&["#x", "#r", "#r"]), ..Default::default() };
        let platform =
            Draft { name: "A".into(), controls, ..Draft::default() }.platform("auto", 1, &mut Ids::default());
        assert_eq!((platform.controls.accept, platform.controls.reject), (list(&["#a"]), list(&["#r"])));
    }

    #[test]
    fn selectors_of_other_tools_are_refused() {
        assert_eq!(css(" #a > b "), Ok("#a > b".to_owned()));
        for wrong in ["xpath///a", "b:contains(x)", "a >>> b", ""] {
            assert!(css(wrong).is_err(), "{wrong}");
        }
    }
}
