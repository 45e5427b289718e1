//! The configuration file as its user meets it: found, refused, shown, written.

use std::path::Path;

use assert_cmd::Command;

use crate::support::schema::faults;

/// The program in a folder: exit code, standard output, standard error.
pub fn run(folder: &Path, words: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("consentinel").unwrap();
    command.env("CONSENTINEL_DATA", env!("CARGO_TARGET_TMPDIR")).env("NO_COLOR", "1").env_remove("CHROME");
    let output = command.current_dir(folder).args(words).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

/// A folder with this configuration.
pub fn folder_with(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("consentinel.yaml"), text).unwrap();
    folder
}

/// The example of the guide.
fn example() -> String {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/configuration.md");
    let guide = std::fs::read_to_string(guide).unwrap();
    guide.split("```yaml\n").nth(1).unwrap().split("```").next().unwrap().to_owned()
}

#[test]
fn the_example_of_the_guide_is_read_keeps_to_the_schema_and_is_shown() {
    let folder = folder_with(&example());
    let (code, out, err) = run(folder.path(), &["config", "show", "--format", "json"]);
    assert_eq!(code, 0, "{err}");
    let told: serde_json::Value = serde_json::from_str(&out).unwrap();
    let line = |key: &str| example().lines().position(|line| line.trim().starts_with(key)).unwrap() + 1;
    let shop = &told["sites"]["shop"];
    assert_eq!(told["run"]["fail-on"]["value"], "high:medium");
    assert_eq!(shop["viewport"]["from"], "default");
    assert_eq!(shop["locale"]["from"], format!("consentinel.yaml:{}", line("locale")));
    assert_eq!(shop["headers"]["value"][0], "X-Preview: ${SHOP_PREVIEW_TOKEN}");
    assert!(shop["headers"]["from"].as_str().unwrap().ends_with("environment SHOP_PREVIEW_TOKEN"), "{shop}");
    assert_eq!(told["sites"]["shop-on-a-phone"]["viewport"]["value"], "412x915");

    let schemas: std::collections::BTreeMap<_, _> = consentinel::cli::schemas().into_iter().collect();
    let schema = schemas["configuration.json"].clone().to_value();
    let example: serde_json::Value = serde_yaml::from_str(&example()).unwrap();
    assert_eq!(faults(&schema, &example), Vec::<String>::new());
    for wrong in [
        "sites: [{name: nowhere}]",
        "sites: [{url: a, file: b}]",
        "sites: {}",
        "defaults: {viewprot: 1x1}",
        "defaults: {fail-on: high}",
        "viewport: 1x1",
    ] {
        assert!(!faults(&schema, &serde_yaml::from_str(wrong).unwrap()).is_empty(), "{wrong}");
    }
}

#[test]
fn flags_go_before_the_file_and_the_profile_before_what_is_built_in() {
    let folder = folder_with("defaults: {profiles: strict}\nsites:\n  - {name: a, url: 'https://a.example'}\n");
    let shown = |words: &[&str]| {
        let (code, out, err) = run(folder.path(), &[&["config", "show"], words].concat());
        assert_eq!(code, 0, "{err}");
        out
    };
    let plain = shown(&[]);
    assert!(plain.contains("fail-on: medium  # profile strict"), "{plain}");
    assert!(plain.contains("  profiles: [strict]  # consentinel.yaml:1"), "{plain}");
    let said = shown(&["--fail-on", "low:high", "--profile", "fr-cnil", "--output", "there"]);
    assert!(
        said.contains("fail-on: \"low:high\"  # --fail-on") && said.contains("output: there  # --output"),
        "{said}"
    );
    assert!(said.contains("  profiles: [fr-cnil]  # --profile"), "{said}");
    let (code, _, err) = run(folder.path(), &["config", "show", "aa"]);
    assert!(code == 2 && err.contains("did you mean") || err.contains("known: a"), "{err}");
}

#[test]
fn what_is_secret_is_not_shown() {
    let folder = folder_with(
        "defaults:\n  headers: {X-One: t0ken, X-Two: 'Bearer ${TWO}'}\n  cookies: {session: c00kie}\n  proxy: http://me:pr0xy@proxy.example\n",
    );
    for format in ["yaml", "json"] {
        let (code, out, err) = run(folder.path(), &["config", "show", "--format", format]);
        assert_eq!(code, 0, "{err}");
        for secret in ["t0ken", "c00kie", "pr0xy"] {
            assert!(!out.contains(secret), "{out}");
        }
        assert!(out.contains("X-One") && out.contains("Bearer ${TWO}") && out.contains("environment TWO"), "{out}");
    }
}

