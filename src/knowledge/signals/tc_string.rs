//! The consent string of the IAB's Transparency and Consent Framework, versions 2.0 to 2.3, whole.
//!
//! Source: IAB Tech Lab, "Consent string and vendor list formats v2",
//! <https://github.com/InteractiveAdvertisingBureau/GDPR-Transparency-and-Consent-Framework/blob/master/TCFv2/IAB%20Tech%20Lab%20-%20Consent%20string%20and%20vendor%20list%20formats%20v2.md>.
//! Versions 2.0 to 2.3 share one format, told apart by the version of the policies: 2 (2.0, 2.1), 4 (2.2), 5 (2.3).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::bits::{Coding, Reader, RestrictionBits};
use super::fault::{SignalFault, at_letter};

/// The version that the format has had since 2019.
const VERSION: u8 = 2;
/// How many bits lie between the version and the consents to purposes.
const BEFORE_PURPOSES: usize = 146;
/// Type of the segment of vendors that were disclosed.
const DISCLOSED: u8 = 1;
/// Type of the segment of vendors that are allowed.
const ALLOWED: u8 = 2;
/// Type of the publisher's own segment.
const PUBLISHER: u8 = 3;

/// Every field of a consent string. Lists hold numbers from 1, in rising order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TcString {
    /// Version of the format: 2.
    pub version: u8,
    /// When the string was first made, RFC 3339 in UTC.
    pub created: String,
    /// When it was changed last, RFC 3339 in UTC.
    pub last_updated: String,
    /// Number of the consent platform in the IAB's list.
    pub cmp_id: u16,
    /// Version of the consent platform.
    pub cmp_version: u16,
    /// Number of the platform's screen on which the choice was made.
    pub consent_screen: u8,
    /// Language in which it was asked, two capital letters.
    pub consent_language: String,
    /// Version of the vendor list.
    pub vendor_list_version: u16,
    /// Version of the framework's policies: 2, 4 or 5.
    pub policy_version: u8,
    /// Whether it holds for this site alone.
    pub is_service_specific: bool,
    /// Whether the platform uses stacks or texts of its own.
    pub use_non_standard_stacks: bool,
    /// Special features that were opted into.
    pub special_feature_optins: Vec<u16>,
    /// Purposes that were consented to.
    pub purpose_consents: Vec<u16>,
    /// Purposes for which a legitimate interest was shown and not objected to.
    pub purpose_li: Vec<u16>,
    /// Whether purpose 1 was left out of the question.
    pub purpose_one_treatment: bool,
    /// Country by whose law it was left out, two capital letters.
    pub publisher_cc: String,
    /// Vendors that were consented to.
    pub vendor_consents: Vec<u16>,
    /// Vendors whose legitimate interest was shown and not objected to.
    pub vendor_li: Vec<u16>,
    /// Restrictions of the publisher.
    pub restrictions: Vec<Restriction>,
    /// Vendors that were shown to the visitor; empty also where that segment is missing.
    pub vendors_disclosed: Vec<u16>,
    /// Vendors that may use strings of a group; empty also where that segment is missing.
    pub vendors_allowed: Vec<u16>,
    /// Purposes that the publisher himself has consent for.
    pub publisher_consents: Vec<u16>,
    /// Purposes for which the publisher claims a legitimate interest.
    pub publisher_li: Vec<u16>,
    /// How many purposes of his own the publisher has.
    pub num_custom_purposes: u8,
    /// Purposes of his own that were consented to.
    pub publisher_custom_consents: Vec<u16>,
    /// Purposes of his own for which he claims a legitimate interest.
    pub publisher_custom_li: Vec<u16>,
    /// Its segments, in order.
    pub segments: Vec<Segment>,
}

/// What a publisher lays on vendors for one purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Restriction {
    /// The purpose.
    pub purpose: u8,
    /// 0 not allowed, 1 only by consent, 2 only by legitimate interest.
    #[serde(rename = "type")]
    pub kind: u8,
    /// The vendors.
    pub vendors: Vec<u16>,
}

/// One segment of a string.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Segment {
    /// Which one.
    pub kind: SegmentKind,
    /// Its length, bits.
    pub bits: usize,
}

/// Which segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SegmentKind {
    /// The choice itself.
    Core,
    /// Vendors that were shown to the visitor. Must be there since 28 February 2026.
    DisclosedVendors,
    /// Vendors that may use strings of a group. No longer made.
    AllowedVendors,
    /// The publisher's own purposes.
    PublisherTc,
}

impl TcString {
    /// Reads a whole string.
    ///
    /// # Errors
    /// [`SignalFault`] with segment, field and bit.
    pub fn decode(text: &str) -> Result<Self, SignalFault> {
        let mut segments = text.trim().split('.');
        let mut string = Self::core(segments.next().unwrap_or_default())?;
        for (at, segment) in segments.enumerate() {
            string.take_in(segment, &format!("segment {}", at + 2))?;
        }
        Ok(string)
    }

