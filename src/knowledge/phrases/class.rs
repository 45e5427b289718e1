//! Kinds of words. A word may be of several kinds.

use serde::{Deserialize, Serialize};

/// A kind of words; the order has no meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Words that agree: accept, allow, enable.
    Agree,
    /// The noun consent, which alone on a button agrees.
    Consent,
    /// Words that refuse: reject, decline, disable, opt out, withdraw.
    Refuse,
    /// Negation within a sentence: not, do not.
    Not,
    /// The answer no.
    No,
    /// The answer yes.
    Yes,
    /// Without.
    Without,
    /// Only.
    Only,
    /// What cannot be refused: necessary, essential, required.
    Necessary,
    /// What can be refused: optional, non-essential, additional.
    Optional,
    /// Except, other than.
    Except,
    /// All, everything.
    All,
    /// What is asked about: cookies, trackers, similar technologies.
    Tracker,
    /// Settings, preferences, manage, customise, options, details.
    Setting,
    /// A choice that was made: selection, selected, my choices.
    Choice,
    /// The act of choosing: select, choose.
    Select,
    /// Save, store.
    Save,
    /// Confirm, apply, submit.
    Confirm,
    /// OK, got it, understood.
    Understand,
    /// Being content with it: happy, fine, good.
    Fine,
    /// Continue, proceed.
    Proceed,
    /// Close, hide, dismiss.
    Close,
    /// Learn more, read, information.
    More,
    /// Privacy policy, cookie notice, data protection.
    Policy,
    /// Terms of use and other contracts.
    Terms,
    /// Pay, subscribe for money, free of advertising.
    Pay,
    /// Other business of a page: newsletter, log in, share, age, app, cart.
    Errand,
    /// What the site recommends.
    Recommended,
    /// Selling or sharing data.
    Sell,
    /// Show again, ask again.
    Again,
    /// Or.
    Or,
    /// Functional.
    Functional,
    /// Comfort, as the label of a toggle: preferences, personalisation.
    Comfort,
    /// Measuring: statistics, analytics, performance.
    Analytics,
    /// Advertising: marketing, targeting, personalised ads.
    Marketing,
    /// Social networks.
    Social,
    /// Legitimate interest.
    LegitimateInterest,
    /// Words that carry nothing by themselves: the, of, my, please.
    Filler,
    /// Taking a consent back or opening the choice again: withdraw, revoke, revisit, reopen.
    Withdraw,
    /// Words of other languages that turn or narrow an acceptance.
    Stop,
    /// We, our site, this website, our partners.
    We,
    /// You, your.
    You,
    /// Use, set, store, access, process.
    Use,
    /// Device, terminal equipment, browser.
    Device,
    /// Partners, third parties, vendors.
    Partner,
    /// What data is used for: experience, personalise, analyse traffic.
    Benefit,
    /// Things that a page may be about when it names cookies in passing: recipe, ad blocker, court.
    Subject,
    /// Whole wordings that only consent texts have: "we value your privacy".
    Sentence,
    /// Headings of consent dialogs: "privacy overview", "strictly necessary cookies".
    Heading,
}

/// Kinds of whole wordings, which stand beside the kinds of their words.
pub(super) const WORDINGS: Classes = Classes::of(&[Class::Sentence, Class::Heading]);

/// Kinds that turn or narrow an acceptance.
pub(super) const TURNING: Classes = Classes::of(&[
    Class::Refuse,
    Class::Not,
    Class::No,
    Class::Without,
    Class::Only,
    Class::Necessary,
    Class::Except,
    Class::Pay,
    Class::Errand,
    Class::Stop,
]);

/// A set of kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Classes(u64);

impl Classes {
    /// No kind at all.
    pub(super) const NONE: Self = Self(0);

    /// These kinds.
    pub(super) const fn of(classes: &[Class]) -> Self {
        let mut bits = 0;
        let mut at = 0;
        while at < classes.len() {
            bits |= 1 << classes[at] as u64;
            at += 1;
        }
        Self(bits)
    }

    /// Both.
    pub(super) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether this kind is in it.
    pub(super) const fn has(self, class: Class) -> bool {
        self.0 & (1 << class as u64) != 0
    }

    /// What is in both.
    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether they have a kind in common.
    pub(super) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether there is none in it.
    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether every kind in it is in the other.
    pub(super) const fn within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_has_its_own_bit() {
        assert!((Class::Heading as u64) < 64);
        let set = Classes::of(&[Class::Agree, Class::Heading]);
        assert!(set.has(Class::Agree) && set.has(Class::Heading) && !set.has(Class::Consent));
        assert!(Classes::NONE.is_empty() && Classes::NONE.within(set));
    }
}