/// Half a secret is a secret: what did not come from the name of a variable is not shown.
#[test]
fn of_half_plain_secrets_the_names_of_variables_are_shown_alone() {
    let folder = folder_with(
        "defaults:\n  headers: {X-One: '${ONE}hunter2'}\n  cookies: {session: 'hunter2${TWO}; scripts'}\n\
         \x20 basic-auth: '${U}:hunter2'\n  proxy: 'http://${P}:hunter2@proxy.example:3128'\n",
    );
    for format in ["yaml", "json"] {
        let (code, out, err) = run(folder.path(), &["config", "show", "--format", format]);
        assert_eq!(code, 0, "{err}");
        assert!(!out.contains("hunter2"), "{out}");
        for told in [
            "X-One: ${ONE}(not shown)",
            "session=(not shown)${TWO}; scripts",
            "${U}:(not shown)",
            "http://${P}:(not shown)@proxy.example:3128",
        ] {
            assert!(out.contains(told), "{told}: {out}");
        }
    }
}

/// The line of a mistake is quoted, and others stand on it.
#[test]
fn no_refusal_quotes_a_secret_of_the_file_or_of_the_command_line() {
    for text in [
        "defaults:\n  headers: {X-A: 'hunter2${'}\n",
        "defaults:\n  headers: {'X A': hunter2}\n",
        "defaults: {headers: {X-A: hunter2}, viewprot: 1x1}\n",
        "defaults: {header: {X-A: hunter2}}\n",
        "headers: {X-A: hunter2}\n",
        "defaults: {headers: hunter2}\n",
        "defaults: {headers: {X-A: [hunter2]}}\n",
        "defaults: {cookies: {a: hunter2 x}}\n",
        "defaults: {cookies: {a: 'hunter2; script'}}\n",
        "defaults: {basic-auth: 'me:hunter2'}\n",
        "defaults: {basic_auth: 'me:hunter2'}\n",
        "defaults: {basic-auth: '${U}:hunter2${'}\n",
        "defaults: {proxy: 'ftp://me:hunter2@proxy.example'}\n",
        "defaults: {proxy: 'http://me:hunter2@proxy.example/path'}\n",
        "defaults: {headers: {X-A: \"hunter2}}\n",
        "defaults:\n  headers:\n    X-A: #hunter2\n",
        "defaults:\n  headers:\n    X-A: hunter2: x\n",
        "defaults: {headers: {X-A: hunter2}, headers: {X-B: hunter2}}\n",
        "sites:\n  - {folder: nowhere, headers: {X-A: hunter2}, viewport: 3}\n",
        "site: {audience: everybody}\ndefaults: {headers: {X-A: hunter2}}\n",
        "lists: [{from: nothing, url: x}]\ndefaults: {headers: {X-A: hunter2}}\n",
    ] {
        let folder = folder_with(text);
        let mut refused = 0;
        for words in [
            vec!["config", "show"],
            vec!["knowledge", "update", "--config", "consentinel.yaml"],
            vec!["evaluate", "bundle"],
        ] {
            let (code, out, err) = run(folder.path(), &words);
            assert!(!err.contains("hunter2") && !out.contains("hunter2"), "{text} {words:?}: {out}{err}");
            refused += i32::from(code == 2);
        }
        assert!(refused > 0, "{text}");
    }
}

#[test]
#[cfg(feature = "chrome")]
fn no_refusal_of_the_command_line_quotes_a_secret() {
    let folder = tempfile::tempdir().unwrap();
    for (flag, word) in [
        ("--header", "X-A hunter2"),
        ("--header", "Authorization Bearer hunter2: x"),
        ("--header", "Authorization: Basic hunter2"),
        ("--header", "X-A: hunter2${"),
        ("--header", "X-A: hunter2${UNSET_IN_ANY_CASE}"),
        ("--cookie", "hunter2"),
        ("--cookie", "a=hunter2; x"),
        ("--basic-auth", "me:hunter2"),
        ("--basic-auth", "${HOME}hunter2"),
        ("--proxy", "ftp://me:hunter2@proxy.example"),
        ("--proxy", "http://me:hunter2@proxy.example/x"),
        ("--proxy", "http://${UNSET_IN_ANY_CASE}:hunter2@proxy.example"),
    ] {
        let words = ["audit", "https://a.example", "--chrome", "/no/such/chrome", flag, word];
        let (code, out, err) = run(folder.path(), &words);
        assert_eq!(code, 2, "{flag} {word}: {err}");
        assert!(
            err.contains(flag) && !err.contains("hunter2") && !out.contains("hunter2"),
            "{flag} {word}: {out}{err}"
        );
    }
}

