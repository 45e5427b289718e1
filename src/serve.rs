//! A loopback server for folders, HTML files and the built-in demo sites. Knows no other room.
