//! Exit codes as a pipeline meets them: thresholds, what is excused, and that no format changes them.

use std::path::Path;

use assert_cmd::Command;

/// Judges one of the frozen bundles: exit code, standard output, standard error.
fn evaluate(bundle: &str, words: &[&str]) -> (i32, String, String) {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bundles").join(bundle);
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::cargo_bin("consentinel").unwrap();
    command.env("CONSENTINEL_DATA", env!("CARGO_TARGET_TMPDIR")).env("NO_COLOR", "1").current_dir(folder.path());
    let output = command.arg("evaluate").arg(place).args(words).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn the_threshold_and_its_confidence_decide_and_the_line_names_them() {
    for (bundle, words, code, says) in [
        ("leaky", vec![], 1, "at or above high"),
        ("leaky", vec!["--fail-on", "critical:high"], 1, "at or above critical:high"),
        ("honest", vec!["--fail-on", "high:high"], 0, "nothing at or above high:high"),
        ("unreachable", vec!["--fail-on", "critical"], 3, "exit 3: incomplete"),
        ("blind", vec!["--allow-incomplete"], 0, "which was allowed"),
        ("unreachable", vec!["--allow-incomplete"], 3, "exit 3: incomplete"),
    ] {
        let (left, out, err) = evaluate(bundle, &words);
        assert_eq!(left, code, "{bundle} {words:?}\n{out}{err}");
        assert!(out.contains(says), "{bundle} {words:?}\n{out}");
    }
}

#[test]
fn a_threshold_that_is_none_is_refused_with_the_nearest_word() {
    for (word, says) in [("hihg", "did you mean `high`"), ("high:hgih", "did you mean `high`"), ("high:", "known:")] {
        let (code, _, err) = evaluate("leaky", &["--fail-on", word]);
        assert!(code == 2 && err.contains(says), "{word}: {code}\n{err}");
    }
}

/// Where no report says it, the run's own words say in which language the line is.
#[test]
fn the_line_is_in_the_language_of_the_run_also_where_there_is_no_report() {
    for (words, says) in [(&[][..], "nothing was judged"), (&["--lang", "de"], "nichts wurde beurteilt")] {
        let (code, out, err) = evaluate("no-such-bundle", &[&["--format", "github-summary"], words].concat());
        assert!(code == 2 && out.contains(says), "{out}{err}");
    }
}

#[test]
fn invariant_6_zero_is_left_with_in_every_format_and_nothing_is_hidden_by_it() {
    for (bundle, without) in [("leaky", 1), ("unreachable", 3)] {
        for format in ["table", "json", "markdown", "html"] {
            let (code, out, _) = evaluate(bundle, &["--format", format]);
            assert_eq!(code, without, "{bundle} {format}");
            let (code, excused, err) = evaluate(bundle, &["--format", format, "--exit-zero"]);
            assert_eq!(code, 0, "{bundle} {format}: {err}");
            if format == "json" {
                assert_eq!(excused, out, "what was found is told all the same");
            } else {
                assert!(
                    excused.contains(&format!("--exit-zero; without it {without}")),
                    "{bundle} {format}: {excused}"
                );
            }
        }
    }
    let (code, _, err) = evaluate("no-such-bundle", &["--exit-zero"]);
    assert_eq!(code, 2, "what is refused is not excused: {err}");
}
