//! Paths of a site, as a configuration names them.

use std::path::{Component, Path, PathBuf};

use crate::cli::address;

/// Whether a word can only mean a path, be it there or not. `shop.example/` is an address.
pub fn is_meant(word: &str) -> bool {
    let starts = ["./", "../", "/"].iter().any(|start| word.starts_with(start));
    let ends = word.ends_with('/') && !word.contains("://") && address::address(word).is_err();
    starts || ends
}

/// The key of a path that is not there yet.
pub fn kind(word: &str) -> &'static str {
    if word.ends_with(".html") || word.ends_with(".htm") { "file" } else { "folder" }
}

/// A path from where one is, as it holds from the folder of `file`. Where that cannot be told, it is the whole path.
pub fn from_folder_of(file: &Path, path: &str) -> String {
    let folder = file.parent().unwrap_or(Path::new(""));
    if folder.as_os_str().is_empty() || Path::new(path).is_absolute() {
        return path.to_owned();
    }
    let whole = || std::path::absolute(path).map_or_else(|_| path.to_owned(), |path| path.display().to_string());
    if folder.is_absolute() {
        return whole();
    }
    let (from, to) = (plain(folder), plain(Path::new(path)));
    let shared = from.components().zip(to.components()).take_while(|(one, other)| one == other).count();
    let mut above = from.components().skip(shared);
    if above.clone().any(|part| part == Component::ParentDir) {
        return whole();
    }
    let up = above.by_ref().map(|_| Component::ParentDir);
    let made: PathBuf = up.chain(to.components().skip(shared)).collect();
    if made.as_os_str().is_empty() { ".".to_owned() } else { made.display().to_string() }
}

/// Without `.`, and `..` at its beginning alone.
fn plain(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut made, part| {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(made.components().next_back(), Some(Component::Normal(_))) => {
                made.pop();
            }
            part => made.push(part),
        }
        made
    })
}

/// A path as a word for a shell.
pub fn word(path: &Path) -> String {
    let word = path.display().to_string();
    let is_plain = word.chars().all(|c| c.is_alphanumeric() || "_./-".contains(c));
    if is_plain { word } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_holds_from_the_folder_of_the_file() {
        for (file, path, told) in [
            ("consentinel.yaml", "./public", "./public"),
            ("./consentinel.yaml", "./public/", "public"),
            ("conf/x.yaml", "./public", "../public"),
            ("conf/a/x.yaml", "public", "../../public"),
            ("conf/x.yaml", "conf/public", "public"),
            ("conf/./x.yaml", "../public", "../../public"),
            ("../x.yaml", "../public", "public"),
            ("conf/x.yaml", "conf", "."),
            ("conf/x.yaml", "/srv/public", "/srv/public"),
        ] {
            assert_eq!(from_folder_of(Path::new(file), path), told, "{file} {path}");
        }
        let whole = std::path::absolute("public").unwrap().display().to_string();
        for file in ["/etc/x.yaml", "../other/../../x.yaml"] {
            assert_eq!(from_folder_of(Path::new(file), "public"), whole, "{file}");
        }
    }

    #[test]
    fn paths_are_told_from_addresses() {
        for (word, told) in [("./public", "folder"), ("../a.html", "file"), ("/srv/a", "folder"), ("public/", "folder")]
        {
            assert!(is_meant(word), "{word}");
            assert_eq!(kind(word), told);
        }
        for word in ["shop.example", "shop.example/", "https://shop.example/", "localhost:80/", "public"] {
            assert!(!is_meant(word), "{word}");
        }
        assert_eq!((word(Path::new("a/b.yaml")), word(Path::new("a b's"))), ("a/b.yaml".into(), "'a b'\\''s'".into()));
    }
}