#[test]
fn invariant_11_every_typo_is_told_at_once_before_anything_starts() {
    let text = "fial-on: high\nsites:\n  - url: https://a.example\n    viewport: 12\n    profles: [eu-gdpr]\n";
    let folder = folder_with(text);
    for words in [vec!["config", "show"], vec!["evaluate", "bundle"]] {
        let (code, _, err) = run(folder.path(), &words);
        assert_eq!(code, 2, "{err}");
        for part in
            ["consentinel.yaml:1:1", "`fail-on`", "consentinel.yaml:4:15", "consentinel.yaml:5:5", "`profiles`", "^"]
        {
            assert!(err.contains(part), "`{part}` is missing: {err}");
        }
    }
    let (code, _, err) = run(folder.path(), &["config", "show", "--config", "other.yaml"]);
    assert!(code == 2 && err.contains("other.yaml"), "{err}");
    let folder = folder_with("defaults: {profiles: eu-gdrp}\n");
    let (code, _, err) = run(folder.path(), &["evaluate", "bundle"]);
    assert!(code == 2 && err.contains("did you mean `eu-gdpr`") && err.contains("consentinel.yaml:1"), "{err}");
}

#[test]
fn exceptions_in_the_file_hold_and_a_wrong_one_is_told_on_its_line() {
    let bundle = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bundles/leaky").display().to_string();
    let waive = "fail-on: critical\nexceptions:\n  - {rule: pre-consent-tracking-cookie, reason: known, by: me, until: 2999-01-01}\n";
    let waived = |folder: &Path| {
        let (_, out, err) = run(folder, &["evaluate", &bundle, "--format", "json"]);
        let report: serde_json::Value = serde_json::from_str(&out).unwrap_or_else(|why| panic!("{why}: {err}"));
        let findings = report["findings"].as_array().unwrap().clone();
        findings.iter().filter(|finding| finding["waived"].is_object()).count()
    };
    assert!(waived(folder_with(waive).path()) > 0);
    assert_eq!(waived(folder_with("fail-on: critical\n").path()), 0);
    let folder = folder_with(&waive.replace("tracking-cookie,", "tracking-cooky,"));
    let (code, _, err) = run(folder.path(), &["evaluate", &bundle]);
    assert!(code == 2 && err.contains("consentinel.yaml:3:") && err.contains("pre-consent-tracking-cookie"), "{err}");
    std::fs::write(folder.path().join("more.yaml"), "exceptions: []\n").unwrap();
    std::fs::write(
        folder.path().join("consentinel.yaml"),
        format!("{waive}defaults: {{exceptions-file: more.yaml}}\n"),
    )
    .unwrap();
    let (code, _, err) = run(folder.path(), &["evaluate", &bundle]);
    assert!(code == 2 && err.contains("keep one"), "{err}");
}

#[test]
fn another_banner_than_expected_makes_a_run_incomplete() {
    let bundle = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bundles/honest").display().to_string();
    for (expect, code, says) in [
        ("{banner: yes}", 0, "nothing at or above"),
        ("{banner: no}", 3, "expects no banner, and one was seen"),
        ("{platform: moove}", 3, "expects the platform `moove`"),
    ] {
        let folder = folder_with(&format!("defaults:\n  expect: {expect}\n"));
        let (left, out, err) = run(folder.path(), &["evaluate", &bundle]);
        assert_eq!(left, code, "{expect}: {out}{err}");
        assert!(out.contains(says), "{expect}: {out}");
    }
}

