//! What secrets look like: tokens of well-known shape, and literals behind names such as `password`.
//!
//! Conservative: a placeholder, a variable, a path or a plain word is no secret. Linear in the text.

use std::ops::Range;

use super::names::names_a_secret;

/// A secret in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Secret {
    /// Bytes of the searched text.
    pub range: Range<usize>,
    /// What it is, with its article: `a GitHub token`.
    pub what: &'static str,
}

/// The secrets in `text`, from left to right, none of them twice.
pub(super) fn find(text: &str) -> Vec<Secret> {
    let mut found = private_keys(text);
    for token in tokens(text) {
        let word = text.get(token.clone()).unwrap_or_default();
        if let Some(what) = well_known(word) {
            found.push(Secret { range: token, what });
        }
    }
    found.extend(assignments(text));
    found.sort_by_key(|secret| (secret.range.start, secret.range.end));
    found.dedup_by(|next, before| next.range.start < before.range.end);
    found
}

/// Words of the characters that tokens are made of.
fn tokens(text: &str) -> impl Iterator<Item = Range<usize>> {
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text.get(rest..)?.find(part)?;
        let end = text
            .get(start..)?
            .find(|c| !part(c))
            .map_or(text.len(), |length| start + length);
        rest = end;
        Some(start..end)
    })
}

/// Prefixes of tokens that name their issuer, the fewest characters behind it, and what they are:
/// <https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats>,
/// <https://docs.gitlab.com/security/tokens/#token-prefixes>,
/// <https://docs.slack.dev/authentication/tokens/>,
/// <https://docs.stripe.com/keys>,
/// <https://docs.npmjs.com/about-access-tokens>,
/// <https://developer.hashicorp.com/vault/docs/concepts/tokens>,
/// <https://cloud.google.com/docs/authentication/api-keys>.
const PREFIXES: &[(&str, usize, &str)] = &[
    ("ghp_", 36, "a GitHub token"),
    ("gho_", 36, "a GitHub token"),
    ("ghu_", 36, "a GitHub token"),
    ("ghs_", 36, "a GitHub token"),
    ("ghr_", 36, "a GitHub token"),
    ("github_pat_", 60, "a GitHub token"),
    ("glpat-", 20, "a GitLab token"),
    ("xoxb-", 20, "a Slack token"),
    ("xoxp-", 20, "a Slack token"),
    ("xoxa-", 20, "a Slack token"),
    ("xapp-", 20, "a Slack token"),
    ("sk_live_", 20, "a Stripe key"),
    ("rk_live_", 20, "a Stripe key"),
    ("npm_", 36, "an npm token"),
    ("hvs.", 24, "a Vault token"),
    ("AIza", 35, "a Google API key"),
];

fn well_known(word: &str) -> Option<&'static str> {
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
    if word.len() == 20
        && (word.starts_with("AKIA") || word.starts_with("ASIA"))
        && word
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && !word.ends_with("EXAMPLE")
        && word.bytes().any(|byte| byte.is_ascii_digit())
    {
        return Some("an AWS access key id");
    }
    // A JSON Web Token: two JSON objects in Base64 and a signature, RFC 7519.
    if word.starts_with("eyJ") {
        let mut parts = word.split('.');
        let long = |part: Option<&str>| part.is_some_and(|part| part.len() >= 16);
        let second = parts.nth(1).filter(|part| part.starts_with("eyJ"));
        return (long(second) && long(parts.next()) && parts.next().is_none()).then_some("a JSON Web Token");
    }
    PREFIXES.iter().find_map(|(prefix, least, what)| {
        let rest = word.strip_prefix(prefix)?;
        (rest.len() >= *least && is_varied(rest) && !is_placeholder(rest)).then_some(*what)
    })
}

