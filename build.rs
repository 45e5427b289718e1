//! Reads and checks the built-in knowledge, so that a wrong file fails the build and the program does not read YAML at
//! each start: it is kept in a binary form, which `src/cli/texts.rs` includes.
//!
//! Rules and demo pages are embedded as they are: a file that comes or goes must rebuild the program.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What reads the files of knowledge, without lists that only a user can bring.
#[allow(dead_code, unused_imports)]
#[path = "src/knowledge"]
mod knowledge {
    mod cookie;
    mod cookie_clash;
    mod cookie_file;
    mod declaration;
    mod entry;
    mod files;
    mod heuristic;
    mod host;
    mod legal;
    mod lists {
        mod place;
        pub use place::ListPlace;
    }
    mod name_pattern;
    mod owner;
    mod phrases;
    mod platform;
    mod platform_list;
    mod record;
    mod shape;
    mod signals;
    mod source;
    mod subject;
    mod subject_text;
    mod tracker;
    mod tracker_file;
    mod unwrap;

    pub use files::KnowledgeFiles;
}
/// What reads the files of messages.
#[path = "src/messages/file.rs"]
mod messages;
#[allow(dead_code, unused_imports)]
#[path = "src/yaml/mod.rs"]
mod yaml;

fn main() -> ExitCode {
    for folder in ["rules", "reports/messages", "src/serve/demo"] {
        println!("cargo:rerun-if-changed={folder}");
    }
    match keep_knowledge().and_then(|()| keep_messages()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            tell(&why);
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stderr, reason = "Cargo shows what a build script that failed has to say")]
fn tell(why: &str) {
    eprintln!("{why}");
}

fn keep_knowledge() -> Result<(), String> {
    let root = Path::new("rules");
    let mut texts = Vec::new();
    gather(root, root, &mut texts).map_err(|why| format!("rules/ cannot be read: {why}"))?;
    texts.sort_by(|a, b| a.path.cmp(&b.path));
    let files = knowledge::KnowledgeFiles::read(&texts)
        .map_err(|errors| errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n"))?;
    let bytes = files.to_bytes().map_err(|why| why.to_string())?;
    keep("knowledge.bin", &bytes)
}

/// The texts of reports as tables in Rust, which `src/messages/table.rs` includes.
fn keep_messages() -> Result<(), String> {
    let root = Path::new("reports/messages");
    let mut texts = Vec::new();
    gather(root, root, &mut texts).map_err(|why| format!("reports/messages/ cannot be read: {why}"))?;
    texts.sort_by(|a, b| a.path.cmp(&b.path));
    let tables: Result<Vec<String>, _> = texts.iter().map(messages::rust).collect();
    keep("messages.rs", tables.map_err(|why| why.to_string())?.concat().as_bytes())
}

/// Writes a file that the program includes.
fn keep(name: &str, bytes: &[u8]) -> Result<(), String> {
    #[expect(clippy::disallowed_methods, reason = "Cargo says by it where to write")]
    let folder = std::env::var_os("OUT_DIR").ok_or("run by Cargo alone")?;
    fs::write(PathBuf::from(folder).join(name), bytes).map_err(|why| why.to_string())
}

/// The YAML texts below `root`, with the paths that the program knows them by.
fn gather(root: &Path, folder: &Path, texts: &mut Vec<yaml::SourceText>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            gather(root, &path, texts)?;
        } else if path.extension().is_some_and(|ending| ending == "yaml") {
            let below = path.strip_prefix(root).unwrap_or(&path);
            let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
            texts.push(yaml::SourceText { path: parts.join("/"), text: fs::read_to_string(&path)? });
        }
    }
    Ok(())
}