#[test]
fn init_writes_what_can_be_read_and_overwrites_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let said =
        ["init", "--yes", "--url", "https://shop.example", "--name", "shop", "--banner", "yes", "--country", "DE"];
    let (code, out, err) = run(folder.path(), &said);
    assert_eq!(code, 0, "{out}{err}");
    let first = std::fs::read_to_string(folder.path().join("consentinel.yaml")).unwrap();
    assert!(first.starts_with("# yaml-language-server: $schema=consentinel.schema.json\n"), "{first}");
    let schema = std::fs::read_to_string(folder.path().join("consentinel.schema.json")).unwrap();
    let (schema, written): (serde_json::Value, serde_json::Value) =
        (serde_json::from_str(&schema).unwrap(), serde_yaml::from_str(&first).unwrap());
    assert_eq!(faults(&schema, &written), Vec::<String>::new());
    let (code, out, err) = run(folder.path(), &["config", "show", "shop"]);
    assert!(code == 0 && out.contains("expect: [\"banner: yes\"]") && out.contains("country: DE"), "{out}{err}");
    let (code, _, err) = run(folder.path(), &said);
    assert!(code == 2 && err.contains("--force"), "{err}");
    assert_eq!(std::fs::read_to_string(folder.path().join("consentinel.yaml")).unwrap(), first);
    let (code, _, err) = run(folder.path(), &["init", "--force", "--yes", "--url", "https://other.example"]);
    assert_eq!(code, 0, "{err}");

    let folder = tempfile::tempdir().unwrap();
    let (code, _, err) = run(folder.path(), &["init"]);
    assert!(code == 2 && err.contains("--yes --url"), "{err}");
    for (words, says) in [
        (vec!["--url", "ftp://a.example"], "ftp"),
        (vec!["--url", "https://a.example", "--banner", "maybe"], "known: no"),
        (vec!["--url", "https://a.example", "--profile", "eu-gdrp"], "did you mean `eu-gdpr`"),
        (vec!["--url", "https://a.example", "--country", "Germany"], "ISO 3166"),
    ] {
        let (code, _, err) = run(folder.path(), &[&["init", "--yes"], words.as_slice()].concat());
        assert!(code == 2 && err.contains(says), "{words:?}: {err}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing was written");
}