/// Private keys in PEM: the header with at least one line of the key behind it.
fn private_keys(text: &str) -> Vec<Secret> {
    const BEGIN: &str = "-----BEGIN ";
    let mut found = Vec::new();
    for (start, _) in text.match_indices(BEGIN) {
        let header = text.get(start + BEGIN.len()..).unwrap_or_default();
        let Some((label, body)) = header.split_once("-----") else {
            break;
        };
        let key = label.ends_with("PRIVATE KEY") || label.ends_with("PRIVATE KEY BLOCK");
        if !key || label.len() > 40 {
            continue;
        }
        // In a quoted scalar line breaks are written `\n`.
        let body = body.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '\\' | 'n' | 'r'));
        let base64 = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=');
        let line = body.find(|c| !base64(c)).unwrap_or(body.len());
        if line >= 32 {
            let end = start + BEGIN.len() + label.len() + "-----".len();
            found.push(Secret {
                range: start..end,
                what: "a private key",
            });
        }
    }
    found
}

/// Literals behind `password=`, `"api_key": ` and `--token `, in one line.
fn assignments(text: &str) -> Vec<Secret> {
    let mut found = Vec::new();
    for token in tokens(text) {
        let name = text.get(token.clone()).unwrap_or_default();
        if !names_a_secret(name) {
            continue;
        }
        let rest = text.get(token.end..).unwrap_or_default();
        let Some(value) = assigned(name, rest) else { continue };
        let range = token.end + value.start..token.end + value.end;
        if text.get(range.clone()).is_some_and(looks_secret) {
            found.push(Secret {
                range,
                what: "what looks like a password or a key",
            });
        }
    }
    found
}

/// Longest literal that is taken for a secret, in bytes.
const LONGEST: usize = 128;

/// The value that `rest`, the text behind `name`, assigns to it.
fn assigned(name: &str, rest: &str) -> Option<Range<usize>> {
    let end = rest.char_indices().map(|(at, _)| at).nth(LONGEST).unwrap_or(rest.len());
    let line = rest.get(..end)?.lines().next()?;
    let skip = |at: usize, of: &[char]| {
        let tail = line.get(at..).unwrap_or_default();
        at + (tail.len() - tail.trim_start_matches(of).len())
    };
    // `"name": "value"`: the quote that closes the name.
    let after_name = skip(0, &['"', '\'']);
    let after_space = skip(after_name, &[' ']);
    let sign = line.get(after_space..)?.chars().next()?;
    let start = match sign {
        '=' | ':' => skip(after_space + 1, &[' ']),
        // `--password value`, `-Password value`
        _ if name.starts_with('-') && after_name == 0 && after_space > 0 => after_space,
        _ => return None,
    };
    let value = line.get(start..)?;
    let (start, value) = match value.chars().next()? {
        quote @ ('"' | '\'') => (start + 1, value.get(1..)?.split(quote).next()?),
        _ => {
            let end = value.find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | ',' | '&' | ')' | '<'));
            (start, value.get(..end.unwrap_or(value.len()))?)
        }
    };
    Some(start..start + value.len())
}

/// Whether a literal in the place of a secret is one: long and varied enough, and no placeholder,
/// variable, reference, path, address or command.
pub(super) fn looks_secret(value: &str) -> bool {
    // The cheapest question first: most literals have no digit.
    value.len() >= 8
        && value.bytes().any(|byte| byte.is_ascii_digit())
        && value.chars().all(|c| c.is_ascii_graphic())
        && !value.contains(['$', '{', '}', '<', '>', '`', '(', ')', '[', ']', '%', '*', '|'])
        && !value.contains("://")
        && !value.starts_with(['/', '.', '~', '-', '@', '\\'])
        && is_varied(value)
        && !is_placeholder(value)
}

