//! The program as its user meets it: exit codes, messages, and the README beside the help.

use std::path::Path;

use assert_cmd::Command;

fn consentinel() -> Command {
    let mut command = Command::cargo_bin("consentinel").unwrap();
    command.env("CONSENTINEL_DATA", env!("CARGO_TARGET_TMPDIR"));
    command.env_remove("CHROME").env("NO_COLOR", "1");
    command
}

/// Exit code, standard output, standard error.
fn outcome(command: &mut Command) -> (i32, String, String) {
    let output = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn a_bad_word_ends_with_2_and_says_what_is_known() {
    for words in [
        vec!["audit"],
        vec!["audit", "https://shop.example", "--no-such-flag"],
        vec!["audit", "https://shop.example", "--format", "pdf"],
        vec!["frobnicate"],
        vec!["evaluate", "/no/such/bundle"],
        vec!["explain", "reject-absnt"],
    ] {
        let (code, _, err) = outcome(consentinel().args(&words));
        assert_eq!(code, 2, "{words:?}: {err}");
        assert!(!err.trim().is_empty(), "{words:?}");
    }
    let (_, _, err) = outcome(consentinel().args(["explain", "reject-absnt"]));
    assert!(err.contains("reject-absent"), "the nearest rule is named: {err}");
}

#[test]
#[cfg(feature = "chrome")]
fn names_are_asked_past_a_proxy_only_of_a_server_that_was_named() {
    let ask = |words: &[&str]| {
        let mut command = consentinel();
        command.env("https_proxy", "http://me:secret@proxy.example:3128");
        outcome(command.args(["audit", "http://127.0.0.1:9/", "--chrome", "/no/such/chrome", "--dns"]).args(words))
    };
    let (code, _, err) = ask(&[]);
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("--dns-server ADDRESS") && err.contains("proxy.example") && !err.contains("secret"), "{err}");
    let (code, _, err) = ask(&["--dns-server", "192.0.2.1"]);
    assert_eq!(code, 4, "only the browser is missing: {err}");
}

#[test]
#[cfg(feature = "chrome")]
fn words_of_visiting_are_checked_before_a_browser_starts() {
    let nowhere = ["--chrome", "/no/such/chrome"];
    for (words, told) in [
        (vec!["--states", "none,acept"], "acept"),
        (vec!["--states", "partial:"], "partial:analytics"),
        (vec!["--deadline", "0"], "--deadline"),
        (vec!["--country", "Germany"], "ISO 3166"),
        (vec!["--geo-database", "/no/such/file.mmdb"], "MMDB"),
        (vec!["--dns", "--dns-server", "dns.example"], "--dns-server"),
        (vec!["--profile", "eu-gdrp"], "eu-gdpr"),
        (vec!["--exceptions", "/no/such/file.yaml"], "/no/such/file.yaml"),
        (vec!["--rules", "/no/such/folder"], "/no/such/folder"),
    ] {
        let (code, out, err) = outcome(consentinel().args(["audit", "http://127.0.0.1:9/"]).args(nowhere).args(&words));
        assert_eq!(code, 2, "{words:?}: {out}{err}");
        assert!(err.contains(told), "{words:?}: {err}");
    }
}

#[test]
#[cfg(feature = "chrome")]
fn a_wrong_explicit_browser_is_an_error_and_not_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("out");
    for wrong in ["/no/such/chrome", "/etc/hostname"] {
        let (code, _, err) =
            outcome(consentinel().args(["audit", "http://127.0.0.1:9/", "--chrome", wrong, "--output"]).arg(&output));
        assert_eq!(code, 4, "{err}");
        assert!(err.contains(wrong), "{err}");
    }
    let (code, _, err) = outcome(consentinel().env("CHROME", "/no/such/chrome").args(["doctor"]));
    assert_eq!(code, 4, "{err}");
    assert!(err.contains("/no/such/chrome"), "{err}");
}

