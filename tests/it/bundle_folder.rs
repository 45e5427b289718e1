//! Names of folders: safe, stable, and different for different addresses.

use consentinel::bundle::site_folder;
use consentinel::evidence::{Target, TargetKind};
use proptest::prelude::*;

fn url(url: &str) -> String {
    site_folder(&Target { given: url.to_owned(), url: url.to_owned(), kind: TargetKind::Url, name: None })
}

fn folder(given: &str) -> String {
    site_folder(&Target {
        given: given.to_owned(),
        url: "http://127.0.0.1:4711/".to_owned(),
        kind: TargetKind::Folder,
        name: None,
    })
}

#[test]
fn plain_addresses_get_plain_names() {
    assert_eq!(url("https://shop.example"), "shop.example");
    assert_eq!(url("https://Shop.Example/"), "shop.example");
    assert_eq!(url("http://localhost:8080/"), "localhost_8080");
    assert_eq!(url("http://shop.example/"), "shop.example_80");
    assert_eq!(url("http://[::1]:8080/"), "ip6---1_8080");
    assert_eq!(url("https://bücher.example/"), "xn--bcher-kva.example");
}

#[test]
fn addresses_that_differ_get_names_that_differ() {
    let addresses = [
        "https://shop.example/",
        "http://shop.example/",
        "https://shop.example:8443/",
        "http://shop.example:8443/",
        "https://shop.example/a",
        "https://shop.example/a/",
        "https://shop.example/b",
        "https://shop.example/?a",
        "https://shop.example/#a",
        "https://shop.example./",
        "https://shop-example/",
    ];
    let mut names: Vec<String> = addresses.iter().map(|address| url(address)).collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), addresses.len(), "{names:?}");
}

#[test]
fn credentials_leave_no_trace() {
    assert_eq!(url("https://user:secret@shop.example/a"), url("https://shop.example/a"));
}

#[test]
fn local_targets_are_called_by_their_name() {
    assert_eq!(folder("./public"), "public");
    assert_eq!(folder("public/"), "public");
    assert_ne!(folder("a/public"), folder("b/public"));
    assert!(folder("/").starts_with("site-"), "{}", folder("/"));
    assert!(folder("..").starts_with("site-"), "{}", folder(".."));
}

#[test]
fn device_names_of_windows_are_avoided() {
    assert_eq!(url("https://con/"), url("https://con/"));
    for name in ["con", "nul.example", "com1", "lpt9.txt"] {
        assert!(folder(name).starts_with("site-"), "{}", folder(name));
    }
}

fn is_safe(name: &str) -> bool {
    !name.is_empty()
        && name.len() < 120
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-".contains(c))
        && !name.starts_with('.')
        && !name.ends_with('.')
}

proptest! {
    #[test]
    fn no_target_makes_an_unsafe_name(given in "\\PC{0,200}", host in "[a-z0-9.-]{1,80}", path in "\\PC{0,80}") {
        prop_assert!(is_safe(&folder(&given)), "{}", folder(&given));
        let address = format!("https://{host}/{path}");
        prop_assert!(is_safe(&url(&address)), "{}", url(&address));
    }
}

#[test]
fn a_name_of_the_configuration_goes_before_the_address_and_no_two_share_a_folder() {
    let of = |name: &str| {
        let (given, url) = ("https://shop.example".to_owned(), "https://shop.example/".to_owned());
        site_folder(&Target { given, url, kind: TargetKind::Url, name: Some(name.to_owned()) })
    };
    assert_eq!(of("shop"), "shop");
    assert_eq!(of("shop/cart"), "shop_cart");
    let all = ["shop", "shop/cart", "shop_cart", "shop/cart/", "Shop", "shop/../x", "shop/x?a=1", "shop/x-a-1"].map(of);
    for (at, one) in all.iter().enumerate() {
        assert!(!all[at + 1..].contains(one), "{all:?}");
        assert!(one.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c)) && !one.starts_with('.'), "{one}");
    }
}
