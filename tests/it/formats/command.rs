//! `--format` and `--write`, as their user meets them.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use consentinel::report::Format;

use crate::support::program::{consentinel, said};

fn bundle(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bundles").join(name)
}

/// Exit code, standard output, standard error of `evaluate` in a folder.
fn evaluate(folder: &Path, words: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("consentinel").unwrap();
    command.env("CONSENTINEL_DATA", env!("CARGO_TARGET_TMPDIR")).env("NO_COLOR", "1");
    let output = command.current_dir(folder).arg("evaluate").args(words).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

/// Invariant 6: the exit code is the same whatever is printed and written, and what is written is what is printed.
#[test]
fn invariant_6_the_exit_code_does_not_depend_on_the_format() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("own.txt"), "{{ exit.because }}\n").unwrap();
    for (name, code) in [("leaky", 1), ("honest", 0), ("unreachable", 3)] {
        let bundle = bundle(name).display().to_string();
        let mut words = vec![bundle.clone()];
        let names = Format::ALL.iter().map(|(name, _)| (*name).to_owned()).chain(["template:own.txt".to_owned()]);
        for (number, name) in names.enumerate() {
            words.extend(["--write".to_owned(), format!("{name}=out/{number}")]);
        }
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let (ended, table, err) = evaluate(folder.path(), &words);
        assert_eq!(ended, code, "{name}: {err}");
        for (number, (format, _)) in Format::ALL.iter().enumerate() {
            let path = folder.path().join("out").join(number.to_string());
            if *format == "csv" {
                let mut names: Vec<_> = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().file_name()).collect();
                names.sort();
                assert_eq!(names, ["cookies.csv", "findings.csv", "requests.csv", "storage.csv"]);
            } else {
                assert!(!fs::read_to_string(path).unwrap().is_empty(), "{name} {format}");
            }
        }
        let own = fs::read_to_string(folder.path().join("out/11")).unwrap();
        assert!(own.starts_with(&format!("exit {code}: ")) && table.contains(own.trim()), "{own}");
        for format in ["sarif", "junit"] {
            let (ended, out, err) = evaluate(folder.path(), &[&bundle, "--format", format]);
            assert_eq!(ended, code, "{format}: {err}");
            let number = Format::ALL.iter().position(|(name, _)| *name == format).unwrap();
            assert_eq!(out, fs::read_to_string(folder.path().join("out").join(number.to_string())).unwrap());
        }
    }
}

#[test]
fn files_are_named_from_the_root_of_what_a_pipeline_checked_out() {
    let root = tempfile::tempdir().unwrap();
    let root = root.path().canonicalize().unwrap();
    let below = root.join("web");
    fs::create_dir(&below).unwrap();
    std::os::unix::fs::symlink(bundle("leaky"), below.join("leaky")).unwrap();
    let named = |variable: &str, value: &Path| {
        let mut command = consentinel();
        command.env_remove("GITHUB_WORKSPACE").env_remove("CI_PROJECT_DIR").env(variable, value).current_dir(&below);
        said(command.args(["evaluate", "leaky", "--format", "github"])).1
    };
    for variable in ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"] {
        assert!(named(variable, &root).contains("file=web/leaky/"), "{variable}");
        assert!(named(variable, Path::new("/somewhere/else")).contains("file=leaky/"), "{variable}");
    }
}

#[test]
fn several_targets_are_in_one_file_and_one_without_a_report_is_told_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let [leaky, honest] = ["leaky", "honest"].map(|name| bundle(name).display().to_string());
    let words = [leaky.as_str(), "no-such-bundle", &honest, "--format", "github"];
    let writes = ["--write", "sarif=a.sarif", "--write", "junit=a.xml", "--write", "gitlab=a.json", "--write", "csv=a"];
    let (code, out, _) = evaluate(folder.path(), &[&words[..], &writes].concat());
    assert_eq!(code, 2, "{out}");
    assert!(out.contains("::error title=Not observed::no-such-bundle"), "{out}");
    assert!(out.trim_end().lines().last().unwrap().starts_with("exit 2: "), "{out}");
    for file in ["a.sarif", "a.xml", "a.json", "a/findings.csv"] {
        let text = fs::read_to_string(folder.path().join(file)).unwrap();
        assert!(text.contains("no-such-bundle"), "{file}: {text}");
    }
    let sarif: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(folder.path().join("a.sarif")).unwrap()).unwrap();
    assert_eq!(sarif["runs"][0]["invocations"][0]["exitCode"], 2);
    assert_eq!(sarif["runs"].as_array().unwrap().len(), 1);
}

