//! Which names are names of secrets.

/// Whether what is called `name` is itself a secret: its last word is `password`, `token` and the
/// like. `PasswordLength`, `SecretArn` and `token_url` are not.
pub(in crate::rules) fn names_a_secret(name: &str) -> bool {
    // Enough for every name; keeps the words of a hostile text short.
    if name.len() > 128 {
        return false;
    }
    let words = words(name);
    let mut last = words.iter().rev().map(String::as_str);
    let (last, before) = (last.next().unwrap_or_default(), last.next().unwrap_or_default());
    match last {
        "passphrase" | "secret" | "secretkey" | "privatekey" => true,
        // `publicKeyToken` is part of the name of a .NET assembly.
        "token" => before != "key",
        "key" => matches!(before, "api" | "secret" | "private" | "access" | "auth"),
        // Names without a seam: `ADMINPASSWORD`.
        _ => ["password", "passwd", "apikey"].iter().any(|end| last.ends_with(end)),
    }
}

/// The words of a name in lower case: split at everything but letters, and where a capital follows
/// a small letter.
fn words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut small = false;
    for c in name.chars() {
        let boundary = !c.is_ascii_alphabetic() || (small && c.is_ascii_uppercase());
        if boundary && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_ascii_alphabetic() {
            word.push(c.to_ascii_lowercase());
        }
        small = c.is_ascii_lowercase();
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_of_a_name_decides() {
        for name in [
            "password",
            "ADMINPASSWORD",
            "DB_PASSWORD",
            "adminPassword",
            "api-key",
            "EnrollmentToken",
            "AWS_SECRET_ACCESS_KEY",
        ] {
            assert!(names_a_secret(name), "{name}");
        }
        for name in [
            "PasswordLength",
            "SecretArn",
            "publicKeyToken",
            "token_url",
            "MaxTokens",
            "keypair",
            "ssh-key",
            "monkey",
            "",
        ] {
            assert!(!names_a_secret(name), "{name}");
        }
    }
}