/// Whether `text` mixes letters and digits without repeating itself.
fn is_varied(text: &str) -> bool {
    let mut seen: Vec<u8> = text.bytes().take(LONGEST).collect();
    let has = |class: fn(&u8) -> bool| usize::from(text.as_bytes().iter().any(class));
    let classes = has(u8::is_ascii_lowercase)
        + has(u8::is_ascii_uppercase)
        + has(u8::is_ascii_digit)
        + has(|byte| !byte.is_ascii_alphanumeric());
    seen.sort_unstable();
    seen.dedup();
    has(u8::is_ascii_digit) == 1 && (classes >= 3 || (classes == 2 && text.len() >= 20)) && seen.len() >= 6
}

/// Whether `text` says that something else belongs in its place.
fn is_placeholder(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "example",
        "change",
        "placeholder",
        "replace",
        "your",
        "dummy",
        "sample",
        "redacted",
        "xxxx",
        "secret",
        "password",
        "token",
        "0000",
        "1234",
        "insert",
        "todo",
        "test",
    ];
    let lower = text.get(..LONGEST).unwrap_or(text).to_ascii_lowercase();
    WORDS.iter().any(|word| lower.contains(word))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(text: &str) -> Vec<&'static str> {
        find(text).into_iter().map(|secret| secret.what).collect()
    }

    /// Put together here, so that no scanner takes this file for a leak.
    fn token(prefix: &str, length: usize) -> String {
        let body = "aB3dE5gH7jK9mN2pQ4sT6vW8yZ".chars().cycle().take(length);
        format!("{prefix}{}", body.collect::<String>())
    }

    #[test]
    fn tokens_of_known_shape_are_found() {
        assert_eq!(found(&format!("x={} y", token("ghp_", 36))), ["a GitHub token"]);
        assert_eq!(found(&format!("'{}'", token("xoxb-", 24))), ["a Slack token"]);
        let id = format!("AKIA{}", token("", 16).to_uppercase());
        assert_eq!(found(&format!("export ID={id}")), ["an AWS access key id"]);
        let jwt = format!("{}.{}.{}", token("eyJ", 20), token("eyJ", 20), token("", 30));
        assert_eq!(found(&format!("Bearer {jwt}")), ["a JSON Web Token"]);
        let key = format!("-----BEGIN RSA PRIVATE KEY-----\n    {}\n", token("", 64));
        assert_eq!(found(&key), ["a private key"]);
    }

    #[test]
    fn literals_behind_names_of_secrets_are_found() {
        let value = token("", 12);
        for text in [
            format!("DB_PASSWORD={value}"),
            format!("export ApiKey=\"{value}\""),
            format!("{{\"client_secret\": \"{value}\"}}"),
            format!("tool --token {value} --verbose"),
            format!("-AdminPassword '{value}'"),
        ] {
            let secrets = find(&text);
            assert_eq!(secrets.len(), 1, "{text}");
            assert_eq!(text.get(secrets[0].range.clone()), Some(value.as_str()), "{text}");
        }
    }

    #[test]
    fn what_is_no_secret_is_left_alone() {
        for text in [
            "PASSWORD=$(aws ssm get-parameter --name /a)",
            "PASSWORD=\"${DB_PASSWORD}\"",
            "password: '{{ aws:ssm:/tool/password }}'",
            "password=changeme123",
            "password=",
            "oracle.install.UserPassword=\nDECLINE_SECURITY_UPDATES=true1X",
            "token_url=https://a.example/Token1",
            "--secret-id Prod1/db-Main",
            "PASSWORD_FILE=/etc/tool/Pass1word",
            "PermitEmptyPasswords no",
            "AKIAIOSFODNN7EXAMPLE",
            "grep -- '-----BEGIN PRIVATE KEY-----' key.pem",
            "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
            "Password <Your1Password>",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_can_be_searched(text in "([a-zé=:\"' \n-]|password|token=|eyJ|ghp_|-----BEGIN |PRIVATE KEY-----){0,60}") {
            let mut end = 0;
            for secret in find(&text) {
                prop_assert!(text.get(secret.range.clone()).is_some());
                prop_assert!(end <= secret.range.start);
                end = secret.range.end;
            }
        }
    }
}
