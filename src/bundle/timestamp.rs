//! Time-stamps over the manifest (RFC 3161): the question to an authority, and what its answer says. Asking over the
//! network is not done here. Whether the authority may be believed is not checked either: that needs its root
//! certificate, and `openssl ts -verify` does it.

use std::io;
use std::path::Path;

use cms::cert::CertificateChoices;
use cms::cert::x509::ext::pkix::name::GeneralName;
use cms::cert::x509::spki::AlgorithmIdentifier;
use cms::signed_data::{SignedData, SignerIdentifier, SignerInfo};
use der::asn1::{Int, OctetString};
use der::oid::ObjectIdentifier;
use der::oid::db::rfc5912::{ID_SHA_1, ID_SHA_256, ID_SHA_384, ID_SHA_512};
use der::oid::db::rfc6268::ID_MESSAGE_DIGEST;
use der::{Any, Decode, Encode};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use x509_tsp::{MessageImprint, TimeStampReq, TimeStampResp, TspVersion, TstInfo};

use super::error::BundleError;
use super::{TIMESTAMP_FILE, file, sign, verify};

/// `id-ct-TSTInfo`: what a time-stamp token holds.
const TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");

/// `PKIStatus` of RFC 4210 with which a time-stamp comes: as asked for.
const ACCEPTED: u32 = 0;
/// The same, but not quite as asked for.
const GRANTED_WITH_MODS: u32 = 1;

/// What a time-stamp says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// The time that it names, RFC 3339 in UTC.
    pub time: String,
    /// The authority that it names.
    pub authority: String,
}

/// Why there is no time-stamp that holds.
#[derive(Debug, thiserror::Error)]
pub enum TimestampError {
    /// The answer is none that RFC 3161 knows.
    #[error("the answer is no time-stamp of RFC 3161: {0}")]
    Malformed(String),
    /// The authority refused.
    #[error("the authority gave no time-stamp: {0}")]
    Refused(String),
    /// It stamps something else.
    #[error("{TIMESTAMP_FILE} does not fit manifest.json: one of them was changed after stamping")]
    OtherManifest,
    /// What it says is not what was signed.
    #[error("{TIMESTAMP_FILE} was changed: what it says is not what the authority signed")]
    Changed,
    /// It answers another question.
    #[error("the answer is not to our question (its number differs)")]
    OtherQuestion,
    /// The bundle itself.
    #[error(transparent)]
    Bundle(#[from] BundleError),
}

/// One question about one bundle.
pub struct Question {
    manifest: Vec<u8>,
    nonce: Vec<u8>,
}

impl Question {
    /// Asks for the bundle `dir`. `number` is any that was not used before.
    ///
    /// # Errors
    /// A bundle that differs from its manifest.
    pub fn about(dir: &Path, number: u64) -> Result<Self, TimestampError> {
        let (_, manifest) = sign::intact(dir)?;
        // Shortest form, and no sign: DER is strict about both.
        let nonce = (number >> 1).max(1).to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect();
        Ok(Self { manifest, nonce })
    }

    /// As it goes to the authority: `application/timestamp-query`.
    ///
    /// # Errors
    /// What DER cannot hold.
    pub fn bytes(&self) -> Result<Vec<u8>, TimestampError> {
        let request = TimeStampReq {
            version: TspVersion::V1,
            message_imprint: MessageImprint {
                hash_algorithm: AlgorithmIdentifier { oid: ID_SHA_256, parameters: Some(Any::null()) },
                hashed_message: OctetString::new(Sha256::digest(&self.manifest).to_vec()).map_err(malformed)?,
            },
            req_policy: None,
            nonce: Some(self.number()?),
            cert_req: true,
            extensions: None,
        };
        request.to_der().map_err(malformed)
    }

    /// Checks the answer and lays it beside the manifest.
    ///
    /// # Errors
    /// An answer that is none, or to another question; a file that cannot be written.
    pub fn keep(&self, dir: &Path, answer: &[u8]) -> Result<Stamp, TimestampError> {
        let (info, stamp) = read(answer, &self.manifest)?;
        if info.nonce.as_ref() != Some(&self.number()?) {
            return Err(TimestampError::OtherQuestion);
        }
        sign::lay_over(&dir.join(TIMESTAMP_FILE), answer)?;
        Ok(stamp)
    }

