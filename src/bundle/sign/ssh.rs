//! Keys and signatures of `ssh-keygen -Y`.

use ssh_key::{Algorithm, HashAlg, LineEnding, PrivateKey, PublicKey, SshSig, public::KeyData};

use super::error::{KeyError, SignatureError};

/// What the signatures are for, in the words of `ssh-keygen`.
const NAMESPACE: &str = "file";

/// A secret key, open.
pub struct Secret(PrivateKey);

/// Whether a text is a secret key in OpenSSH's own format.
pub fn is_secret(text: &str) -> bool {
    text.trim_start().starts_with("-----BEGIN OPENSSH PRIVATE KEY-----")
}

impl Secret {
    /// Reads a key file.
    pub fn read(text: &str, password: Option<&str>) -> Result<Self, KeyError> {
        let key = PrivateKey::from_openssh(text).map_err(|why| KeyError::Malformed(why.to_string()))?;
        supported(&key.algorithm())?;
        if !key.is_encrypted() {
            return Ok(Self(key));
        }
        let password = password.ok_or(KeyError::PasswordMissing)?;
        key.decrypt(password).map(Self).map_err(|_| KeyError::PasswordWrong)
    }

    /// Signs.
    pub fn sign(&self, bytes: &[u8]) -> Result<String, KeyError> {
        self.0
            .sign(NAMESPACE, HashAlg::Sha512, bytes)
            .and_then(|signature| signature.to_pem(LineEnding::LF))
            .map_err(|why| KeyError::Malformed(why.to_string()))
    }
}

/// A public key.
pub struct Public(PublicKey);

/// The part of a text that is a public key: a line of a `.pub` file or of a list of allowed signers.
pub fn public_line(text: &str) -> Option<&str> {
    let lines = text.lines().map(str::trim).filter(|line| !line.starts_with('#'));
    lines.into_iter().find_map(|line| {
        let at = ["ssh-", "ecdsa-sha2-", "sk-"].iter().filter_map(|word| first_word(line, word)).min()?;
        line.get(at..)
    })
}

/// Where a word of `line` begins with `start`.
fn first_word(line: &str, start: &str) -> Option<usize> {
    line.match_indices(start).map(|(at, _)| at).find(|at| *at == 0 || line.as_bytes().get(at - 1) == Some(&b' '))
}

impl Public {
    /// Reads one line.
    pub fn read(line: &str) -> Result<Self, KeyError> {
        let key = PublicKey::from_openssh(line).map_err(|why| KeyError::NoPublic(why.to_string()))?;
        supported(&key.algorithm())?;
        Ok(Self(key))
    }

    /// Checks a signature and says who signed.
    pub fn check(&self, bytes: &[u8], signature: &str) -> Result<String, SignatureError> {
        let signature = SshSig::from_pem(signature).map_err(|why| SignatureError::Malformed(why.to_string()))?;
        let by = name(signature.public_key());
        if signature.public_key() != self.0.key_data() {
            return Err(SignatureError::OtherKey { by, asked: name(self.0.key_data()) });
        }
        if signature.namespace() != NAMESPACE {
            return Err(SignatureError::Namespace { found: signature.namespace().to_owned() });
        }
        match self.0.verify(NAMESPACE, bytes, &signature) {
            Ok(()) => Ok(by),
            Err(_) => Err(SignatureError::Changed { by }),
        }
    }
}

/// As `ssh-keygen -l` names a key.
fn name(key: &KeyData) -> String {
    format!("ssh key {}", key.fingerprint(HashAlg::Sha256))
}

fn supported(algorithm: &Algorithm) -> Result<(), KeyError> {
    match algorithm {
        Algorithm::Ed25519 => Ok(()),
        Algorithm::Ecdsa { curve: ssh_key::EcdsaCurve::NistP256 | ssh_key::EcdsaCurve::NistP384 } => Ok(()),
        other => Err(KeyError::Unsupported(other.to_string())),
    }
}