/// Pipelines hand on variables that nobody filled in.
#[test]
#[cfg(feature = "chrome")]
fn a_browser_variable_that_is_empty_is_not_set() {
    let folder = tempfile::tempdir().unwrap();
    let words = ["audit", "http://127.0.0.1:9/", "--output", "out"];
    let ask = |variable: &str, words: &[&str]| {
        outcome(consentinel().current_dir(folder.path()).env("CHROME", variable).args(words))
    };
    // A word that is wrong is found first: the variable alone refuses nothing.
    let (code, _, err) = ask("", &[&words[..], &["--profile", "eu-gdrp"]].concat());
    assert!(code == 2 && err.contains("eu-gdrp") && !err.contains("--chrome"), "{code}: {err}");
    let (code, _, err) = ask("", &[&words[..], &["--chrome", "/no/such/chrome"]].concat());
    assert!(code == 4 && err.contains("/no/such/chrome"), "{code}: {err}");
    let (code, _, err) = ask("/of/the/variable", &words);
    assert!(code == 4 && err.contains("/of/the/variable"), "{code}: {err}");
    let (code, _, err) = ask("/of/the/variable", &[&words[..], &["--chrome", "/no/such/chrome"]].concat());
    assert!(code == 4 && err.contains("/no/such/chrome") && !err.contains("/of/the/variable"), "{code}: {err}");
}

#[test]
#[cfg(feature = "chrome")]
fn invariant_11_a_typo_in_a_rule_stops_the_run_with_file_line_and_caret() {
    let folder = tempfile::tempdir().unwrap();
    let checks = folder.path().join("checks/ours");
    std::fs::create_dir_all(&checks).unwrap();
    std::fs::write(checks.join("our-rule.yaml"), "id: our-rule\ntitel: Ours\n").unwrap();
    let (code, out, err) = outcome(
        consentinel()
            .args(["audit", "http://127.0.0.1:9/", "--chrome", "/no/such/chrome", "--rules"])
            .arg(folder.path()),
    );
    assert_eq!(code, 2, "{out}{err}");
    for part in ["our-rule.yaml", "titel", "title", "^"] {
        assert!(err.contains(part), "`{part}` is missing: {err}");
    }
}

#[test]
fn a_rule_where_nobody_would_read_it_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("our-rule.yaml"), "id: our-rule\n").unwrap();
    let (code, _, err) = outcome(consentinel().args(["policy", "check", "--rules"]).arg(folder.path()));
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("our-rule.yaml") && err.contains("checks"), "{err}");
}

#[test]
fn rules_can_be_listed_explained_and_checked() {
    let (code, out, err) = outcome(consentinel().args(["policy", "list"]));
    assert_eq!(code, 0, "{err}");
    for rule in ["reject-absent", "pre-consent-tracking-cookie", "policy-page-missing"] {
        assert!(out.contains(rule), "{out}");
        let (code, told, err) = outcome(consentinel().args(["explain", rule]));
        assert_eq!(code, 0, "{err}");
        assert!(told.contains(rule) && told.contains("How to mend"), "{told}");
    }
    let (code, out, err) = outcome(consentinel().args(["policy", "check"]));
    assert_eq!(code, 0, "{out}{err}");
}

#[test]
fn a_cookie_is_explained_with_how_it_is_known_and_who_else_claims_it() {
    let (code, told, err) = outcome(consentinel().args(["explain", "cookie", "_ga"]));
    assert_eq!(code, 0, "{err}");
    assert!(told.contains("analytics (measurement)") && told.contains("known by name, which carries no"), "{told}");
    assert!(told.contains("rules/cookies/google-analytics.yaml") && told.contains("(2026-"), "{told}");
    assert!(told.contains("would be sure if one of these hosts set it"), "{told}");
    let sure = ["explain", "cookie", "_ga", "--domain", ".shop.example", "--setter", "www.googletagmanager.com"];
    let (_, told, _) = outcome(consentinel().args(sure));
    assert!(told.contains("known by name-and-setter, which may carry a finding"), "{told}");
    let (code, told, _) = outcome(consentinel().args(["explain", "cookie", "zzqx", "--domain", "shop.example"]));
    assert_eq!(code, 0);
    assert!(told.contains("unknown") && told.contains("No entry names it"), "{told}");
}

