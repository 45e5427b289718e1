//! As whom a target is visited: settings to what the browser shows and hands over. Here secrets are taken from the
//! environment, and go to the browser alone.

use super::configuration::{Setting, Settings, pair, proxy, reveal, scale_of};
use super::exit::Trouble;
use crate::browser::{Brought, Device, DeviceKind, Guise, Secret, SignIn};

/// As whom a target is visited. Whose origin is its own, is said when its address is known.
///
/// # Errors
/// A secret that the environment does not hold.
pub fn guise(settings: &Settings) -> Result<Guise, Trouble> {
    let scale = settings.one(Setting::Scale).and_then(|word| scale_of(word).ok()).unwrap_or(1.0);
    let kind = if settings.is_on(Setting::Mobile) { DeviceKind::Mobile } else { DeviceKind::Desktop };
    let word = |setting| settings.one(setting).map(str::to_owned);
    let brought = Brought {
        origin: String::new(),
        headers: pairs(settings, Setting::Headers, ": ")?,
        cookies: pairs(settings, Setting::Cookies, "=")?,
        sign_in: sign_in(settings)?,
        proxy_sign_in: proxy_in_use(settings)?.and_then(|(_, sign_in)| sign_in),
    };
    let (time_zone, user_agent) = (word(Setting::TimeZone), word(Setting::UserAgent));
    Ok(Guise { device: Device { scale, kind }, time_zone, user_agent, brought })
}

/// Address of the proxy that is set, and who signs in there.
///
/// # Errors
/// A secret that the environment does not hold.
pub fn proxy_in_use(settings: &Settings) -> Result<Option<(String, Option<SignIn>)>, Trouble> {
    let Some(word) = settings.one(Setting::Proxy) else { return Ok(None) };
    let wanted = settings.named(Setting::Proxy);
    let (address, who) =
        proxy(word).map_err(|why| Trouble::usage(format!("{wanted}: {}; {}", why.message, why.help)))?;
    let Some((user, password)) = who else { return Ok(Some((address, None))) };
    let user = Secret::new(reveal(&user, &wanted)?);
    Ok(Some((address, Some(SignIn { user, password: Secret::new(reveal(&password, &wanted)?) }))))
}

fn pairs(settings: &Settings, setting: Setting, between: &str) -> Result<Vec<(String, Secret)>, Trouble> {
    let wanted = settings.named(setting);
    let words = settings.many(setting).iter().filter_map(|word| pair(word, between));
    words.map(|(name, value)| Ok((name.to_owned(), Secret::new(reveal(value, &wanted)?)))).collect()
}

fn sign_in(settings: &Settings) -> Result<Option<SignIn>, Trouble> {
    let Some(word) = settings.one(Setting::BasicAuth) else { return Ok(None) };
    let wanted = settings.named(Setting::BasicAuth);
    let whole = reveal(word, &wanted)?;
    let (user, password) = whole.split_once(':').ok_or_else(|| {
        Trouble::usage(format!("{wanted}: there is no `:` between user and password once the environment is read"))
    })?;
    Ok(Some(SignIn { user: Secret::new(user), password: Secret::new(password) }))
}
