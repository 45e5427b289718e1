//! Service workers that are attached twice: from the browser, which sees all of them, and from the page that they belong
//! to, which alone is told of their own scripts. Of two sessions the later is heeded, and both must let the worker go.

use std::collections::BTreeMap;

/// The sessions of service workers, in the order in which they were attached.
#[derive(Debug, Default)]
pub(super) struct Twins(BTreeMap<String, Vec<String>>);

impl Twins {
    /// `session` drives the service worker `target` too.
    pub(super) fn attached(&mut self, session: &str, target: &str) {
        self.0.entry(target.to_owned()).or_default().push(session.to_owned());
    }

    /// `session` is gone.
    pub(super) fn detached(&mut self, session: &str) {
        for sessions in self.0.values_mut() {
            sessions.retain(|one| one != session);
        }
        self.0.retain(|_, sessions| !sessions.is_empty());
    }

    /// Whether what `session` tells is not told by another.
    pub(super) fn is_heeded(&self, session: &str) -> bool {
        let twins = self.0.values().find(|sessions| sessions.iter().any(|one| one == session));
        twins.is_none_or(|sessions| sessions.last().is_some_and(|last| last == session))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_sessions_the_later_is_heeded_while_it_lives() {
        let mut twins = Twins::default();
        twins.attached("from-browser", "worker");
        assert!(twins.is_heeded("from-browser") && twins.is_heeded("page"));
        twins.attached("from-page", "worker");
        twins.attached("other", "another worker");
        assert!(!twins.is_heeded("from-browser") && twins.is_heeded("from-page") && twins.is_heeded("other"));
        twins.detached("from-page");
        assert!(twins.is_heeded("from-browser"));
    }
}
