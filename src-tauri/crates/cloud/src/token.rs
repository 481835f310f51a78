//! Client tokens: the same intent gives the same token, so that AWS recognises a repeated request.

use sha2::{Digest, Sha256};

/// A token for what `parts` say: 32 hexadecimal digits, within the 36 characters AWS takes
/// (botocore `imagebuilder/2019-12-02 service-2.json`, shape `ClientToken`).
pub fn client_token(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        // The length keeps ["ab", "c"] and ["a", "bc"] apart.
        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize()
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_fits_aws_and_tells_intents_apart() {
        let token = client_token(&["component", "sshd", "1.0.0"]);
        assert_eq!(token.len(), 32);
        assert_eq!(token, client_token(&["component", "sshd", "1.0.0"]));
        assert_ne!(token, client_token(&["component", "sshd", "1.0.1"]));
        assert_ne!(client_token(&["ab", "c"]), client_token(&["a", "bc"]));
    }
}