#[test]
fn an_explained_cookie_is_one_object_in_json_and_commands_no_terminal() {
    let words = ["explain", "cookie", "uid\u{1b}[31m", "--domain", "a\u{7}.example"];
    let (_, told, _) = outcome(consentinel().args(words));
    assert!(!told.contains('\u{1b}') && !told.contains('\u{7}') && told.contains('\u{fffd}'), "{told:?}");
    let (code, told, err) = outcome(consentinel().args(["explain", "cookie", "_ga", "--format", "json"]));
    assert_eq!(code, 0, "{err}");
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!((&told["purpose"], &told["known_by"]), (&"analytics".into(), &"name".into()));
    assert_eq!(told["carries_finding"], false);
    let decides = told["claims"].as_array().unwrap().iter().filter(|claim| claim["decides"] == true);
    let decides: Vec<_> = decides.collect();
    assert_eq!((decides.len(), &decides[0]["entry"]), (1, &told["entry"]));
    assert!(!decides[0]["sources"].as_array().unwrap().is_empty(), "{told}");
    let (code, _, err) = outcome(consentinel().args(["explain"]));
    assert_eq!(code, 2, "{err}");
}

#[test]
fn invariant_10_the_readme_names_every_command() {
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    for command in consentinel::cli::command_line().get_subcommands() {
        let name = format!("consentinel {}", command.get_name());
        assert!(readme.contains(&name), "README.md does not name `{name}`");
        assert!(command.get_about().is_some(), "`{name}` says nothing of itself");
    }
    let help = consentinel::cli::command_line().render_long_help().to_string();
    for code in ["0", "1", "2", "3", "4", "130"] {
        assert!(readme.contains(&format!("| {code} |")), "README.md does not tell exit code {code}");
        assert!(help.contains(code), "the help does not tell exit code {code}");
    }
}

#[test]
fn the_rule_of_contributing_is_a_rule() {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("CONTRIBUTING.md")).unwrap();
    let block = text.split("```yaml").nth(1).unwrap().split("```").next().unwrap();
    let rule: String = block.lines().map(|line| format!("{}\n", line.strip_prefix("   ").unwrap_or(line))).collect();
    let folder = tempfile::tempdir().unwrap();
    let checks = folder.path().join("checks/lifetime");
    std::fs::create_dir_all(&checks).unwrap();
    std::fs::write(checks.join("analytics-cookie-for-years.yaml"), rule.trim_start()).unwrap();
    let (code, out, err) = outcome(consentinel().args(["policy", "check", "--rules"]).arg(folder.path()));
    assert_eq!(code, 0, "{out}{err}");
    let (code, out, err) =
        outcome(consentinel().args(["policy", "test", "analytics-cookie-for-years", "--rules"]).arg(folder.path()));
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.starts_with("1 rules, "), "{out}");
}

#[test]
fn an_example_that_comes_out_otherwise_is_told() {
    let rule =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/checks/walls/consent-or-pay.yaml"))
            .unwrap()
            .replace("id: consent-or-pay", "id: turned-round")
            .replace("witnesses: 1", "witnesses: 2");
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("checks/walls")).unwrap();
    std::fs::write(folder.path().join("checks/walls/turned-round.yaml"), rule).unwrap();
    let (code, _, err) = outcome(consentinel().args(["policy", "test", "turned-round", "--rules"]).arg(folder.path()));
    assert_eq!(code, 2, "{err}");
    assert!(
        err.contains("checks/walls/turned-round.yaml: turned-round, example")
            && err.contains("expected 2 witnesses, got 1 witnesses"),
        "{err}"
    );
    let (code, _, err) = outcome(consentinel().args(["policy", "test", "turned-rount"]));
    assert_eq!(code, 2, "{err}");
}

