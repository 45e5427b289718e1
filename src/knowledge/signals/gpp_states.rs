//! The fields of the American sections of the Global Privacy Platform, in their order.

use super::gpp_tables::{Field, More, Shape};

pub(super) const fn field(name: &'static str, shape: Shape) -> Field {
    Field { name, shape }
}

const fn choice(name: &'static str) -> Field {
    field(name, Shape::Choice)
}

const fn sensitive(count: usize) -> Field {
    field("SensitiveDataProcessing", Shape::Choices(count))
}

const fn children(count: usize) -> Field {
    field("KnownChildSensitiveDataConsents", Shape::Choices(count))
}

const SHARING_NOTICE: Field = choice("SharingNotice");
const PROCESSING_NOTICE: Field = choice("ProcessingNotice");
const SALE_NOTICE: Field = choice("SaleOptOutNotice");
const SHARING_OUT_NOTICE: Field = choice("SharingOptOutNotice");
const ADS_NOTICE: Field = choice("TargetedAdvertisingOptOutNotice");
const SENSITIVE_NOTICE: Field = choice("SensitiveDataProcessingOptOutNotice");
const LIMIT_NOTICE: Field = choice("SensitiveDataLimitUseNotice");
const SALE: Field = choice("SaleOptOut");
const SHARING: Field = choice("SharingOptOut");
const ADS: Field = choice("TargetedAdvertisingOptOut");
const CHILD: Field = choice("KnownChildSensitiveDataConsents");
const PERSONAL: Field = choice("PersonalDataConsents");
const ADDITIONAL: Field = choice("AdditionalDataProcessingConsent");
const COVERED: Field = choice("MspaCoveredTransaction");
const OPTION_MODE: Field = choice("MspaOptOutOptionMode");
const PROVIDER_MODE: Field = choice("MspaServiceProviderMode");
const MODE: Field = choice("MspaMode");

pub(super) const NAT_1: &[Field] = &[
    SHARING_NOTICE,
    SALE_NOTICE,
    SHARING_OUT_NOTICE,
    ADS_NOTICE,
    SENSITIVE_NOTICE,
    LIMIT_NOTICE,
    SALE,
    SHARING,
    ADS,
    sensitive(12),
    children(2),
    PERSONAL,
    COVERED,
    OPTION_MODE,
    PROVIDER_MODE,
];
pub(super) const NAT_2: &[Field] = &[
    SHARING_NOTICE,
    SALE_NOTICE,
    SHARING_OUT_NOTICE,
    ADS_NOTICE,
    SENSITIVE_NOTICE,
    LIMIT_NOTICE,
    SALE,
    SHARING,
    ADS,
    sensitive(16),
    children(3),
    PERSONAL,
    COVERED,
    OPTION_MODE,
    PROVIDER_MODE,
];
pub(super) const CA: &[Field] = &[
    SALE_NOTICE,
    SHARING_OUT_NOTICE,
    LIMIT_NOTICE,
    SALE,
    SHARING,
    sensitive(9),
    children(2),
    PERSONAL,
    COVERED,
    OPTION_MODE,
    PROVIDER_MODE,
];
pub(super) const VA: &[Field] =
    &[SHARING_NOTICE, SALE_NOTICE, ADS_NOTICE, SALE, ADS, sensitive(8), CHILD, COVERED, OPTION_MODE, PROVIDER_MODE];
pub(super) const CO: &[Field] =
    &[SHARING_NOTICE, SALE_NOTICE, ADS_NOTICE, SALE, ADS, sensitive(7), CHILD, COVERED, OPTION_MODE, PROVIDER_MODE];
pub(super) const UT: &[Field] = &[
    SHARING_NOTICE,
    SALE_NOTICE,
    ADS_NOTICE,
    SENSITIVE_NOTICE,
    SALE,
    ADS,
    sensitive(8),
    CHILD,
    COVERED,
    OPTION_MODE,
    PROVIDER_MODE,
];
pub(super) const CT: &[Field] = &[
    SHARING_NOTICE,
    SALE_NOTICE,
    ADS_NOTICE,
    SALE,
    ADS,
    sensitive(8),
    children(3),
    COVERED,
    OPTION_MODE,
    PROVIDER_MODE,
];
pub(super) const FL_NH: &[Field] = &[
    PROCESSING_NOTICE,
    SALE_NOTICE,
    ADS_NOTICE,
    SALE,
    ADS,
    sensitive(8),
    children(3),
    ADDITIONAL,
    COVERED,
    OPTION_MODE,
    PROVIDER_MODE,
];
pub(super) const MT: &[Field] = &[
    SHARING_NOTICE,
    SALE_NOTICE,
    ADS_NOTICE,
    SALE,
    ADS,
    sensitive(8),
    children(3),
    ADDITIONAL,
    COVERED,
    OPTION_MODE,
    PROVIDER_MODE,
];
pub(super) const OR: &[Field] = &[
    PROCESSING_NOTICE,
    SALE_NOTICE,
    ADS_NOTICE,
    SALE,
    ADS,
    sensitive(11),
    children(3),
    ADDITIONAL,
    COVERED,
    OPTION_MODE,
    PROVIDER_MODE,
];
pub(super) const TX_NE_TN_MN: &[Field] = &[
    PROCESSING_NOTICE,
    SALE_NOTICE,
    ADS_NOTICE,
    SALE,
    ADS,
    sensitive(8),
    CHILD,
    ADDITIONAL,
    COVERED,
    OPTION_MODE,
    PROVIDER_MODE,
];
pub(super) const DE: &[Field] = &[
    PROCESSING_NOTICE,
    SALE_NOTICE,
    ADS_NOTICE,
    SALE,
    ADS,
    sensitive(9),
    children(5),
    ADDITIONAL,
    COVERED,
    OPTION_MODE,
    PROVIDER_MODE,
];
pub(super) const IA: &[Field] = &[
    PROCESSING_NOTICE,
    SALE_NOTICE,
    ADS_NOTICE,
    choice("SensitiveDataOptOutNotice"),
    SALE,
    ADS,
    sensitive(8),
    CHILD,
    COVERED,
    OPTION_MODE,
    PROVIDER_MODE,
];
pub(super) const NJ: &[Field] = &[
    PROCESSING_NOTICE,
    SALE_NOTICE,
    ADS_NOTICE,
    SALE,
    ADS,
    sensitive(10),
    children(5),
    ADDITIONAL,
    COVERED,
    OPTION_MODE,
    PROVIDER_MODE,
];
pub(super) const MD: &[Field] = &[COVERED, MODE, PROCESSING_NOTICE, SALE_NOTICE, ADS_NOTICE, SALE, ADS, ADDITIONAL];
pub(super) const IN_KY_RI: &[Field] =
    &[COVERED, MODE, PROCESSING_NOTICE, SALE_NOTICE, ADS_NOTICE, SALE, ADS, CHILD, ADDITIONAL];

pub(super) const GPC: More = More::Typed(2, &[(1, &[field("Gpc", Shape::Flag)])]);
pub(super) const SENSITIVE: More = More::Plain(&[sensitive(8)]);
