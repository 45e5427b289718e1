//! What other tools' rules say of a consent platform, in our words.
//!
//! Such rules are programs: click this, wait, tick that. What they say of signs and of single controls carries over.
//! Scripts, switches that are ticked one by one, and what hides a banner instead of answering it do not. Words of a
//! control keep the last word over its selector, as with our own files.

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
    pub(super) fn platform(mut self, list: &str, line: usize, taken: &[Platform]) -> Platform {
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
            id: free_id(&format!("{list}-{}", slug(&self.name)), taken),
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

fn free_id(wanted: &str, taken: &[Platform]) -> String {
    let is_free = |id: &String| taken.iter().all(|platform| platform.id != *id);
    let wanted = wanted.to_owned();
    if is_free(&wanted) {
        return wanted;
    }
    (2..=taken.len() + 2).map(|number| format!("{wanted}-{number}")).find(is_free).unwrap_or(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_ids_and_no_id_is_used_twice() {
        let draft = Draft { name: "Cookie Bar (v2)".into(), ..Draft::default() };
        let first = draft.clone().platform("auto", 3, &[]);
        assert_eq!((first.id.as_str(), first.sources[0].as_str()), ("auto-cookie-bar-v2", "auto, line 3"));
        let taken = [first];
        assert_eq!(draft.platform("auto", 3, &taken).id, "auto-cookie-bar-v2-2");
    }

    #[test]
    fn a_control_that_would_accept_and_refuse_does_neither() {
        let list = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let controls =
            PlatformControls { accept: list(&["#a", "#x"]), reject: list(&["#x", "#r", "#r"]), ..Default::default() };
        let platform = Draft { name: "A".into(), controls, ..Draft::default() }.platform("auto", 1, &[]);
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