/// What `classify` prints for these lines, each as JSON.
fn classified(kind: &str, lines: &str) -> Vec<serde_json::Value> {
    let (code, out, err) = outcome(consentinel().args(["classify", kind]).write_stdin(lines));
    assert_eq!(code, 0, "{err}");
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn buttons_cookies_and_texts_are_classified_line_by_line() {
    let buttons = classified("buttons", "Alle ablehnen\n\n{\"text\": \"Accept all\"}\nWithdraw consent\nqwertz");
    let told: Vec<_> =
        buttons.iter().map(|one| (one["role"].as_str().unwrap(), one["intent"].as_str().unwrap())).collect();
    let expected =
        [("reject", "reject"), ("other", "other"), ("accept", "accept"), ("reject", "withdraw"), ("other", "other")];
    assert_eq!(told, expected, "{buttons:?}");
    assert_eq!((&buttons[0]["text"], &buttons[0]["language"]), (&"Alle ablehnen".into(), &"de".into()));
    assert_eq!(buttons[0]["phrase"], "alle ablehnen");
    assert!(buttons[4]["language"].is_null() && buttons[4]["phrase"].is_null());

    let cookies = "{\"name\": \"_ga\", \"domain\": \".shop.example\", \"site\": \"shop.example\", \"session\": false, \
                   \"expiry_s\": 63072000, \"http_only\": false, \"value_shape\": \"A9.1.9\"}\nnobody_knows_this_one";
    let cookies = classified("cookies", cookies);
    assert_eq!((&cookies[0]["purpose"], &cookies[0]["domain"]), (&"analytics".into(), &".shop.example".into()));
    assert_eq!((&cookies[1]["purpose"], &cookies[1]["known_by"]), (&"unknown".into(), &"unknown".into()));

    let texts = classified("text", "We use cookies to make this shop better.\nBake the cookies for an hour.");
    assert_eq!((&texts[0]["consent"], &texts[0]["language"]), (&"yes".into(), &"en".into()));
    assert!(texts[0]["phrases"].as_array().is_some_and(|phrases| !phrases.is_empty()));
    assert_eq!(texts[1]["consent"], "no");
}

#[test]
fn a_line_that_cannot_be_classified_ends_with_2_and_its_number() {
    let (code, out, err) =
        outcome(consentinel().args(["classify", "buttons"]).write_stdin("Reject\n{\"txt\": 1}\nOK\n"));
    assert_eq!((code, out.lines().count()), (2, 1), "{out}{err}");
    assert!(err.contains("line 2") && err.contains("missing field `text`") && err.contains("{\"text\":"), "{err}");
    let (code, _, err) = outcome(consentinel().args(["classify", "bottons"]).write_stdin(""));
    assert!(code == 2 && err.contains("buttons"), "{err}");
}

#[test]
fn the_readme_shows_what_classify_prints() {
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    for (kind, lines) in [
        ("buttons", "Alle ablehnen\nDo not sell my personal information\n"),
        ("cookies", "{\"name\": \"_ga\", \"domain\": \"shop.example\", \"site\": \"shop.example\"}\n"),
        ("text", "We use cookies to make this shop better.\n"),
    ] {
        let (_, out, _) = outcome(consentinel().args(["classify", kind]).write_stdin(lines));
        for line in out.lines() {
            assert!(readme.contains(line), "README.md does not show {line}");
        }
    }
}

#[test]
#[cfg(all(feature = "chrome", target_os = "linux"))]
fn a_window_without_a_display_is_refused_with_what_to_do() {
    let ask = |words: &[&str], display: &[(&str, &str)]| {
        let mut command = consentinel();
        command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").envs(display.iter().copied());
        outcome(command.args(["audit", "http://127.0.0.1:9/", "--open"]).args(words))
    };
    let (code, _, err) = ask(&["--chrome", "/bin/sh"], &[]);
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("DISPLAY") && err.contains("xvfb-run -a consentinel audit"), "{err}");
    let (code, _, err) = ask(&["--browser", "shell"], &[("DISPLAY", ":7")]);
    assert!(code == 2 && err.contains("headless shell has no windows"), "{err}");
    // With a display only the browser is missing.
    let (code, _, err) = ask(&["--chrome", "/no/such/chrome"], &[("WAYLAND_DISPLAY", "wayland-0")]);
    assert_eq!(code, 4, "{err}");
}
