//! A folder or one file of it.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use axum::Router;
use axum::middleware::map_response;
use tower_http::services::ServeDir;

use super::ServeError;
use super::content::name_charset;

/// The folder to serve, links resolved.
pub fn folder_root(path: &Path) -> Result<PathBuf, ServeError> {
    let root = resolve(path)?;
    if root.is_dir() { Ok(root) } else { Err(ServeError::Kind { path: path.to_owned(), wanted: "folder" }) }
}

/// The folder that a file lies in, and the file's name.
pub fn file_root(path: &Path) -> Result<(PathBuf, OsString), ServeError> {
    let file = resolve(path)?;
    match (file.is_file(), file.parent(), path.file_name()) {
        (true, Some(root), _) => {
            let name = file.file_name().unwrap_or_default().to_owned();
            Ok((root.to_owned(), name))
        }
        _ => Err(ServeError::Kind { path: path.to_owned(), wanted: "file" }),
    }
}

/// Routes every path to the folder. `ServeDir` refuses paths that climb out of it.
pub fn router(root: &Path) -> Router {
    let files = ServeDir::new(root).append_index_html_on_directories(true);
    Router::new().fallback_service(files).layer(map_response(name_charset))
}

/// A file's name as one segment of an address.
pub fn as_url_segment(name: &OsStr) -> String {
    name.as_encoded_bytes().iter().fold(String::new(), |mut segment, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(byte) {
            segment.push(char::from(*byte));
        } else {
            segment.push_str(&format!("%{byte:02X}"));
        }
        segment
    })
}

fn resolve(path: &Path) -> Result<PathBuf, ServeError> {
    path.canonicalize().map_err(|why| ServeError::Path { path: path.to_owned(), why })
}