#[test]
fn init_writes_a_pipeline_that_is_asked_for_and_none_over_another() {
    let read = |folder: &Path, name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let site = ["init", "--yes", "--url", "https://shop.example"];
    for (word, files) in [
        ("shell", vec!["consentinel-audit.sh"]),
        ("github", vec!["consentinel-audit.sh", ".github/workflows/consentinel.yml"]),
        ("gitlab", vec!["consentinel-audit.sh", ".gitlab-ci.yml"]),
        ("jenkins", vec!["consentinel-audit.sh", "Jenkinsfile"]),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let (code, out, err) = run(folder.path(), &[&site[..], &["--ci", word]].concat());
        assert_eq!(code, 0, "{out}{err}");
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("ci/shell/audit.sh");
        assert_eq!(read(folder.path(), files[0]), std::fs::read_to_string(script).unwrap(), "the one that is tested");
        for file in &files {
            assert!(out.contains(file) && !read(folder.path(), file).contains("OWNER"), "{out}");
        }

        // Once more, beside the configuration that is there by now: what is the same is left as it is.
        std::fs::write(folder.path().join(files[files.len() - 1]), "mine").unwrap();
        let before = std::fs::read_to_string(folder.path().join("consentinel.yaml")).unwrap();
        for words in [vec!["init", "--ci", word], [&site[..], &["--force", "--name", "b", "--ci", word]].concat()] {
            let (code, _, err) = run(folder.path(), &words);
            assert!(code == 2 && err.contains(files[files.len() - 1]) && err.contains("never written over"), "{err}");
        }
        assert_eq!(read(folder.path(), files[files.len() - 1]), "mine");
        assert_eq!(read(folder.path(), "consentinel.yaml"), before, "nothing was written");
    }

    let folder = folder_with("sites: [{url: 'https://shop.example'}]\n");
    let (code, out, err) = run(folder.path(), &["init", "--ci", "gitlab"]);
    assert!(code == 0 && out.contains("left as it is") && out.contains(".gitlab-ci.yml"), "{out}{err}");
    assert_eq!(read(folder.path(), "consentinel.yaml"), "sites: [{url: 'https://shop.example'}]\n");
    let folder = tempfile::tempdir().unwrap();
    for (words, says) in [(["--ci", "githb"], "did you mean `github`"), (["--action", "o/r@v1"], "--ci")] {
        let (code, _, err) = run(folder.path(), &[&site[..], &words].concat());
        assert!(code == 2 && err.contains(says), "{words:?}: {err}");
    }
    let (code, _, err) = run(folder.path(), &site);
    assert_eq!(code, 0, "{err}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "no pipeline unless it is asked for");
}

/// They lie in a repository, where others and their programs read them.
#[test]
#[cfg(unix)]
fn what_init_writes_may_be_read_by_whom_the_mask_lets() {
    use std::os::unix::fs::PermissionsExt;

    let folder = folder_with("");
    let mode = |name: &str| std::fs::metadata(folder.path().join(name)).unwrap().permissions().mode();
    std::fs::write(folder.path().join("usual"), "").unwrap();
    let (code, _, err) = run(folder.path(), &["init", "--yes", "--url", "https://shop.example", "--file", "new.yaml"]);
    assert_eq!(code, 0, "{err}");
    assert_eq!((mode("new.yaml"), mode("consentinel.schema.json")), (mode("usual"), mode("usual")));
    let (code, _, err) =
        run(folder.path(), &["init", "--yes", "--url", "https://shop.example", "--file", "usual/a.yaml"]);
    assert!(code == 2 && err.contains("--file"), "{code} {err}");
}

#[test]
#[cfg(feature = "chrome")]
fn words_and_sites_are_checked_before_a_browser_starts() {
    let folder = folder_with(
        "sites:\n  - {name: a, url: 'https://a.example', headers: {X-A: '${CONSENTINEL_UNSET}'}}\n  - {name: b, folder: nowhere}\n",
    );
    let ask = |words: &[&str]| run(folder.path(), &[&["audit", "--chrome", "/no/such/chrome"], words].concat());
    for (words, says) in [
        (vec!["a"], "`${CONSENTINEL_UNSET}` is not set"),
        (vec!["b"], "consentinel.yaml:3:23"),
        (vec!["https://c.example", "--viewport", "12"], "--viewport"),
        (vec!["https://c.example", "--device", "fridge"], "known: desktop, phone, tablet"),
        (vec!["https://c.example", "--header", "Cookie: a=b"], "--cookie"),
        (vec!["https://c.example", "--basic-auth", "me:secret"], "${SHOP_USER}"),
        (vec!["https://c.example", "--resolve", "a:b:c"], "host:port:address"),
        (vec!["https://c.example", "--time-zone", "Berlin/"], "Europe/Paris"),
        (vec!["https://c.example", "--page", "https://d.example"], "--page"),
    ] {
        let (code, _, err) = ask(&words);
        assert!(code == 2 && err.contains(says), "{words:?}: {code} {err}");
    }
    let (code, _, err) = ask(&["https://c.example"]);
    assert_eq!(code, 4, "only the browser is missing: {err}");
    let empty = tempfile::tempdir().unwrap();
    let (code, _, err) = run(empty.path(), &["audit"]);
    assert!(code == 2 && err.contains("consentinel init"), "{err}");
}

/// One proxy of any site is enough, and each is named.
#[test]
#[cfg(feature = "chrome")]
fn names_are_not_asked_past_the_proxy_of_any_site() {
    let folder = folder_with(
        "sites:\n  - {name: a, url: 'https://a.example'}\n  - {name: b, url: 'https://b.example', proxy: 'http://me:hunter2@one.example:1'}\n\
         \x20 - {name: c, url: 'https://c.example', proxy: 'two.example:2'}\n",
    );
    let ask =
        |words: &[&str]| run(folder.path(), &[&["audit", "--chrome", "/no/such/chrome", "--dns"], words].concat());
    let (code, _, err) = ask(&[]);
    assert!(code == 2 && err.contains("http://one.example:1; http://two.example:2"), "{err}");
    assert!(!err.contains("hunter2"), "{err}");
    assert_eq!(ask(&["c"]).0, 2);
    let (code, _, err) = ask(&["--dns-server", "192.0.2.53"]);
    assert_eq!(code, 4, "only the browser is missing: {err}");
}

#[test]
fn forms_of_the_file_hold_unless_the_command_line_says_others() {
    let bundle = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bundles/honest").display().to_string();
    let folder = folder_with("format: json\nwrite: {markdown: out/told.md}\n");
    let (code, out, err) = run(folder.path(), &["evaluate", &bundle]);
    assert_eq!(code, 0, "{err}");
    assert!(serde_json::from_str::<serde_json::Value>(&out).is_ok(), "{out}");
    assert!(folder.path().join("out/told.md").is_file());
    let (_, out, _) = run(folder.path(), &["evaluate", &bundle, "--format", "table", "--write", "html=other.html"]);
    assert!(
        serde_json::from_str::<serde_json::Value>(&out).is_err() && folder.path().join("other.html").is_file(),
        "{out}"
    );
    let folder = folder_with("format: jsn\nwrite: {sariff: a}\n");
    let (code, _, err) = run(folder.path(), &["evaluate", &bundle]);
    assert!(code == 2 && err.contains("did you mean `json`") && err.contains("did you mean `sarif`"), "{err}");
}