    /// Whether a segment of that kind is there.
    pub fn has(&self, kind: SegmentKind) -> bool {
        self.segments.iter().any(|segment| segment.kind == kind)
    }

    /// Whether it holds any consent: to a purpose, a special feature or a vendor. Legitimate interests are none.
    pub fn grants(&self) -> bool {
        !self.purpose_consents.is_empty() || !self.special_feature_optins.is_empty() || !self.vendor_consents.is_empty()
    }

    /// The purposes that were consented to, also where what follows them in the string was lost.
    ///
    /// # Errors
    /// [`SignalFault`] if it is no such string or ends before them.
    pub fn purposes(text: &str) -> Result<Vec<u16>, SignalFault> {
        let mut bits = Reader::of(text.trim().split('.').next().unwrap_or_default(), "core")?;
        version(&mut bits)?;
        bits.set("what stands before PurposesConsent", BEFORE_PURPOSES)?;
        bits.set("PurposesConsent", 24)
    }

    fn core(text: &str) -> Result<Self, SignalFault> {
        let mut bits = Reader::of(text, "core")?;
        let version = version(&mut bits)?;
        let length = bits.length();
        Ok(Self {
            version,
            created: bits.time("Created")?,
            last_updated: bits.time("LastUpdated")?,
            cmp_id: bits.short("CmpId", 12)?,
            cmp_version: bits.short("CmpVersion", 12)?,
            consent_screen: bits.small("ConsentScreen", 6)?,
            consent_language: bits.letters("ConsentLanguage")?,
            vendor_list_version: bits.short("VendorListVersion", 12)?,
            policy_version: bits.small("TcfPolicyVersion", 6)?,
            is_service_specific: bits.flag("IsServiceSpecific")?,
            use_non_standard_stacks: bits.flag("UseNonStandardTexts")?,
            special_feature_optins: bits.set("SpecialFeatureOptIns", 12)?,
            purpose_consents: bits.set("PurposesConsent", 24)?,
            purpose_li: bits.set("PurposesLITransparency", 24)?,
            purpose_one_treatment: bits.flag("PurposeOneTreatment")?,
            publisher_cc: bits.letters("PublisherCC")?,
            vendor_consents: bits.vendors("VendorConsents", Coding::Fixed)?,
            vendor_li: bits.vendors("VendorLegitimateInterests", Coding::Fixed)?,
            restrictions: restrictions(bits.restrictions("PubRestrictions", Coding::Fixed)?),
            vendors_disclosed: Vec::new(),
            vendors_allowed: Vec::new(),
            publisher_consents: Vec::new(),
            publisher_li: Vec::new(),
            num_custom_purposes: 0,
            publisher_custom_consents: Vec::new(),
            publisher_custom_li: Vec::new(),
            segments: vec![Segment { kind: SegmentKind::Core, bits: length }],
        })
    }

    fn take_in(&mut self, text: &str, part: &str) -> Result<(), SignalFault> {
        let mut bits = Reader::of(text, part)?;
        let kind = match bits.small("SegmentType", 3)? {
            DISCLOSED => {
                self.vendors_disclosed = bits.vendors("DisclosedVendors", Coding::Fixed)?;
                SegmentKind::DisclosedVendors
            }
            ALLOWED => {
                self.vendors_allowed = bits.vendors("AllowedVendors", Coding::Fixed)?;
                SegmentKind::AllowedVendors
            }
            PUBLISHER => {
                self.publisher_consents = bits.set("PubPurposesConsent", 24)?;
                self.publisher_li = bits.set("PubPurposesLITransparency", 24)?;
                self.num_custom_purposes = bits.small("NumCustomPurposes", 6)?;
                let custom = usize::from(self.num_custom_purposes);
                self.publisher_custom_consents = bits.set("CustomPurposesConsent", custom)?;
                self.publisher_custom_li = bits.set("CustomPurposesLITransparency", custom)?;
                SegmentKind::PublisherTc
            }
            other => return Err(bits.fault("SegmentType", 0, format!("{other} is not the type of a segment"))),
        };
        if self.has(kind) {
            return Err(at_letter(part, "SegmentType", 0, "a segment of this type was there before"));
        }
        self.segments.push(Segment { kind, bits: bits.length() });
        Ok(())
    }
}

fn version(bits: &mut Reader) -> Result<u8, SignalFault> {
    match bits.small("Version", 6)? {
        VERSION => Ok(VERSION),
        other => Err(bits.fault("Version", 0, format!("version {other}, only {VERSION} can be read"))),
    }
}

fn restrictions(read: Vec<RestrictionBits>) -> Vec<Restriction> {
    read.into_iter().map(|RestrictionBits { purpose, kind, vendors }| Restriction { purpose, kind, vendors }).collect()
}
