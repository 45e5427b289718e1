//! Invariants 1, 2 and 8: who may name whom, what pure rooms may not touch, and where JavaScript may stand.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What each room may name, as DESIGN and ARCHITECTURE have it. `yaml` is the reader of YAML texts with places.
const EDGES: &[(&str, &[&str])] = &[
    ("evidence", &[]),
    ("yaml", &[]),
    ("browser", &[]),
    ("serve", &[]),
    ("messages", &["yaml"]),
    ("knowledge", &["yaml"]),
    ("bundle", &["evidence"]),
    ("redact", &["evidence"]),
    ("gather", &["browser", "evidence", "knowledge"]),
    ("facts", &["evidence", "knowledge"]),
    ("policy", &["facts", "knowledge", "yaml", "evidence", "messages"]),
    ("engine", &["facts", "policy", "evidence", "messages"]),
    ("report", &["engine", "policy", "facts", "evidence", "knowledge", "messages", "yaml"]),
    ("compare", &["report", "engine", "policy", "facts", "evidence", "knowledge", "messages"]),
];

/// Rooms that do no I/O and read no clock.
const PURE: &[&str] =
    &["evidence", "redact", "yaml", "knowledge", "facts", "policy", "engine", "report", "messages", "compare"];

/// Words that a pure room may not use outside its tests.
const IMPURE: &[&str] = &[
    "std::fs",
    "TcpStream",
    "UdpSocket",
    "TcpListener",
    "ToSocketAddrs",
    "std::process",
    "std::env",
    "std::time",
    "tokio::",
    "std::thread",
    "SystemTime",
    "Instant::",
    "HashMap",
    "HashSet",
    "async fn",
    "now_utc",
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            if !path.ends_with("node_modules") {
                files(&path, ending, found);
            }
        } else if path.extension().is_some_and(|extension| extension == ending) {
            found.push(path);
        }
    }
}

/// Source files by room: the first folder or file name below `src/`.
fn rooms() -> BTreeMap<String, Vec<(PathBuf, String)>> {
    let source = root().join("src");
    let mut all = Vec::new();
    files(&source, "rs", &mut all);
    let mut rooms: BTreeMap<String, Vec<(PathBuf, String)>> = BTreeMap::new();
    for path in all {
        let inner = path.strip_prefix(&source).expect("below src");
        let first = inner.components().next().expect("a name").as_os_str().to_string_lossy();
        let room = first.trim_end_matches(".rs").to_owned();
        let text = fs::read_to_string(&path).expect("readable");
        rooms.entry(room).or_default().push((path, text));
    }
    rooms
}

/// The text before its test module, comments removed.
fn code_of(text: &str) -> String {
    let before_tests = text.split("#[cfg(test)]").next().unwrap_or_default();
    before_tests.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// Every room named after `crate::`, also within braces.
fn named_rooms(code: &str) -> Vec<String> {
    let mut named = Vec::new();
    for part in code.split("crate::").skip(1) {
        if let Some(inner) = part.strip_prefix('{') {
            let inner = inner.split("};").next().unwrap_or_default();
            named.extend(inner.split(',').map(|word| first_word(word.trim())));
        } else {
            named.push(first_word(part));
        }
    }
    named
}

fn first_word(text: &str) -> String {
    text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
}

#[test]
fn invariant_1_a_room_names_only_the_rooms_it_may() {
    let rooms = rooms();
    let known: Vec<&str> = EDGES.iter().map(|(room, _)| *room).collect();
    let mut broken = Vec::new();
    for (room, may) in EDGES {
        let sources = rooms.get(*room).unwrap_or_else(|| panic!("src/{room} is gone: mend EDGES"));
        for (path, text) in sources {
            for named in named_rooms(&code_of(text)) {
                if named != *room && known.contains(&named.as_str()) && !may.contains(&named.as_str()) || named == "cli"
                {
                    broken.push(format!("{} names `{named}`; {room} may name {may:?}", path.display()));
                }
            }
        }
    }
    for room in rooms.keys() {
        let listed = known.contains(&room.as_str()) || ["cli", "lib", "main"].contains(&room.as_str());
        assert!(listed, "src/{room} has no line in EDGES");
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn invariant_2_judging_rooms_are_pure() {
    let rooms = rooms();
    let mut broken = Vec::new();
    for room in PURE {
        for (path, text) in rooms.get(*room).into_iter().flatten() {
            let code = code_of(text);
            for word in IMPURE {
                if code.contains(word) {
                    broken.push(format!("{} uses {word}", path.display()));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn invariant_8_javascript_lives_in_js_files() {
    let signs = ["=> {", "function(", "function (", "document.", "window.", "querySelector"];
    let mut broken = Vec::new();
    for (room, sources) in rooms() {
        for (path, text) in sources {
            for (number, line) in code_of(&text).lines().enumerate() {
                let strings: Vec<&str> = line.split('"').skip(1).step_by(2).collect();
                for string in strings {
                    let looks_like_script = string.contains('(') && string.contains(')');
                    if looks_like_script && signs.iter().any(|sign| string.contains(sign)) {
                        broken.push(format!("{room}: {} line {}: {string}", path.display(), number + 1));
                    }
                }
            }
        }
    }
    let mut yaml = Vec::new();
    files(&root().join("rules"), "yaml", &mut yaml);
    for path in yaml {
        let text = fs::read_to_string(&path).expect("readable");
        if ["function(", "function (", "() =>", "<script>"].iter().any(|sign| text.contains(sign)) {
            broken.push(format!("{} holds a script", path.display()));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn the_layer_test_sees_what_it_must() {
    assert_eq!(named_rooms("use crate::{facts::Fact, policy};\n"), ["facts", "policy"]);
    assert_eq!(named_rooms("let x = crate::engine::evaluate();"), ["engine"]);
    assert!(!code_of("// crate::cli\nfn a() {}\n#[cfg(test)]\nmod tests { use crate::cli; }").contains("cli"));
}
