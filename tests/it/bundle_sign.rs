//! Signatures and time-stamps, held against the programs that everybody has: `ssh-keygen`, `minisign`, `openssl ts`.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use consentinel::bundle;
use consentinel::evidence::Gatherings;

use crate::bundle_read::sample;

const PASSWORD: &str = "CONSENTINEL_KEY_PASSWORD";

/// A folder with a bundle in it.
fn written() -> (tempfile::TempDir, PathBuf) {
    let root = tempfile::tempdir().unwrap();
    let dir = root.path().join("bundle");
    bundle::write(&Gatherings { evidence: sample(), files: [].into() }, &dir).unwrap();
    (root, dir)
}

/// Exit code and everything that was said.
fn said(command: &mut Command) -> (i32, String) {
    let output = command.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output.status.code().unwrap_or(-1), text)
}

fn consentinel(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_consentinel"));
    command.env("CONSENTINEL_DATA", env!("CARGO_TARGET_TMPDIR"));
    command.args(words).env_remove(PASSWORD);
    command
}

/// Whether a program is there; what it would show is shown on machines that have it.
fn is_there(program: &str) -> bool {
    Command::new(program).arg("-h").stdin(Stdio::null()).output().is_ok()
}

/// A key pair of `ssh-keygen`, the secret one locked by `password` if it is not empty.
fn ssh_keys(folder: &Path, name: &str, kind: &[&str], password: &str) -> (String, String) {
    let path = folder.join(name);
    let (code, text) =
        said(Command::new("ssh-keygen").args(["-q", "-N", password, "-C", "tester"]).args(kind).arg("-f").arg(&path));
    assert_eq!(code, 0, "{text}");
    (path.display().to_string(), format!("{}.pub", path.display()))
}

fn minisign_keys(folder: &Path, name: &str, password: Option<&str>) -> (String, String) {
    let pair = match password {
        None => minisign::KeyPair::generate_unencrypted_keypair().unwrap(),
        Some(word) => minisign::KeyPair::generate_encrypted_keypair(Some(word.to_owned())).unwrap(),
    };
    let (secret, public) = (folder.join(format!("{name}.key")), folder.join(format!("{name}.pub")));
    fs::write(&secret, pair.sk.to_box(None).unwrap().into_string()).unwrap();
    fs::write(&public, pair.pk.to_box().unwrap().into_string()).unwrap();
    (secret.display().to_string(), public.display().to_string())
}

/// Signs with the first key and looks at it with each of the others.
fn signed_and_looked_at(dir: &Path, secret: &str, public: &str, stranger: &str) {
    let bundle = dir.display().to_string();
    let (code, text) = said(&mut consentinel(&["verify", &bundle, "--key", public]));
    assert!(code == 1 && text.contains("not signed by a key of that kind"), "{code} {text}");
    let (code, text) = said(&mut consentinel(&["sign", &bundle, "--key", secret]));
    assert_eq!(code, 0, "{text}");
    let (code, text) = said(&mut consentinel(&["verify", &bundle, "--key", public]));
    assert!(code == 0 && text.contains("the signature holds"), "{code} {text}");
    let (code, text) = said(&mut consentinel(&["verify", &bundle]));
    assert!(code == 0 && text.contains("not checked, no key was given"), "{code} {text}");
    let (code, text) = said(&mut consentinel(&["verify", &bundle, "--key", stranger]));
    assert!(code == 1 && text.contains("signed by another key"), "{code} {text}");
    let (code, text) = said(&mut consentinel(&["verify", &bundle, "--key", secret]));
    assert!(code == 2 && text.contains("it is a secret key"), "{code} {text}");
    let word = fs::read_to_string(public).unwrap();
    let word = word.lines().last().unwrap();
    let (code, text) = said(&mut consentinel(&["verify", &bundle, "--key", word]));
    assert_eq!(code, 0, "the key as one word: {text}");
}

