//! Identifiers that links carry from site to site in the query of an address.

/// Names of such parameters, each with where it is described: an issue of `brave/brave-browser`, whose filter of
/// queries removes it, or the list of Firefox (`privacy.query_stripping.strip_list`).
const PARAMETERS: &[(&str, &str)] = &[
    ("fbclid", "brave-browser 4239"),
    ("gclid", "brave-browser 4239"),
    ("msclkid", "brave-browser 4239"),
    ("mc_eid", "brave-browser 4239"),
    ("dclid", "brave-browser 9879"),
    ("oly_anon_id", "brave-browser 13644"),
    ("oly_enc_id", "brave-browser 13644"),
    ("_openstat", "brave-browser 11579"),
    ("vero_conv", "brave-browser 11817"),
    ("vero_id", "brave-browser 11817"),
    ("wickedid", "brave-browser 13647"),
    ("yclid", "brave-browser 11578"),
    ("__s", "brave-browser 8975"),
    ("rb_clickid", "brave-browser 17451"),
    ("s_cid", "brave-browser 17452"),
    ("_hsenc", "Firefox"),
    ("mkt_tok", "Firefox"),
];

/// The first parameter of an address that is known to carry an identifier and has a value.
pub fn link_identifier(url: &str) -> Option<&'static str> {
    let address = url.split('#').next().unwrap_or_default();
    let (_, query) = address.split_once('?')?;
    query.split('&').find_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        let known = PARAMETERS.iter().find(|(known, _)| *known == name)?;
        (!value.is_empty()).then_some(known.0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_that_identify_are_seen() {
        for (url, found) in [
            ("https://shop.example/?a=1&gclid=Cj0KCQ", Some("gclid")),
            ("https://shop.example/p?fbclid=IwAR1#top", Some("fbclid")),
            ("https://shop.example/p?gclid=", None),
            ("https://shop.example/p?utm_source=x&page=gclid", None),
            ("https://shop.example/gclid=1", None),
            ("https://shop.example/p#?gclid=1", None),
            ("", None),
        ] {
            assert_eq!(link_identifier(url), found, "{url}");
        }
    }

    #[test]
    fn no_parameter_stands_there_twice() {
        let mut names: Vec<&str> = PARAMETERS.iter().map(|(name, _)| *name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), PARAMETERS.len());
        assert!(PARAMETERS.iter().all(|(_, source)| !source.is_empty()));
    }
}
