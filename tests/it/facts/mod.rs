//! Facts as derived from whole evidences.

mod course;
mod declared;
mod disclosed;
mod fingerprints;
mod leaks;
mod less_evidence;
mod measured;
mod names;
mod opt_out;
mod page;
mod permission;
mod places;
mod records;
mod revived;
mod scenes;
mod signals;
mod stories;
mod timeline;
mod toggles;
mod vocabulary;
mod wording;
