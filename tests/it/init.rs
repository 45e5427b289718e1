//! What `init` writes holds as it stands: thresholds, paths, and the next words that it tells.

use std::path::Path;

use crate::configuration::run;

/// Where `init` was run with these words: what it said, and what the file says.
fn written(folder: &Path, words: &[&str], file: &str) -> (String, String) {
    let (code, out, err) = run(folder, &[&["init", "--yes"], words].concat());
    assert_eq!(code, 0, "{words:?}: {err}");
    (out, std::fs::read_to_string(folder.join(file)).unwrap())
}

#[test]
fn the_threshold_is_the_profiles_unless_one_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let words = ["--url", "https://shop.example", "--profile", "strict"];
    let (_, text) = written(folder.path(), &words, "consentinel.yaml");
    assert!(!text.contains("fail-on"), "{text}");
    let (_, shown, _) = run(folder.path(), &["config", "show"]);
    assert!(shown.contains("fail-on: medium  # profile strict"), "{shown}");

    let (_, text) =
        written(folder.path(), &[&words[..], &["--force", "--fail-on", "low:high"]].concat(), "consentinel.yaml");
    assert!(text.contains("fail-on: \"low:high\"\n"), "{text}");
    let (code, _, err) = run(folder.path(), &["init", "--yes", "--force", "--url", "a.example", "--fail-on", "hihg"]);
    assert!(code == 2 && err.contains("did you mean `high`"), "{err}");
}

#[test]
fn a_path_is_a_path_before_it_is_there() {
    for (word, line) in [
        ("./public", "folder: \"./public\""),
        ("public/", "folder: \"public/\""),
        ("./index.html", "file: \"./index.html\""),
        ("shop.example/", "url: \"shop.example/\""),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let (out, text) = written(folder.path(), &["--url", word], "consentinel.yaml");
        assert!(text.contains(line), "{word}: {text}");
        assert_eq!(out.contains("yet"), !line.starts_with("url"), "{out}");
        let (code, _, err) = run(folder.path(), &["config", "show"]);
        assert_eq!(code, 0, "{err}");
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("public")).unwrap();
    let (out, text) = written(folder.path(), &["--url", "public"], "consentinel.yaml");
    assert!(text.contains("folder: \"public\"") && !out.contains("yet"), "{out}{text}");
    let (code, _, err) = run(folder.path(), &["init", "--yes", "--force", "--url", "publik"]);
    assert!(code == 2 && err.contains("no such file"), "a name alone may be a typo: {err}");
}

#[test]
fn a_path_holds_from_the_folder_of_the_file_and_the_next_words_name_it() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("conf")).unwrap();
    std::fs::create_dir_all(folder.path().join("public")).unwrap();
    let words = ["--url", "./public", "--file", "conf/x.yaml"];
    let (out, text) = written(folder.path(), &words, "conf/x.yaml");
    assert!(text.contains("folder: \"../public\""), "{text}");
    for line in ["  consentinel config show --config conf/x.yaml ", "  consentinel audit --config conf/x.yaml "] {
        assert!(out.contains(line), "{out}");
    }
    let (code, _, err) = run(folder.path(), &["config", "show", "--config", "conf/x.yaml"]);
    assert_eq!(code, 0, "{err}");
    if cfg!(feature = "chrome") {
        let words = ["audit", "--config", "conf/x.yaml", "--chrome", "/no/such/chrome"];
        let (code, _, err) = run(folder.path(), &words);
        assert_eq!(code, 4, "the folder is there, only the browser is missing: {err}");
    }

    let (out, text) = written(folder.path(), &["--url", "./public"], "consentinel.yaml");
    assert!(text.contains("folder: \"./public\"") && !out.contains("--config"), "{out}{text}");
}
