//! The sections of the Global Privacy Platform as tables: which fields stand in which order, in how many bits.
//!
//! Names are those of the specifications, which scripts are given by `__gpp('getSection')` too. Source: IAB Tech Lab,
//! <https://github.com/InteractiveAdvertisingBureau/Global-Privacy-Platform/tree/main/Sections>; held against what
//! `@iabgpp/cmpapi` 3.2.0 encodes.

use super::gpp_states::{
    CA, CO, CT, DE, FL_NH, GPC, IA, IN_KY_RI, MD, MT, NAT_1, NAT_2, NJ, OR, SENSITIVE, TX_NE_TN_MN, UT, VA, field,
};

/// How a field is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A number of so many bits, at most 16.
    Number(usize),
    /// One bit.
    Flag,
    /// Two letters.
    Letters,
    /// A time.
    Time,
    /// So many bits, as the numbers of those that are set.
    Set(usize),
    /// As many bits as the field `NumCustomPurposes` said.
    Custom,
    /// Ids of vendors.
    Vendors,
    /// Restrictions of the publisher.
    Restrictions,
    /// A choice of two bits: 0 not applicable, 1, 2.
    Choice,
    /// So many choices.
    Choices(usize),
}

/// One field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Field {
    pub name: &'static str,
    pub shape: Shape,
}

/// The segments that may follow the first one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum More {
    /// None.
    None,
    /// Each begins with its type, of so many bits.
    Typed(usize, &'static [(u8, &'static [Field])]),
    /// One without a type.
    Plain(&'static [Field]),
}

/// One section that is made of bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Table {
    pub id: u16,
    pub name: &'static str,
    /// What the field of the version is called.
    pub version: &'static str,
    /// The fields behind the version, by version.
    pub versions: &'static [(u8, &'static [Field])],
    pub more: More,
}

const CANADA: &[Field] = &[
    field("Created", Shape::Time),
    field("LastUpdated", Shape::Time),
    field("CmpId", Shape::Number(12)),
    field("CmpVersion", Shape::Number(12)),
    field("ConsentScreen", Shape::Number(6)),
    field("ConsentLanguage", Shape::Letters),
    field("VendorListVersion", Shape::Number(12)),
    field("TcfPolicyVersion", Shape::Number(6)),
    field("UseNonStandardStacks", Shape::Flag),
    field("SpecialFeatureExpressConsent", Shape::Set(12)),
    field("PurposesExpressConsent", Shape::Set(24)),
    field("PurposesImpliedConsent", Shape::Set(24)),
    field("VendorExpressConsent", Shape::Vendors),
    field("VendorImpliedConsent", Shape::Vendors),
    field("PubRestrictions", Shape::Restrictions),
];
const CANADA_DISCLOSED: &[Field] = &[field("DisclosedVendors", Shape::Vendors)];
const CANADA_PUBLISHER: &[Field] = &[
    field("PubPurposesExpressConsent", Shape::Set(24)),
    field("PubPurposesImpliedConsent", Shape::Set(24)),
    field("NumCustomPurposes", Shape::Number(6)),
    field("CustomPurposesExpressConsent", Shape::Custom),
    field("CustomPurposesImpliedConsent", Shape::Custom),
];

const fn us(id: u16, name: &'static str, versions: &'static [(u8, &'static [Field])], more: More) -> Table {
    Table { id, name, version: "Version", versions, more }
}

const fn mspa(id: u16, name: &'static str, versions: &'static [(u8, &'static [Field])], more: More) -> Table {
    Table { id, name, version: "MspaVersion", versions, more }
}

/// Every section that is made of bits, but the European one, which has a type of its own.
pub(super) const TABLES: &[Table] = &[
    us(5, "tcfcav1", &[(1, CANADA)], More::Typed(3, &[(1, CANADA_DISCLOSED), (3, CANADA_PUBLISHER)])),
    us(7, "usnat", &[(1, NAT_1), (2, NAT_2)], GPC),
    us(8, "usca", &[(1, CA)], GPC),
    us(9, "usva", &[(1, VA)], More::None),
    us(10, "usco", &[(1, CO)], GPC),
    us(11, "usut", &[(1, UT)], More::None),
    us(12, "usct", &[(1, CT)], GPC),
    us(13, "usfl", &[(1, FL_NH)], More::None),
    us(14, "usmt", &[(1, MT)], GPC),
    us(15, "usor", &[(1, OR)], GPC),
    us(16, "ustx", &[(1, TX_NE_TN_MN)], GPC),
    us(17, "usde", &[(1, DE)], GPC),
    us(18, "usia", &[(1, IA)], GPC),
    us(19, "usne", &[(1, TX_NE_TN_MN)], GPC),
    us(20, "usnh", &[(1, FL_NH)], GPC),
    us(21, "usnj", &[(1, NJ)], GPC),
    us(22, "ustn", &[(1, TX_NE_TN_MN)], GPC),
    us(23, "usmn", &[(1, TX_NE_TN_MN)], GPC),
    mspa(24, "usmd", &[(1, MD)], GPC),
    mspa(25, "usin", &[(1, IN_KY_RI)], SENSITIVE),
    mspa(26, "usky", &[(1, IN_KY_RI)], SENSITIVE),
    mspa(27, "usri", &[(1, IN_KY_RI)], SENSITIVE),
];
