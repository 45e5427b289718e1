//! What several tests share: whole evidences of small sites, and the knowledge to read them with.

pub mod arbitrary;
pub mod evidence;
pub mod knowledge;
pub mod lists;
pub mod losses;
#[cfg(feature = "dns")]
pub mod name_server;
pub mod parts;
pub mod policy;
pub mod program;
pub mod scene;
pub mod schema;
