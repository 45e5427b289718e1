//! As whom a target is visited: settings to what the browser shows and hands over. Here secrets are taken from the
//! environment, and go to the browser alone.

use super::configuration::{Setting, Settings, brought_cookie, held, pair, proxy, reveal, scale_of, variables};
use super::exit::Trouble;
use crate::browser::{Brought, BroughtCookie, Device, DeviceKind, Guise, Secret, SignIn};

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
        headers: headers(settings)?,
        cookies: cookies(settings)?,
        sign_in: sign_in(settings)?,
        proxy_sign_in: proxy_in_use(settings)?.and_then(|(_, sign_in)| sign_in),
        from_environment: from_environment(settings),
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

fn headers(settings: &Settings) -> Result<Vec<(String, Secret)>, Trouble> {
    let wanted = settings.named(Setting::Headers);
    let words = settings.many(Setting::Headers).iter().filter_map(|word| pair(word, ": "));
    words.map(|(name, value)| Ok((name.to_owned(), Secret::new(reveal(value, &wanted)?)))).collect()
}

fn cookies(settings: &Settings) -> Result<Vec<BroughtCookie>, Trouble> {
    let wanted = settings.named(Setting::Cookies);
    let words = settings.many(Setting::Cookies).iter().filter_map(|word| brought_cookie(word));
    let cookie = |(name, value, readers): (&str, &str, _)| {
        Ok(BroughtCookie { name: name.to_owned(), value: Secret::new(reveal(value, &wanted)?), readers })
    };
    words.map(cookie).collect()
}

/// What the environment holds of all that is handed over: each variable whole, and what stands in it behind a scheme or a
/// user (`Bearer …`, `user:…`), for pages may tell that alone.
fn from_environment(settings: &Settings) -> Vec<(String, Secret)> {
    let words = [Setting::Headers, Setting::Cookies, Setting::BasicAuth, Setting::Proxy].into_iter();
    let held = words.flat_map(|setting| settings.many(setting)).flat_map(|word| held(word));
    let basic = settings.one(Setting::BasicAuth).filter(|word| !variables(word).is_empty());
    // As it goes over the wire, and as a server may repeat it.
    let signs_in = basic.and_then(|word| Some((variables(word).join("+"), Secret::new(reveal(word, "").ok()?))));
    let parts = held.flat_map(|(name, value)| {
        let behind = value.split_once([' ', ':']).map(|(_, rest)| rest.trim().to_owned());
        std::iter::once(value).chain(behind).map(move |value| (name.clone(), Secret::new(value)))
    });
    parts.chain(signs_in).collect()
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
