//! Completions and the manual, as shells and `man` read them.

use std::process::{Command, Stdio};

use crate::support::program::run;

/// What bash completes for the last of these words.
fn completed(words: &[&str]) -> Vec<String> {
    let (code, script, err) = run(&["completions", "bash"]);
    assert_eq!(code, 0, "{err}");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("consentinel.bash");
    std::fs::write(&file, script).unwrap();
    let last = words.len() - 1;
    let before = words.get(last.wrapping_sub(1)).copied().unwrap_or_default();
    let typed: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
    let program = format!(
        "source '{}' && COMP_WORDS=({}) COMP_CWORD={last} && _consentinel consentinel '{}' '{before}' && \
         printf '%s\\n' \"${{COMPREPLY[@]}}\"",
        file.display(),
        typed.join(" "),
        words[last]
    );
    let output = Command::new("bash").args(["--norc", "-c", &program]).output().unwrap();
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && err.is_empty(), "{words:?}: {err}");
    String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).filter(|line| !line.is_empty()).collect()
}

#[test]
fn bash_completes_commands_flags_rules_and_profiles() {
    assert_eq!(completed(&["consentinel", "ev"]), ["evaluate"]);
    #[cfg(feature = "chrome")]
    assert_eq!(completed(&["consentinel", "au"]), ["audit"]);
    assert_eq!(completed(&["consentinel", "evaluate", "--any"]), ["--any-vantage"]);
    assert_eq!(completed(&["consentinel", "evaluate", "--profile", "fr-"]), ["fr-cnil"]);
    assert_eq!(completed(&["consentinel", "policy", "test", "reject-abs"]), ["reject-absent"]);
    assert_eq!(completed(&["consentinel", "evaluate", "--progress", "js"]), ["json"]);
    assert!(completed(&["consentinel", "nothing-begins-like-this"]).is_empty());
}

/// A new home has none of the folders that shells look into.
#[test]
fn the_help_makes_each_folder_of_the_home_that_a_script_goes_to() {
    let (code, help, err) = run(&["completions", "--help"]);
    assert_eq!(code, 0, "{err}");
    let folders: Vec<&str> = help
        .lines()
        .filter_map(|line| line.split_once("> ~/").and_then(|(_, place)| place.rsplit_once('/')))
        .map(|(folder, _)| folder)
        .collect();
    assert_eq!(folders, [".local/share/bash-completion/completions", ".config/fish/completions"]);
    for folder in folders {
        assert!(help.lines().any(|line| line.ends_with(&format!("mkdir -p ~/{folder}"))), "{folder}: {help}");
    }
}

#[test]
fn every_shell_is_served_and_others_are_refused() {
    // Fish is told no words that stand alone, PowerShell none but commands and flags: so far goes the generator.
    for (shell, sign, words) in [
        ("bash", "complete -F _consentinel", &["fr-cnil", "reject-absent"][..]),
        ("zsh", "#compdef consentinel", &["fr-cnil", "reject-absent"]),
        ("fish", "complete -c consentinel", &["fr-cnil", "evaluate"]),
        ("powershell", "Register-ArgumentCompleter", &["evaluate", "--any-vantage"]),
    ] {
        let (code, script, err) = run(&["completions", shell]);
        assert_eq!(code, 0, "{err}");
        assert!(script.contains(sign) && words.iter().all(|word| script.contains(word)), "{shell}");
    }
    let (code, _, err) = run(&["completions", "csh"]);
    assert!(code == 2 && err.contains("zsh"), "{err}");
}

/// The words of a profile are completed and not demanded: the user may have more.
#[test]
fn what_is_completed_is_not_all_that_is_let_through() {
    let (code, _, err) = run(&["evaluate", "/no/such/bundle", "--profile", "our-own"]);
    assert!(code == 2 && err.contains("our-own") && !err.contains("possible values"), "{err}");
}

#[test]
fn the_manual_has_a_page_a_command() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("man1");
    let (code, out, err) = run(&["man", "--output", &place.display().to_string()]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("consentinel.1"), "{out}");
    let mut names: Vec<String> = std::fs::read_dir(&place)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    for command in consentinel::cli::command_line().get_subcommands() {
        let name = format!("consentinel-{}.1", command.get_name());
        assert!(names.contains(&name), "{name} is missing in {names:?}");
    }
    assert!(names.contains(&"consentinel-policy-check.1".to_owned()), "{names:?}");
    let page = std::fs::read_to_string(place.join("consentinel-evaluate.1")).unwrap();
    assert_eq!(run(&["man", "evaluate"]).1.trim_end(), page.trim_end());
    for part in [".TH consentinel-evaluate 1", ".SH OPTIONS", "any\\-vantage", "Examples:"] {
        assert!(page.contains(part), "`{part}` is missing in {page}");
    }
    let (code, _, err) = run(&["man", "evalute"]);
    assert!(code == 2 && err.contains("evaluate"), "{err}");
}

/// `groff` reads it without a warning, where it is there; everywhere the lines are such as `man` knows.
#[test]
fn pages_of_the_manual_are_rendered() {
    let (_, page, _) = run(&["man", "explain"]);
    let known = ["TH", "SH", "SS", "TP", "RS", "RE", "PP", "br", "nf", "fi", "ie", "el", "ds", "IP"];
    for line in page.lines().filter(|line| line.starts_with('.')) {
        let word: String = line.chars().skip(1).take_while(|c| c.is_ascii_alphabetic()).collect();
        assert!(word.is_empty() || known.contains(&word.as_str()), "{line}");
    }
    let mut groff = Command::new("groff");
    groff
        .args(["-man", "-Tutf8", "-ww", "-P-c", "-P-b", "-P-o", "-P-u", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut groff = match groff.spawn() {
        Ok(groff) => groff,
        Err(why) => return assert_eq!(why.kind(), std::io::ErrorKind::NotFound, "{why}"),
    };
    std::io::Write::write_all(&mut groff.stdin.take().unwrap(), page.as_bytes()).unwrap();
    let output = groff.wait_with_output().unwrap();
    let (shown, warned) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && warned.is_empty(), "{warned}");
    assert!(shown.contains("NAME") && shown.contains("consentinel explain cookie _ga"), "{shown}");
}
