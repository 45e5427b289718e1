//! Databases of countries in their smallest form.

use std::io::Write as _;

/// The smallest MMDB file: every IPv4 address leads to `data`. Format: the MaxMind DB specification 2.0.
pub fn database(data: &[u8]) -> tempfile::NamedTempFile {
    // One node, both records point at the beginning of the data.
    let mut bytes = vec![0, 0, 17, 0, 0, 17];
    bytes.extend([0; 16]);
    bytes.extend(data);
    bytes.extend(b"\xab\xcd\xefMaxMind.com");
    bytes.push(0xe0 | 9);
    for (key, number) in [("node_count", [0xc1, 1]), ("record_size", [0xa1, 24]), ("ip_version", [0xa1, 4])] {
        bytes.extend(text(key));
        bytes.extend(number);
    }
    for (key, number) in [("binary_format_major_version", [0xa1, 2]), ("binary_format_minor_version", [0xa1, 0])] {
        bytes.extend(text(key));
        bytes.extend(number);
    }
    bytes.extend(text("build_epoch"));
    bytes.extend([0x01, 0x02, 1]);
    bytes.extend(text("database_type"));
    bytes.extend(text("Own-Country"));
    bytes.extend(text("languages"));
    bytes.extend([0x00, 0x04]);
    bytes.extend(text("description"));
    bytes.push(0xe0);
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(&bytes).unwrap();
    file
}

pub fn text(words: &str) -> Vec<u8> {
    let length = u8::try_from(words.len()).unwrap();
    assert!(length < 29);
    std::iter::once(0x40 | length).chain(words.bytes()).collect()
}

/// A map of one entry.
pub fn map(key: &str, value: &[u8]) -> Vec<u8> {
    [vec![0xe1], text(key), value.to_vec()].concat()
}