#[test]
fn words_that_cannot_be_are_refused_before_anything_is_judged() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("broken.html"), "<p>\n{% for x in reports %}\n{{ x. }}\n").unwrap();
    fs::create_dir(folder.path().join("there")).unwrap();
    fs::write(folder.path().join("file"), "").unwrap();
    for (words, told) in [
        (vec!["--format", "sariff"], "did you mean `sarif`"),
        (vec!["--write", "sarif"], "sarif=consentinel.sarif"),
        (vec!["--write", "exe=x"], "known:"),
        (vec!["--write", "json=x", "--write", "junit=x"], "two formats go to x"),
        (vec!["--write", "json=there"], "is a folder"),
        (vec!["--format", "template:none.html"], "none.html"),
        (vec!["--format", "template:broken.html"], "broken.html:3"),
    ] {
        let (code, out, err) = evaluate(folder.path(), &[&["no-such-bundle"], &words[..]].concat());
        assert_eq!(code, 2, "{words:?}: {err}");
        assert!(out.is_empty() && err.contains(told) && !err.contains("no-such-bundle"), "{words:?}: {err}");
    }
    // Nothing was judged yet: the word is refused, which is not an audit that could not observe everything.
    let (code, out, err) = evaluate(folder.path(), &["no-such-bundle", "--write", "json=file/x.json"]);
    assert_eq!(code, 2, "{err}");
    assert!(
        out.is_empty() && err.contains("--write: cannot write file/x.json") && !err.contains("no-such-bundle"),
        "{err}"
    );
}

#[test]
fn two_formats_do_not_go_to_one_file_however_it_is_spelled() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("there")).unwrap();
    fs::write(folder.path().join("a.json"), "mine").unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("there", folder.path().join("link")).unwrap();
        std::os::unix::fs::symlink("a.json", folder.path().join("b.json")).unwrap();
    }
    let pairs = [
        ("json=a.json", "junit=./a.json"),
        ("json=there/x", "junit=there/../there/x"),
        ("json=new/x", "junit=new/y/../x"),
        ("json=there/findings.csv", "csv=there"),
        ("csv=there", "har=there/cookies.csv"),
        ("csv=there", "csv=./there"),
        ("json=x", "junit=x/y"),
        #[cfg(unix)]
        ("json=a.json", "junit=b.json"),
        #[cfg(unix)]
        ("json=there/x", "junit=link/x"),
    ];
    for (one, other) in pairs {
        let (code, _, err) = evaluate(folder.path(), &["no-such-bundle", "--write", one, "--write", other]);
        assert!(code == 2 && !err.contains("no-such-bundle"), "{one} {other}: {code} {err}");
        assert!(err.contains("two formats go to") && err.contains("a file of its own"), "{one} {other}: {err}");
    }
    assert_eq!(fs::read_to_string(folder.path().join("a.json")).unwrap(), "mine");
    let apart = ["--write", "json=there/x.json", "--write", "csv=there", "--write", "junit=there/x.xml"];
    let (code, _, err) = evaluate(folder.path(), &[&[bundle("honest").to_str().unwrap()][..], &apart].concat());
    assert_eq!(code, 0, "{err}");
}

