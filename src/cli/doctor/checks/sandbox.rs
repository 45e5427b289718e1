//! Whether the browser's sandbox can be used: without it, a page that breaks out of the browser has the user's rights.

use crate::cli::doctor::machine::{Machine, Trial};
use crate::cli::doctor::row::Finding;

/// Kernels of Ubuntu 23.10 and later: programs without a profile of AppArmor may not make user namespaces.
const APPARMOR: &str = "/proc/sys/kernel/apparmor_restrict_unprivileged_userns";
/// A switch of Debian's kernels.
const CLONE: &str = "/proc/sys/kernel/unprivileged_userns_clone";
/// How many user namespaces there may be.
const MOST: &str = "/proc/sys/user/max_user_namespaces";
/// Where a kernel has user namespaces at all.
const OWN: &str = "/proc/self/ns/user";

/// Who runs the program.
pub fn user(machine: &dyn Machine) -> Finding {
    if !machine.is_root() {
        return Finding::ok("not root");
    }
    let advice = if in_container(machine) {
        "run the container as another user: docker run --user 1000:1000 …, or USER in its Dockerfile"
    } else {
        "run it as an ordinary user: sudo -u SOMEBODY consentinel …"
    };
    Finding::warn("root, as whom Chrome refuses to use its sandbox", [advice])
}

/// Whether the sandbox was on.
pub fn sandbox(machine: &dyn Machine) -> Finding {
    match machine.trial() {
        Trial::Started(started) if started.sandbox => Finding::ok("on"),
        Trial::Started(_) if machine.is_root() => Finding::warn("off: root (see user)", [""; 0]),
        Trial::Started(_) => Finding::warn("off: asked for", ["leave out --no-sandbox"]),
        Trial::Failed(_) if machine.is_root() => Finding::unknown("the browser did not start"),
        Trial::Failed(_) => {
            let mut advice = vec!["to see whether it is the sandbox: consentinel doctor --no-sandbox".to_owned()];
            if in_container(machine) {
                advice.push(
                    "containers forbid user namespaces by default: docker run --security-opt seccomp=unconfined …, or a \
                     seccomp profile made for Chrome"
                        .to_owned(),
                );
            }
            Finding { advice, ..Finding::unknown("the browser did not start") }
        }
        Trial::NotTried => Finding::unknown("there was nothing to start"),
    }
}

/// Whether AppArmor keeps the browser from making its sandbox.
pub fn apparmor(machine: &dyn Machine) -> Finding {
    if switch(machine, APPARMOR) != Some(1) {
        return Finding::ok("does not restrict user namespaces");
    }
    if let Some(why) = stands_all_the_same(machine) {
        return Finding::ok(format!("restricts user namespaces, {why}"));
    }
    let mut advice = vec![
        "until the next start of the machine: sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0".to_owned(),
    ];
    if let Ok(browser) = machine.browser()
        && is_plain(&browser.executable)
    {
        let path = &browser.executable;
        advice.push(format!(
            "for this browser alone: printf 'abi <abi/4.0>,\\ninclude <tunables/global>\\nprofile consentinel-browser \
             \"{path}\" flags=(unconfined) {{\\n  userns,\\n}}\\n' | sudo tee /etc/apparmor.d/consentinel-browser && sudo \
             apparmor_parser -r /etc/apparmor.d/consentinel-browser"
        ));
    }
    advice.push("for pages that you trust: --no-sandbox".to_owned());
    Finding::wrong("restricts user namespaces, which the browser's sandbox is made of (Ubuntu 23.10 and later)", advice)
}

/// Whether the kernel gives user namespaces.
pub fn namespaces(machine: &dyn Machine) -> Finding {
    if !machine.system().is_linux() {
        return Finding::ok("not needed on this system");
    }
    let (found, advice) = if switch(machine, CLONE) == Some(0) {
        ("for root alone", "sudo sysctl -w kernel.unprivileged_userns_clone=1")
    } else if switch(machine, MOST) == Some(0) {
        ("switched off", "sudo sysctl -w user.max_user_namespaces=15000")
    } else if !machine.exists(OWN) {
        ("the kernel has none", "use a kernel with CONFIG_USER_NS; for pages that you trust: --no-sandbox")
    } else {
        return Finding::ok("not switched off");
    };
    match stands_all_the_same(machine) {
        Some(why) => Finding::ok(format!("{found}, {why}")),
        None => Finding::wrong(found, [advice]),
    }
}

/// Why a restriction does no harm here, if it does none.
fn stands_all_the_same(machine: &dyn Machine) -> Option<&'static str> {
    match machine.trial() {
        Trial::Started(started) if started.sandbox => Some("but the browser started with its sandbox"),
        _ if machine.is_root() => Some("but root has no sandbox in any case (see user)"),
        _ if machine.browser().is_ok_and(|browser| browser.helper) => Some("but the browser has a helper beside it"),
        _ => None,
    }
}

fn switch(machine: &dyn Machine, path: &str) -> Option<u64> {
    machine.text(path)?.trim().parse().ok()
}

fn in_container(machine: &dyn Machine) -> bool {
    machine.exists("/.dockerenv") || machine.exists("/run/.containerenv") || machine.variable("container").is_some()
}

/// Whether a path can stand in a line to be typed.
fn is_plain(path: &str) -> bool {
    path.chars().all(|c| c.is_ascii_alphanumeric() || "/._-+ ".contains(c))
}
