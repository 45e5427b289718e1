//! What is around the browser: fonts, proxy, clock, locale, display, and the rules that the program carries.

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::cli::doctor::machine::{Machine, System};
use crate::cli::doctor::row::Finding;

/// Where fonts lie on Linux; `~` is the user's folder.
const FONTS: [&str; 4] = ["/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"];
const FONT_ENDINGS: [&str; 4] = [".ttf", ".otf", ".ttc", ".pfb"];
/// Parts of the names of fonts for Chinese, Japanese and Korean.
const CJK: [&str; 14] = [
    "cjk",
    "wqy",
    "ipag",
    "ipam",
    "takao",
    "vl-gothic",
    "nanum",
    "unifont",
    "droidsansfallback",
    "uming",
    "ukai",
    "sourcehan",
    "baekmuk",
    "unfonts",
];
/// Parts of the names of fonts with emoji.
const EMOJI: [&str; 2] = ["emoji", "symbola"];

const DAY: i64 = 86_400;
/// Before this day, the first of 2026, the program was not written.
const FIRST_DAY: i64 = 1_767_225_600;

/// Which system it is.
pub fn system(machine: &dyn Machine) -> Finding {
    Finding::ok(machine.about())
}

/// Whether there are fonts: without them texts are boxes or nothing, and sizes are measured wrongly.
pub fn fonts(machine: &dyn Machine) -> Finding {
    if !machine.system().is_linux() {
        return Finding::ok("those of the system");
    }
    let home = machine.variable("HOME").unwrap_or_default();
    let folders = FONTS.iter().map(|folder| folder.replacen('~', &home, 1));
    let names: Vec<String> = folders
        .flat_map(|folder| machine.files(&folder))
        .map(|path| path.rsplit('/').next().unwrap_or_default().to_lowercase())
        .filter(|name| FONT_ENDINGS.iter().any(|ending| name.trim_end_matches(".gz").ends_with(ending)))
        .collect();
    if names.is_empty() {
        return Finding::wrong(
            "none: texts are not drawn, and what a banner looks like is measured wrongly",
            [font_packages(machine.system())],
        );
    }
    let has = |parts: &[&str]| names.iter().any(|name| parts.iter().any(|part| name.contains(part)));
    let missing: Vec<&str> = [(has(&CJK), "Chinese, Japanese and Korean"), (has(&EMOJI), "emoji")]
        .iter()
        .filter(|(there, _)| !there)
        .map(|(_, what)| *what)
        .collect();
    let count = names.len();
    if missing.is_empty() {
        return Finding::ok(format!("{count} files"));
    }
    let found = format!("{count} files, none for {}: these are drawn as boxes", missing.join(" nor "));
    Finding::warn(found, [font_packages(machine.system())])
}

fn font_packages(system: System) -> &'static str {
    match system {
        System::Debian | System::Ubuntu => "sudo apt install fonts-dejavu-core fonts-noto-cjk fonts-noto-color-emoji",
        System::Fedora => "sudo dnf install dejavu-sans-fonts google-noto-sans-cjk-fonts google-noto-color-emoji-fonts",
        System::Alpine => "sudo apk add font-dejavu font-noto-cjk font-noto-emoji",
        System::Arch => "sudo pacman -S ttf-dejavu noto-fonts-cjk noto-fonts-emoji",
        _ => "install DejaVu, Noto CJK and Noto Color Emoji by your package manager",
    }
}

/// Whether the browser goes through a proxy.
pub fn proxy(machine: &dyn Machine) -> Finding {
    match machine.proxy() {
        None => Finding::ok("none"),
        Some(proxy) => Finding::warn(
            format!("{proxy}: sites are visited through it, and see its address and country"),
            [
                "if you do not want that: env -u http_proxy -u https_proxy -u all_proxy -u HTTP_PROXY -u HTTPS_PROXY -u ALL_PROXY -u auto_proxy -u SOCKS_SERVER consentinel …",
            ],
        ),
    }
}

/// Whether the clock can be right. What is known without a network: it is not before the program was written or built.
pub fn clock(machine: &dyn Machine) -> Finding {
    let now = machine.now();
    let told = OffsetDateTime::from_unix_timestamp(now).ok().and_then(|time| time.format(&Rfc3339).ok());
    let told = told.unwrap_or_else(|| format!("{now} seconds after 1970"));
    let earliest = machine.written().map_or(FIRST_DAY, |written| written.max(FIRST_DAY)) - DAY;
    let set = ["sudo timedatectl set-ntp true", "or: sudo date -s 'YYYY-MM-DD HH:MM'"];
    if now < earliest {
        return Finding::wrong(
            format!("{told}: before this program was made; certificates and lifetimes come out wrong"),
            set,
        );
    }
    if now > earliest + 30 * 365 * DAY {
        return Finding::wrong(format!("{told}: decades after this program was made"), set);
    }
    Finding::ok(format!("{told}; not before this program was made, and more cannot be known without a network"))
}

/// Whether the terminal is told of letters beyond ASCII.
pub fn locale(machine: &dyn Machine) -> Finding {
    if matches!(machine.system(), System::MacOs | System::Windows) {
        return Finding::ok("that of the system");
    }
    let set = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| Some((name, machine.variable(name)?)));
    let advice = ["export LANG=C.UTF-8"];
    match set {
        Some((name, value)) => {
            let word = value.to_lowercase().replace('-', "");
            let found = format!("{name}={value}");
            if word.contains("utf8") {
                Finding::ok(found)
            } else {
                Finding::warn(format!("{found}: letters beyond ASCII may not be shown"), advice)
            }
        }
        None => Finding::warn("none is set: letters beyond ASCII may not be shown", advice),
    }
}

/// Whether a window could be shown.
pub fn display(machine: &dyn Machine) -> Finding {
    if !machine.system().is_linux() {
        return Finding::ok("that of the system");
    }
    match ["WAYLAND_DISPLAY", "DISPLAY"].iter().find_map(|name| Some((name, machine.variable(name)?))) {
        Some((name, value)) => Finding::ok(format!("{name}={value}")),
        None => Finding::ok("none; only `audit --open` needs one, and xvfb-run gives one that nobody sees"),
    }
}

/// Whether the program's own rules are sound.
pub fn rules(machine: &dyn Machine) -> Finding {
    match machine.rules() {
        Ok(told) => Finding::ok(told),
        Err(why) => Finding::wrong(why, ["the program was not built as it should: install it again"]),
    }
}
