//! The jar as evidence.

use crate::browser::JarCookie;
use crate::evidence::{Cookie, Priority, SameSite, SourceScheme};

/// Every cookie of the jar with all that the browser tells of it.
pub fn told(jar: Vec<JarCookie>) -> Vec<Cookie> {
    jar.into_iter().map(cookie).collect()
}

fn cookie(jar: JarCookie) -> Cookie {
    let same_site = match word(jar.same_site.as_deref()).as_str() {
        "strict" => Some(SameSite::Strict),
        "lax" => Some(SameSite::Lax),
        "none" => Some(SameSite::None),
        _ => None,
    };
    let priority = match word(jar.priority.as_deref()).as_str() {
        "low" => Some(Priority::Low),
        "medium" => Some(Priority::Medium),
        "high" => Some(Priority::High),
        _ => None,
    };
    let source_scheme = match word(jar.source_scheme.as_deref()).as_str() {
        "secure" => Some(SourceScheme::Secure),
        "nonsecure" => Some(SourceScheme::NonSecure),
        "unset" => Some(SourceScheme::Unset),
        _ => None,
    };
    Cookie {
        name: jar.name,
        value: jar.value,
        domain: jar.domain,
        path: jar.path,
        expires: jar.expires,
        http_only: jar.http_only,
        secure: jar.secure,
        same_site,
        partition_key: jar.partition_key,
        size: jar.size,
        partition_cross_site: jar.partition_cross_site,
        priority,
        source_scheme,
        source_port: jar.source_port,
    }
}

fn word(told: Option<&str>) -> String {
    told.unwrap_or_default().to_ascii_lowercase()
}
