//! Keys and signatures of `minisign`.

use std::io::Cursor;

use minisign::{PublicKey, PublicKeyBox, SecretKey, SecretKeyBox, SignatureBox};

use super::error::{KeyError, SignatureError};

/// A secret key, open.
pub struct Secret(SecretKey);

/// Whether a text is a secret key: a comment, and a line of base64 that begins with `Ed` and is longer than a public key.
pub fn is_secret(text: &str) -> bool {
    let key = text.lines().nth(1).unwrap_or_default().trim();
    text.starts_with("untrusted comment:") && key.len() > 200
}

impl Secret {
    /// Reads a key file.
    pub fn read(text: &str, password: Option<&str>) -> Result<Self, KeyError> {
        let boxed = || SecretKeyBox::from_string(text).map_err(|why| KeyError::Malformed(why.to_string()));
        if let Ok(open) = boxed()?.into_unencrypted_secret_key() {
            return Ok(Self(open));
        }
        let password = password.ok_or(KeyError::PasswordMissing)?;
        boxed()?.into_secret_key(Some(password.to_owned())).map(Self).map_err(|_| KeyError::PasswordWrong)
    }

    /// Signs; `note` becomes the trusted comment.
    pub fn sign(&self, bytes: &[u8], note: &str) -> Result<String, KeyError> {
        let comment = "signature over manifest.json of a consentinel bundle";
        minisign::sign(None, &self.0, Cursor::new(bytes), Some(note), Some(comment))
            .map(SignatureBox::into_string)
            .map_err(|why| KeyError::Malformed(why.to_string()))
    }
}

/// A public key.
pub struct Public(PublicKey);

impl Public {
    /// Reads a public key file, or the key alone.
    pub fn read(text: &str) -> Result<Self, KeyError> {
        let no = |why: minisign::PError| KeyError::NoPublic(why.to_string());
        if text.starts_with("untrusted comment:") {
            let boxed = PublicKeyBox::from_string(text).map_err(no)?;
            return boxed.into_public_key().map(Self).map_err(no);
        }
        PublicKey::from_base64(text.trim()).map(Self).map_err(no)
    }

    /// Checks a signature and says who signed.
    pub fn check(&self, bytes: &[u8], signature: &str) -> Result<String, SignatureError> {
        let read = SignatureBox::from_string(signature);
        let signature = read.map_err(|why| SignatureError::Malformed(why.to_string()))?;
        let by = name(signature.keynum());
        if signature.keynum() != self.0.keynum() {
            return Err(SignatureError::OtherKey { by, asked: name(self.0.keynum()) });
        }
        match minisign::verify(&self.0, &signature, Cursor::new(bytes), true, false, false) {
            Ok(()) => Ok(by),
            Err(_) => Err(SignatureError::Changed { by }),
        }
    }
}

/// As `minisign` names a key.
fn name(keynum: &[u8]) -> String {
    let digits: String = keynum.iter().rev().map(|byte| format!("{byte:02X}")).collect();
    format!("minisign key {digits}")
}
