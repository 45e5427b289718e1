//! One list over HTTP. Certificates are checked against those of the machine.

use std::sync::Arc;
use std::time::Duration;

use ureq::tls::{Certificate, RootCerts, TlsConfig};
use url::Url;

use super::import::LONGEST_LIST;

/// How long one list may take.
const PATIENCE: Duration = Duration::from_secs(120);
/// How long a server may take to be reached.
const PATIENCE_TO_CONNECT: Duration = Duration::from_secs(20);

/// The bytes at an address.
///
/// # Errors
/// Why they could not be had whole.
pub fn fetch(url: &Url) -> Result<Vec<u8>, String> {
    let secure = url.scheme() == "https";
    let mut settings = ureq::Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .timeout_connect(Some(PATIENCE_TO_CONNECT))
        .user_agent(concat!("consentinel/", env!("CARGO_PKG_VERSION")))
        .https_only(secure);
    if secure {
        settings = settings.tls_config(tls()?);
    }
    let agent: ureq::Agent = settings.build().into();
    let mut answer = agent.get(url.as_str()).call().map_err(|why| why.to_string())?;
    let body = answer.body_mut().with_config().limit(LONGEST_LIST).read_to_vec();
    let bytes = body.map_err(|why| format!("the answer broke off: {why}"))?;
    if bytes.is_empty() { Err("the answer is empty".to_owned()) } else { Ok(bytes) }
}

fn tls() -> Result<TlsConfig, String> {
    let found = rustls_native_certs::load_native_certs();
    let roots: Vec<Certificate<'static>> =
        found.certs.iter().map(|root| Certificate::from_der(root).to_owned()).collect();
    if roots.is_empty() {
        let why = found.errors.first().map_or_else(String::new, |why| format!(" ({why})"));
        return Err(format!("this machine has no certificates of authorities{why}; SSL_CERT_FILE names some"));
    }
    Ok(TlsConfig::builder()
        .root_certs(RootCerts::new_with_certs(&roots))
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build())
}
