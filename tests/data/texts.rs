//! Reads the YAML texts below `rules/`.

use std::fs;
use std::path::Path;

use consentinel::yaml::SourceText;

/// All YAML texts below `rules/`, by path.
pub fn all() -> Vec<SourceText> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let mut texts = Vec::new();
    walk(&root, &root, &mut texts);
    texts.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(!texts.is_empty(), "no YAML text below {}", root.display());
    texts
}

fn walk(root: &Path, folder: &Path, texts: &mut Vec<SourceText>) {
    for entry in fs::read_dir(folder).expect("a folder below rules/ can be read") {
        let path = entry.expect("an entry below rules/ can be read").path();
        if path.is_dir() {
            walk(root, &path, texts);
        } else if path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml") {
            let below = path.strip_prefix(root).expect("it stands below rules/");
            let parts: Vec<String> = below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
            let text = fs::read_to_string(&path).expect("a text below rules/ is UTF-8");
            texts.push(SourceText { path: parts.join("/"), text });
        }
    }
}
