//! What pages are told about the browser. Consent software hides from robots, and shows other things to them.

use headless_chrome::protocol::cdp::Emulation::{SetUserAgentOverride, UserAgentBrandVersion, UserAgentMetadata};
use serde_json::Value;

use super::super::{DeviceKind, PageSettings};

/// The shorter side from which on an Android device is a tablet, CSS pixels.
const SMALLEST_TABLET: u32 = 600;

/// What the browser says of itself to us, and what pages are to hear.
#[derive(Debug, Clone)]
pub(super) struct Identity {
    /// `Chromium 156.0.8078.108`.
    pub product: String,
    /// The user agent for pages.
    pub user_agent: String,
    version: String,
    brand: &'static str,
}

impl Identity {
    /// Reads the answer of `Browser.getVersion`; `program` is the executable's path.
    pub(super) fn of(answer: &Value, program: &str) -> Self {
        let product = answer["product"].as_str().unwrap_or_default();
        let version = product.rsplit('/').next().unwrap_or_default().to_owned();
        let lower = program.to_lowercase();
        let brand = if lower.contains("chromium") { "Chromium" } else { "Google Chrome" };
        let name = if brand == "Chromium" { "Chromium" } else { "Chrome" };
        let user_agent = answer["userAgent"].as_str().unwrap_or_default().replace("HeadlessChrome", "Chrome");
        Self { product: format!("{name} {version}"), user_agent, version, brand }
    }

    /// The request that makes pages hear it, the client hints in agreement with the user agent. One of the user's own is
    /// shown without hints, as by browsers that have none: they would say something else.
    pub(super) fn shown(&self, settings: &PageSettings) -> SetUserAgentOverride {
        let accept_language = Some(settings.locale.clone());
        if let Some(own) = &settings.guise.user_agent {
            let user_agent = own.clone();
            return SetUserAgentOverride { user_agent, accept_language, platform: None, user_agent_metadata: None };
        }
        let face =
            if settings.guise.device.kind == DeviceKind::Mobile { self.mobile(settings) } else { self.desktop() };
        let major = self.version.split('.').next().unwrap_or_default();
        let brands = |version: &str, filler: &str| {
            let mut brands = vec![brand("Chromium", version), brand("Not_A Brand", filler)];
            if self.brand != "Chromium" {
                brands.push(brand(self.brand, version));
            }
            Some(brands)
        };
        SetUserAgentOverride {
            user_agent: face.user_agent,
            accept_language,
            platform: Some(face.navigator.to_owned()),
            user_agent_metadata: Some(UserAgentMetadata {
                brands: brands(major, "24"),
                full_version_list: brands(&self.version, "24.0.0.0"),
                full_version: Some(self.version.clone()),
                platform: face.platform.to_owned(),
                platform_version: face.platform_version.to_owned(),
                architecture: face.architecture.to_owned(),
                model: face.model.to_owned(),
                mobile: face.phone,
                bitness: Some(face.bitness.to_owned()),
                wow_64: Some(false),
                form_factors: None,
            }),
        }
    }
}

/// What differs between devices.
struct Face {
    user_agent: String,
    /// `navigator.platform`.
    navigator: &'static str,
    /// Name and version in the client hints.
    platform: &'static str,
    platform_version: &'static str,
    architecture: &'static str,
    bitness: &'static str,
    model: &'static str,
    /// Whether it says of itself that it is a phone; tablets do not.
    phone: bool,
}

impl Identity {
    fn desktop(&self) -> Face {
        let (platform, navigator, platform_version) = platform();
        Face {
            user_agent: self.user_agent.clone(),
            navigator,
            platform,
            platform_version,
            architecture: if cfg!(target_arch = "aarch64") { "arm" } else { "x86" },
            bitness: "64",
            model: "",
            phone: false,
        }
    }

    /// Chrome on Android says of every device that it is a `K` with Android 10.
    fn mobile(&self, settings: &PageSettings) -> Face {
        let phone = settings.viewport.0.min(settings.viewport.1) < SMALLEST_TABLET;
        let major = self.version.split('.').next().unwrap_or_default();
        let mobile = if phone { " Mobile" } else { "" };
        let user_agent = format!(
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{major}.0.0.0{mobile} \
             Safari/537.36"
        );
        Face {
            user_agent,
            navigator: "Linux armv81",
            platform: "Android",
            platform_version: "10.0.0",
            architecture: "",
            bitness: "",
            model: "K",
            phone,
        }
    }
}

fn brand(name: &str, version: &str) -> UserAgentBrandVersion {
    UserAgentBrandVersion { brand: name.to_owned(), version: version.to_owned() }
}

/// Name in the client hints, `navigator.platform`, and version in the client hints.
fn platform() -> (&'static str, &'static str, &'static str) {
    match std::env::consts::OS {
        "macos" => ("macOS", "MacIntel", "14.0.0"),
        "windows" => ("Windows", "Win32", "10.0.0"),
        _ => ("Linux", "Linux x86_64", "6.1.0"),
    }
}

/// What is hidden, for the evidence.
pub(super) fn told() -> Vec<String> {
    vec![
        "navigator.webdriver is false (AutomationControlled is off)".to_owned(),
        "the user agent and its client hints do not say HeadlessChrome".to_owned(),
    ]
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::browser::{ClockChoice, Device, Guise, PrivacyControl};

    fn shown(viewport: (u32, u32), kind: DeviceKind, user_agent: Option<&str>) -> SetUserAgentOverride {
        let answer = json!({
            "product": "HeadlessChrome/156.0.8078.108",
            "userAgent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36"
        });
        let device = Device { kind, ..Device::default() };
        let guise = Guise { device, user_agent: user_agent.map(str::to_owned), ..Guise::default() };
        Identity::of(&answer, "/usr/bin/chromium").shown(&PageSettings {
            viewport,
            locale: "de".to_owned(),
            clock: ClockChoice::Virtual,
            privacy_control: PrivacyControl::Off,
            guise,
            before_page: Vec::new(),
            beside_page: Vec::new(),
        })
    }

    #[test]
    fn phones_and_tablets_speak_as_android_and_their_hints_agree() {
        for (viewport, word, phone) in [((412, 915), " Mobile Safari", true), ((800, 1280), "156.0.0.0 Safari", false)]
        {
            let told = shown(viewport, DeviceKind::Mobile, None);
            assert!(told.user_agent.contains("Android 10; K") && told.user_agent.contains(word), "{}", told.user_agent);
            let hints = told.user_agent_metadata.unwrap();
            assert_eq!((hints.mobile, hints.platform.as_str()), (phone, "Android"));
        }
        let desktop = shown((412, 915), DeviceKind::Desktop, None);
        assert!(desktop.user_agent.contains("X11") && !desktop.user_agent_metadata.unwrap().mobile);
    }

    #[test]
    fn a_user_agent_of_the_users_own_is_shown_without_hints_that_say_otherwise() {
        let told = shown((412, 915), DeviceKind::Mobile, Some("Checker/1.0"));
        assert_eq!((told.user_agent.as_str(), told.accept_language.as_deref()), ("Checker/1.0", Some("de")));
        assert!(told.user_agent_metadata.is_none());
    }
}