#[test]
fn ssh_signatures_hold_here_and_for_ssh_keygen() {
    if !is_there("ssh-keygen") {
        return;
    }
    for kind in [&["-t", "ed25519"][..], &["-t", "ecdsa", "-b", "256"], &["-t", "ecdsa", "-b", "384"]] {
        let (root, dir) = written();
        let (secret, public) = ssh_keys(root.path(), "id", kind, "");
        let (_, stranger) = ssh_keys(root.path(), "other", &["-t", "ed25519"], "");
        signed_and_looked_at(&dir, &secret, &public, &stranger);
        let check = ["-Y", "check-novalidate", "-n", "file", "-s"];
        let manifest = || fs::File::open(dir.join("manifest.json")).unwrap();
        let (code, text) =
            said(Command::new("ssh-keygen").args(check).arg(dir.join("manifest.json.sig")).stdin(manifest()));
        assert!(code == 0 && text.contains("Good"), "{kind:?}: {text}");
        let signers = root.path().join("signers");
        fs::write(&signers, format!("tester {}", fs::read_to_string(&public).unwrap())).unwrap();
        let (code, text) = said(
            Command::new("ssh-keygen")
                .args(["-Y", "verify", "-I", "tester", "-n", "file", "-f"])
                .arg(&signers)
                .arg("-s")
                .arg(dir.join("manifest.json.sig"))
                .stdin(manifest()),
        );
        assert_eq!(code, 0, "{kind:?}: {text}");
        // And the other way round: what ssh-keygen signs is accepted here, also by a list of allowed signers.
        fs::remove_file(dir.join("manifest.json.sig")).unwrap();
        let (code, text) = said(
            Command::new("ssh-keygen").args(["-Y", "sign", "-n", "file", "-f", &secret]).arg(dir.join("manifest.json")),
        );
        assert_eq!(code, 0, "{text}");
        for key in [public.as_str(), signers.to_str().unwrap()] {
            let (code, text) = said(&mut consentinel(&["verify", dir.to_str().unwrap(), "--key", key]));
            assert_eq!(code, 0, "{text}");
        }
    }
}

#[test]
fn minisign_signatures_hold_here_and_for_minisign() {
    let (root, dir) = written();
    let (secret, public) = minisign_keys(root.path(), "own", None);
    let (_, stranger) = minisign_keys(root.path(), "other", None);
    signed_and_looked_at(&dir, &secret, &public, &stranger);
    let signature = fs::read_to_string(dir.join("manifest.json.minisig")).unwrap();
    assert!(signature.contains("trusted comment: consentinel bundle sha256:"), "{signature}");
    if is_there("minisign") {
        let (code, text) =
            said(Command::new("minisign").args(["-V", "-p", &public, "-m"]).arg(dir.join("manifest.json")));
        assert!(code == 0 && text.contains("verified"), "{text}");
    }
}

#[test]
fn a_locked_key_needs_its_password_from_the_environment() {
    let (root, dir) = written();
    let bundle = dir.display().to_string();
    let mut keys = vec![minisign_keys(root.path(), "locked", Some("geheim")).0];
    if is_there("ssh-keygen") {
        keys.push(ssh_keys(root.path(), "locked-ssh", &["-t", "ed25519"], "geheim").0);
    }
    for key in keys {
        let (code, text) = said(&mut consentinel(&["sign", &bundle, "--key", &key]));
        assert!(code == 2 && text.contains(PASSWORD), "{code} {text}");
        let (code, text) = said(consentinel(&["sign", &bundle, "--key", &key]).env(PASSWORD, "wrong"));
        assert!(code == 2 && text.contains("does not open the key"), "{code} {text}");
        let (code, text) = said(consentinel(&["sign", &bundle, "--key", &key]).env(PASSWORD, "geheim"));
        assert_eq!(code, 0, "{text}");
    }
}

#[test]
fn keys_that_are_none_are_refused_with_what_to_do() {
    let (root, dir) = written();
    let bundle = dir.display().to_string();
    let nonsense = root.path().join("nonsense");
    fs::write(&nonsense, "-----BEGIN RSA PRIVATE KEY-----\n").unwrap();
    let (code, text) = said(&mut consentinel(&["sign", &bundle, "--key", nonsense.to_str().unwrap()]));
    assert!(code == 2 && text.contains("no secret key that is known"), "{code} {text}");
    let (code, text) = said(&mut consentinel(&["verify", &bundle, "--key", "RWQnonsense"]));
    assert!(code == 2 && text.contains("no public key that is known"), "{code} {text}");
    let (code, text) = said(&mut consentinel(&["sign", &bundle, "--key", "/no/such/key"]));
    assert!(code == 2 && text.contains("/no/such/key"), "{code} {text}");
    let (code, text) = said(&mut consentinel(&["sign", &bundle]));
    assert!(code == 2 && text.contains("--key"), "{code} {text}");
    if is_there("ssh-keygen") {
        let (rsa, public) = ssh_keys(root.path(), "rsa", &["-t", "rsa", "-b", "2048"], "");
        let (code, text) = said(&mut consentinel(&["sign", &bundle, "--key", &rsa]));
        assert!(code == 2 && text.contains("ed25519"), "{code} {text}");
        let (code, text) = said(&mut consentinel(&["verify", &bundle, "--key", &public]));
        assert!(code == 2 && text.contains("ed25519"), "{code} {text}");
    }
}

