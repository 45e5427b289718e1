//! JSON Schemas of the files of knowledge, for editors: generated from the types that read them.

use schemars::{Schema, schema_for};

use super::legal::Provision;
use super::owner::OwnerFile;
use super::phrases::PhraseFile;
use super::platform::Platform;
use super::subject::SubjectFile;
use super::{DeclarationWords, cookie_file, tracker_file};

/// The schemas by file name.
pub fn schemas() -> Vec<(&'static str, Schema)> {
    vec![
        ("cookies.json", schema_for!(cookie_file::Written)),
        ("declarations.json", schema_for!(DeclarationWords)),
        ("legal.json", schema_for!(Provision)),
        ("owners.json", schema_for!(OwnerFile)),
        ("phrases.json", schema_for!(PhraseFile)),
        ("platform.json", schema_for!(Platform)),
        ("subjects.json", schema_for!(SubjectFile)),
        ("trackers.json", schema_for!(tracker_file::Written)),
    ]
}