    fn number(&self) -> Result<Int, TimestampError> {
        let mut digits = self.nonce.clone();
        if digits.first().is_some_and(|first| *first >= 0x80) {
            digits.insert(0, 0);
        }
        Int::new(&digits).map_err(malformed)
    }
}

/// What the time-stamp of the bundle `dir` says; `None` if there is none.
///
/// # Errors
/// One that cannot be read or stamps another manifest.
pub fn check(dir: &Path) -> Result<Option<Stamp>, TimestampError> {
    let path = dir.join(TIMESTAMP_FILE);
    let answer = match file::read(&path) {
        Ok(answer) => answer,
        Err(source) if source.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(BundleError::from_io("read", &path, source).into()),
    };
    let (_, manifest) = verify::read_manifest(dir)?;
    read(&answer, &manifest).map(|(_, stamp)| Some(stamp))
}

/// What an answer says, if it stamps `manifest`.
fn read(answer: &[u8], manifest: &[u8]) -> Result<(TstInfo, Stamp), TimestampError> {
    let answer = TimeStampResp::from_der(answer).map_err(malformed)?;
    let granted = matches!(answer.status.status as u32, ACCEPTED | GRANTED_WITH_MODS);
    let Some(token) = answer.time_stamp_token.filter(|_| granted) else {
        let words: Vec<String> = answer.status.status_string.iter().flatten().map(|text| text.to_string()).collect();
        return Err(TimestampError::Refused(format!("{:?} {}", answer.status.status, words.join("; "))));
    };
    let signed = token.content.to_der().and_then(|bytes| SignedData::from_der(&bytes)).map_err(malformed)?;
    if signed.encap_content_info.econtent_type != TST_INFO {
        return Err(TimestampError::Malformed("the token holds something else".to_owned()));
    }
    let content = signed.encap_content_info.econtent.as_ref();
    let content = content.ok_or_else(|| TimestampError::Malformed("the token is empty".to_owned()))?;
    let info = TstInfo::from_der(content.value()).map_err(malformed)?;
    let signers = &signed.signer_infos.0;
    if signers.is_empty() || !signers.iter().all(|signer| signs(signer, content.value())) {
        return Err(TimestampError::Changed);
    }
    let imprint = &info.message_imprint;
    if imprint.hash_algorithm.oid != ID_SHA_256
        || imprint.hashed_message.as_bytes() != Sha256::digest(manifest).as_slice()
    {
        return Err(TimestampError::OtherManifest);
    }
    let seconds = i64::try_from(info.gen_time.to_unix_duration().as_secs()).ok();
    let time = seconds.and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok());
    let time = time.and_then(|time| time.format(&Rfc3339).ok());
    let time = time.ok_or_else(|| TimestampError::Malformed("its time is none".to_owned()))?;
    let stamp = Stamp { time, authority: authority(&info, &signed) };
    Ok((info, stamp))
}

/// Whether the digest among what a signer signed is that of `content` (RFC 5652, 11.2). The signature itself is not
/// looked at.
fn signs(signer: &SignerInfo, content: &[u8]) -> bool {
    let digest = match signer.digest_alg.oid {
        ID_SHA_1 => Sha1::digest(content).to_vec(),
        ID_SHA_256 => Sha256::digest(content).to_vec(),
        ID_SHA_384 => Sha384::digest(content).to_vec(),
        ID_SHA_512 => Sha512::digest(content).to_vec(),
        _ => return false,
    };
    let mut said = signer.signed_attrs.iter().flat_map(|all| all.iter()).filter(|one| one.oid == ID_MESSAGE_DIGEST);
    let one = said.next().map(|attribute| attribute.values.iter().map(Any::value).collect::<Vec<_>>());
    said.next().is_none() && one.is_some_and(|values| values == [digest.as_slice()])
}

/// Who stamped, as the token says: its own word, else the certificate that goes with it, else who issued that.
fn authority(info: &TstInfo, signed: &SignedData) -> String {
    if let Some(GeneralName::DirectoryName(name)) = &info.tsa {
        return name.to_string();
    }
    let certificates = signed.certificates.iter().flat_map(|set| set.0.iter());
    let mut certificates = certificates.filter_map(|choice| match choice {
        CertificateChoices::Certificate(certificate) => Some(&certificate.tbs_certificate),
        CertificateChoices::Other(_) => None,
    });
    let signer = signed.signer_infos.0.iter().map(|signer| &signer.sid).next();
    match signer {
        Some(SignerIdentifier::IssuerAndSerialNumber(sid)) => {
            let own = certificates.find(|one| one.serial_number == sid.serial_number && one.issuer == sid.issuer);
            own.map_or_else(|| format!("a certificate of {}", sid.issuer), |one| one.subject.to_string())
        }
        _ => certificates.next().map_or_else(|| "nobody".to_owned(), |one| one.subject.to_string()),
    }
}

fn malformed(why: der::Error) -> TimestampError {
    TimestampError::Malformed(why.to_string())
}