/// What could not be written changes the exit code, and every format that tells it says the code that the program leaves with.
#[test]
fn what_could_not_be_written_is_in_every_format_with_the_code_that_is_left_with() {
    let honest = bundle("honest").display().to_string();
    let files = ["a.sarif", "b.sarif", "a.xml", "a.json", "a.md", "own.out"];
    let run = |folder: &Path, more: &[&str]| {
        fs::write(folder.join("own.txt"), "{{ exit.code }} {{ mishaps | map(attribute='reason') | join }}\n").unwrap();
        let words = [
            "--write",
            "sarif=a.sarif",
            "--write",
            "sarif-github=b.sarif",
            "--write",
            "junit=a.xml",
            "--write",
            "gitlab=a.json",
            "--write",
            "github-summary=a.md",
            "--write",
            "template:own.txt=own.out",
            "--write",
            "csv=tables",
            "-o",
            "out",
            "--format",
            "github",
        ];
        let (code, out, err) = evaluate(folder, &[&[honest.as_str()][..], &words, more].concat());
        let texts = files.map(|file| fs::read_to_string(folder.join(file)).unwrap());
        (code, out, err, texts)
    };
    // A folder stands where a file of that name should be.
    for place in ["tables/findings.csv", "out/shop.example/report.md"] {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join(place).join("x")).unwrap();
        let (code, out, err, texts) = run(folder.path(), &[]);
        assert_eq!(code, 3, "{place}: {err}");
        assert!(out.contains("::error title=Not kept::") && out.contains(place), "{place}: {out}");
        assert!(out.trim_end().lines().last().unwrap().starts_with("exit 3: "), "{place}: {out}");
        for (file, text) in files.iter().zip(&texts) {
            assert!(text.replace('\\', "").contains(place), "{place} {file}: {text}");
        }
        for text in &texts[..2] {
            let sarif: serde_json::Value = serde_json::from_str(text).unwrap();
            let invocation = &sarif["runs"][0]["invocations"][0];
            assert_eq!((&invocation["exitCode"], &invocation["executionSuccessful"]), (&3.into(), &false.into()));
            let told = invocation["toolExecutionNotifications"].as_array().unwrap();
            assert!(told.iter().any(|one| one["descriptor"]["id"] == "not-kept" && one["level"] == "error"), "{text}");
        }
        assert!(texts[2].contains("errors=\"1\""), "{}", texts[2]);
        assert!(texts[5].starts_with("3 "), "{}", texts[5]);
        let (code, _, _, texts) = run(folder.path(), &["--exit-zero"]);
        assert!(code == 0 && texts[0].contains("\"exitCode\": 0") && texts[0].contains("without it 3"), "{}", texts[0]);
    }
    let folder = tempfile::tempdir().unwrap();
    let (code, out, err, texts) = run(folder.path(), &[]);
    assert_eq!(code, 0, "{err}");
    assert!(!out.contains("Not kept") && texts[5] == "0 \n", "{out}");
    for text in &texts[2..5] {
        assert!(!text.contains("not-kept") && !text.contains("Not kept"), "{text}");
    }
}

/// A report of a site says how its own run ended, also for what was kept beside it.
#[test]
fn what_goes_wrong_with_a_site_is_said_by_its_own_reports() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("out/shop.example")).unwrap();
    fs::write(folder.path().join("out/shop.example/wec"), "in the way").unwrap();
    let honest = bundle("honest").display().to_string();
    let (code, _, err) = evaluate(folder.path(), &[&honest, "-o", "out", "--layout", "wec"]);
    assert_eq!(code, 3, "{err}");
    let told = fs::read_to_string(folder.path().join("out/shop.example/report.md")).unwrap();
    assert!(told.contains("exit 3: ") && told.contains("layout wec"), "{told}");
}

/// The layout of another program, with what the bundle holds beside it; and one archive for all.
#[test]
fn evidence_is_had_in_the_layout_of_another_program_and_as_one_archive() {
    let folder = tempfile::tempdir().unwrap();
    let leaky = bundle("leaky").display().to_string();
    let (code, _, err) = evaluate(folder.path(), &[&leaky, "--layout", "wec"]);
    assert_eq!((code, err.contains("--output DIR")), (2, true), "{err}");
    let stale = folder.path().join("out/shop.example/wec/gone");
    fs::create_dir_all(&stale).unwrap();
    fs::write(stale.join("inspection.json"), "{}").unwrap();
    let words = [&leaky, "--layout", "wec", "-o", "out", "--write", "har=all.har"];
    let (code, _, err) = evaluate(folder.path(), &words);
    assert_eq!(code, 1, "{err}");
    let none = folder.path().join("out/shop.example/wec/none");
    let har = |path: &Path| -> serde_json::Value { serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap() };
    assert!(none.join("inspection.json").is_file() && none.join("cookies.yml").is_file());
    assert!(!har(&folder.path().join("all.har"))["log"]["entries"].as_array().unwrap().is_empty());
    assert!(!stale.exists(), "a state of an earlier run is still there");
}
