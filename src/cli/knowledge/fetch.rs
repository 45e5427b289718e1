//! One list over HTTP. Certificates are checked against those of the machine.

use std::sync::Arc;
use std::time::Duration;

use ureq::tls::{Certificate, RootCerts, TlsConfig};
use url::Url;

use super::import::LONGEST_LIST;
use crate::report::clean;

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
    // A plain address may lead to a secure one, so that TLS is always needed; without roots nobody is trusted there.
    let roots = if secure { roots()? } else { roots().unwrap_or_default() };
    let settings = ureq::Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .timeout_connect(Some(PATIENCE_TO_CONNECT))
        .user_agent(concat!("consentinel/", env!("CARGO_PKG_VERSION")))
        .https_only(secure)
        .tls_config(trusting(&roots));
    let agent: ureq::Agent = settings.build().into();
    let mut answer = agent.get(url.as_str()).call().map_err(|why| told(&why))?;
    let body = answer.body_mut().with_config().limit(LONGEST_LIST).read_to_vec();
    let bytes = body.map_err(|why| format!("the answer broke off: {why}"))?;
    if bytes.is_empty() { Err("the answer is empty".to_owned()) } else { Ok(bytes) }
}

/// What went wrong. Addresses that a server leads to may carry secrets, and are not told.
fn told(why: &ureq::Error) -> String {
    match why {
        ureq::Error::RequireHttpsOnly(_) => "the server leads to an address that is not secure".to_owned(),
        ureq::Error::BadUri(_) | ureq::Error::Http(_) => "the server leads to what is no address".to_owned(),
        why => clean(&why.to_string()),
    }
}

/// The certificates of authorities that this machine trusts.
fn roots() -> Result<Vec<Certificate<'static>>, String> {
    let found = rustls_native_certs::load_native_certs();
    let roots: Vec<Certificate<'static>> =
        found.certs.iter().map(|root| Certificate::from_der(root).to_owned()).collect();
    if roots.is_empty() {
        let why = found.errors.first().map_or_else(String::new, |why| format!(" ({why})"));
        return Err(format!("this machine has no certificates of authorities{why}; SSL_CERT_FILE names some"));
    }
    Ok(roots)
}

fn trusting(roots: &[Certificate<'static>]) -> TlsConfig {
    TlsConfig::builder()
        .root_certs(RootCerts::new_with_certs(roots))
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build()
}