#[test]
fn a_bundle_that_was_changed_is_not_signed_and_a_signed_one_that_is_changed_is_found() {
    let (root, dir) = written();
    let bundle = dir.display().to_string();
    let (secret, public) = minisign_keys(root.path(), "own", None);
    let (code, _) = said(&mut consentinel(&["sign", &bundle, "--key", &secret]));
    assert_eq!(code, 0);
    // Another manifest, intact in itself: only the signature tells.
    let mut other = sample();
    other.visits[0].reached.detail = "another".to_owned();
    let signature = fs::read(dir.join("manifest.json.minisig")).unwrap();
    bundle::write(&Gatherings { evidence: other, files: [].into() }, &dir).unwrap();
    assert!(!dir.join("manifest.json.minisig").exists(), "a new bundle carries an old signature");
    fs::write(dir.join("manifest.json.minisig"), signature).unwrap();
    assert_eq!(bundle::verify(&dir).unwrap(), []);
    let (code, text) = said(&mut consentinel(&["verify", &bundle, "--key", &public]));
    assert!(code == 1 && text.contains("does not fit manifest.json"), "{code} {text}");
    let log = dir.join("log.ndjson");
    fs::write(&log, fs::read_to_string(&log).unwrap() + "\n").unwrap();
    let (code, text) = said(&mut consentinel(&["sign", &bundle, "--key", &secret]));
    assert!(code == 3 && text.contains("not as it was written") && text.contains("log.ndjson"), "{code} {text}");
    let (code, text) = said(&mut consentinel(&["verify", &bundle]));
    assert!(code == 1 && text.contains("log.ndjson") && text.contains("Do not rely on it"), "{code} {text}");
}

#[test]
fn verify_takes_site_folders_and_tells_what_is_none() {
    let (root, dir) = written();
    fs::write(dir.join("notes.txt"), "mine").unwrap();
    let site = root.path().display().to_string();
    let (code, text) = said(&mut consentinel(&["verify", &site]));
    assert!(
        code == 0 && text.contains("as it was written") && text.contains("notes.txt: not part of"),
        "{code} {text}"
    );
    let (code, text) = said(&mut consentinel(&["verify", &site, "/no/such/bundle"]));
    assert!(code == 2 && text.contains("as it was written") && text.contains("is not a bundle"), "{code} {text}");
}

/// A time-stamping authority on loopback: `openssl ts` behind a socket.
struct Authority {
    folder: tempfile::TempDir,
    address: String,
}

impl Authority {
    fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name).display().to_string();
        let config = format!(
            "[req]\ndistinguished_name=dn\nx509_extensions=ext\nprompt=no\n[dn]\nCN=Loopback Authority\n[ext]\n\
             extendedKeyUsage=critical,timeStamping\n[tsa]\ndefault_tsa=one\n[one]\nserial={}\nsigner_digest=sha256\n\
             default_policy=1.2.3.4.1\ndigests=sha256\naccuracy=secs:1\nordering=no\ntsa_name=yes\n",
            at("serial")
        );
        fs::write(at("conf"), config).unwrap();
        fs::write(at("serial"), "01\n").unwrap();
        let (code, text) = said(Command::new("openssl").args([
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-config",
            &at("conf"),
            "-keyout",
            &at("key"),
            "-out",
            &at("cert"),
        ]));
        assert_eq!(code, 0, "{text}");
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/tsa", listener.local_addr().unwrap());
        let home = folder.path().to_owned();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                answer(stream.unwrap(), &home);
            }
        });
        Self { folder, address }
    }

    fn certificate(&self) -> String {
        self.folder.path().join("cert").display().to_string()
    }
}

/// Answers one question.
fn answer(mut stream: std::net::TcpStream, home: &Path) {
    let mut asked = Vec::new();
    let mut byte = [0_u8];
    while !asked.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap() == 1 {
        asked.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&asked).to_ascii_lowercase();
    assert!(head.contains("content-type: application/timestamp-query"), "{head}");
    let length: usize = head.split("content-length: ").nth(1).unwrap().lines().next().unwrap().parse().unwrap();
    let mut question = vec![0; length];
    stream.read_exact(&mut question).unwrap();
    let at = |name: &str| home.join(name).display().to_string();
    fs::write(at("query"), question).unwrap();
    let (code, text) = said(Command::new("openssl").args([
        "ts",
        "-reply",
        "-config",
        &at("conf"),
        "-queryfile",
        &at("query"),
        "-signer",
        &at("cert"),
        "-inkey",
        &at("key"),
        "-out",
        &at("reply"),
    ]));
    assert_eq!(code, 0, "{text}");
    let reply = fs::read(at("reply")).unwrap();
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/timestamp-reply\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        reply.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(&reply).unwrap();
}

