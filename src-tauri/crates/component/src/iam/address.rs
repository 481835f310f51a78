//! S3 addresses as documents write them, with what is known of the references in them.

use std::collections::HashMap;

use crate::document::ComponentDocument;
use crate::expression::{self, Expression, Reference};

/// Longest text that references are filled into, in bytes: S3 keys and names of parameters have at
/// most 1,024, and a hostile document must not multiply its text.
const LONGEST: usize = 2048;

/// What the document itself says its parameters (their defaults) and constants hold.
pub(super) struct Variables<'d>(HashMap<&'d str, &'d str>);

impl<'d> Variables<'d> {
    pub fn of(document: &'d ComponentDocument) -> Self {
        let constants = document
            .constants
            .iter()
            .map(|constant| (&constant.name, &constant.value));
        let parameters = document
            .parameters
            .iter()
            .map(|parameter| (&parameter.name, &parameter.default));
        let values = constants.chain(parameters).filter_map(|(name, value)| {
            // A value that is itself a reference is not followed.
            let value = value.as_deref().filter(|value| !value.contains("{{"))?;
            (1..=LONGEST)
                .contains(&value.len())
                .then_some((name.value.as_str(), value))
        });
        Self(values.collect())
    }

    /// The value of the parameter or constant `name`.
    pub fn get(&self, name: &str) -> Option<&'d str> {
        self.0.get(name).copied()
    }

    /// `text` with every reference to a known value replaced by it; `None` if that is too long for
    /// any address.
    fn fill(&self, text: &str) -> Option<String> {
        replace(text, |found| match found.reference {
            Reference::Variable(name) => self.get(name),
            _ => None,
        })
    }
}

/// `s3://bucket/key`, references filled in as far as the document decides them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct S3Address {
    /// The bucket, or `<Parameter>` when only the recipe decides it.
    pub bucket: String,
    /// The key; parts that are not known are `*`.
    pub key: String,
    /// Whether the key is a prefix with a `*` behind it, so that several objects are meant.
    pub several: bool,
}

impl S3Address {
    /// `None` when `text` is no address of an S3 object: other rules say so where it should be one.
    pub fn parse(variables: &Variables<'_>, text: &str) -> Option<Self> {
        let filled = variables.fill(text.trim())?;
        let rest = filled.strip_prefix("s3://")?;
        let (bucket, key) = rest.split_once('/').unwrap_or((rest, ""));
        let mut references = expression::find(bucket);
        let bucket = match references.next() {
            None if is_bucket_name(bucket) => bucket.to_owned(),
            Some(Expression {
                span,
                reference: Reference::Variable(name),
                ..
            }) if span.start == 0 && span.end == bucket.len() => format!("<{name}>"),
            _ => return None,
        };
        let several = key.ends_with('*');
        let key = replace(key, |_| Some("*"))?;
        Some(Self { bucket, key, several })
    }
}

/// `text` with every expression for which `value` has something replaced by that.
fn replace<'v>(text: &str, value: impl Fn(&Expression<'_>) -> Option<&'v str>) -> Option<String> {
    if text.len() > LONGEST {
        return None;
    }
    let mut replaced = String::with_capacity(text.len());
    let mut done = 0;
    for found in expression::find(text) {
        let Some(value) = value(&found) else { continue };
        replaced.push_str(text.get(done..found.span.start)?);
        replaced.push_str(value);
        done = found.span.end;
        if replaced.len() > LONGEST {
            return None;
        }
    }
    replaced.push_str(text.get(done..)?);
    Some(replaced)
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html>, as far as it
/// tells a name from something else.
fn is_bucket_name(name: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'.');
    (3..=63).contains(&name.len()) && name.bytes().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::read;
    use crate::text::Source;

    fn parse(text: &str) -> Option<(String, String)> {
        let source = Source::new(
            "a",
            "schemaVersion: 1.0\nparameters:\n  - Stage: {type: string, default: prod}\n  - Bucket: {type: string}\n\
             constants:\n  - Team: {type: string, value: core}\n  - All: {type: string, value: 's3://all/a'}\n\
             phases: []\n",
        );
        let document = read(&source).document?;
        S3Address::parse(&Variables::of(&document), text).map(|address| (address.bucket, address.key))
    }

    #[test]
    fn references_are_filled_in_where_the_document_decides_them() {
        let address = |bucket: &str, key: &str| Some((bucket.to_owned(), key.to_owned()));
        assert_eq!(parse("s3://my-bucket/a/b.zip"), address("my-bucket", "a/b.zip"));
        assert_eq!(
            parse("s3://{{ Team }}-{{Stage}}/{{ loop.value }}.zip"),
            address("core-prod", "*.zip")
        );
        assert_eq!(parse("s3://{{ Bucket }}/a"), address("<Bucket>", "a"));
        assert_eq!(parse("{{ All }}"), address("all", "a"));
    }

    #[test]
    fn what_is_no_address_is_left_out() {
        for text in [
            "https://a/b",
            "s3://",
            "s3://${Bucket}/a",
            "s3://$B/a",
            "s3://a-{{ Bucket }}/a",
            "s3://{{ env:B }}/a",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(parse(&format!("s3://bucket/{}", "{{ Stage }}".repeat(1000))), None);
    }
}