#[test]
fn a_time_stamp_of_a_real_authority_is_kept_checked_and_holds_for_openssl() {
    let authority = Authority::open();
    let (_root, dir) = written();
    let bundle = dir.display().to_string();
    let (code, text) = said(&mut consentinel(&["sign", &bundle, "--timestamp", &authority.address]));
    assert!(code == 0 && text.contains("CN=Loopback Authority"), "{code} {text}");
    let (code, text) = said(&mut consentinel(&["verify", &bundle]));
    assert!(code == 0 && text.contains("CN=Loopback Authority") && text.contains("was not checked"), "{code} {text}");
    let year = text.split("stamped ").nth(1).unwrap().get(..2).unwrap();
    assert_eq!(year, "20", "{text}");
    let (code, text) = said(
        Command::new("openssl")
            .args(["ts", "-verify", "-CAfile", &authority.certificate(), "-data"])
            .arg(dir.join("manifest.json"))
            .arg("-in")
            .arg(dir.join("manifest.tsr")),
    );
    assert!(code == 0 && text.contains("Verification: OK"), "{text}");

    // Another time in it, and an answer that grants nothing.
    let stamp = fs::read(dir.join("manifest.tsr")).unwrap();
    let marked = stamp.windows(17).position(|part| part[..2] == [0x18, 0x0f] && part[16] == b'Z').unwrap();
    let mut earlier = stamp.clone();
    earlier[marked + 5] = if earlier[marked + 5] == b'9' { b'8' } else { earlier[marked + 5] + 1 };
    fs::write(dir.join("manifest.tsr"), &earlier).unwrap();
    let (code, text) = said(&mut consentinel(&["verify", &bundle]));
    assert!(code == 1 && text.contains("not what the authority signed"), "{code} {text}");
    let status = stamp.windows(3).position(|part| part == [2, 1, 0]).unwrap();
    let mut refused = stamp.clone();
    refused[status + 2] = 2;
    fs::write(dir.join("manifest.tsr"), &refused).unwrap();
    let (code, text) = said(&mut consentinel(&["verify", &bundle]));
    assert!(code == 1 && text.contains("gave no time-stamp"), "{code} {text}");

    // The stamp of another bundle, and bytes that are no stamp.
    let mut other = sample();
    other.visits[0].reached.detail = "another".to_owned();
    bundle::write(&Gatherings { evidence: other, files: [].into() }, &dir).unwrap();
    fs::write(dir.join("manifest.tsr"), &stamp).unwrap();
    let (code, text) = said(&mut consentinel(&["verify", &bundle]));
    assert!(code == 1 && text.contains("does not fit manifest.json"), "{code} {text}");
    for length in 0..stamp.len().min(400) {
        fs::write(dir.join("manifest.tsr"), &stamp[..length]).unwrap();
        assert!(bundle::timestamp::check(&dir).is_err(), "{length} bytes of a stamp");
    }
}

/// Names of files and words of a manifest are anybody's: they must not command the terminal.
#[cfg(unix)]
#[test]
fn verify_prints_no_control_characters() {
    let root = tempfile::tempdir().unwrap();
    let dir = root.path().join("bundle");
    let mut evidence = sample();
    let why = "\u{1b}]0;owned\u{7}\u{202e}killed\nas it was written".to_owned();
    evidence.kept.missing.push(consentinel::evidence::MissingState { state: consentinel::evidence::State::Gpc, why });
    bundle::write(&Gatherings { evidence, files: [].into() }, &dir).unwrap();
    fs::write(dir.join("beside\u{1b}[2J\nnone"), "x").unwrap();
    let (code, text) = said(&mut consentinel(&["verify", &dir.display().to_string()]));
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("killed") && text.contains("beside"), "{text}");
    assert!(text.lines().all(|line| !line.chars().any(|c| c.is_control() || c == '\u{202e}')), "{text:?}");
    assert_eq!(text.lines().count(), 4, "a name made a line of its own: {text}");
}

#[test]
fn an_authority_that_is_none_leaves_the_bundle_as_it_is() {
    let (_root, dir) = written();
    let bundle = dir.display().to_string();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    drop(listener);
    let (code, text) = said(&mut consentinel(&["sign", &bundle, "--timestamp", &address]));
    assert!(code == 3 && text.contains("was not stamped by"), "{code} {text}");
    assert!(!dir.join("manifest.tsr").exists());
    let (code, text) = said(&mut consentinel(&["sign", &bundle, "--timestamp", "https://tsa.example"]));
    assert!(code == 2 && text.contains("http://"), "{code} {text}");
}
