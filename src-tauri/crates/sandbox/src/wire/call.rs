use serde_json::Value;

/// The AWS services served here, by the name in a SigV4 credential scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Service {
    ImageBuilder,
    Inspector,
    Logs,
    Organizations,
    Ram,
    S3,
    Sts,
}

impl Service {
    pub(crate) fn of_scope(name: &str) -> Option<Service> {
        Some(match name {
            "imagebuilder" => Service::ImageBuilder,
            "inspector2" => Service::Inspector,
            "logs" => Service::Logs,
            "organizations" => Service::Organizations,
            "ram" => Service::Ram,
            "s3" => Service::S3,
            "sts" => Service::Sts,
            _ => return None,
        })
    }
}

/// One request, read: what is asked, where, and with which members.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub operation: &'static str,
    /// From the credential scope; resources live in it.
    pub region: String,
    /// The members of the operation's input, wherever HTTP carried them (body, query, path).
    pub body: Value,
}

/// Who signed a request and for what: `Credential=AKID/20261123/eu-west-1/imagebuilder/aws4_request`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Scope {
    pub access_key: String,
    pub region: String,
    pub service: String,
}

impl Scope {
    /// Reads the scope from an `Authorization` header; the signature itself is not checked.
    pub(crate) fn of_authorization(header: &str) -> Option<Scope> {
        let credential = header
            .strip_prefix("AWS4-HMAC-SHA256")?
            .split(',')
            .find_map(|part| part.trim().strip_prefix("Credential="))?;
        // An access key has no slash, so the scope's five parts are unambiguous.
        let parts: Vec<&str> = credential.split('/').collect();
        match parts[..] {
            [access_key, _date, region, service, "aws4_request"] if !access_key.is_empty() && is_region(region) => {
                Some(Scope {
                    access_key: access_key.to_owned(),
                    region: region.to_owned(),
                    service: service.to_owned(),
                })
            }
            _ => None,
        }
    }
}

fn is_region(text: &str) -> bool {
    (3..=32).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;

    #[test]
    fn service_and_region_come_from_the_credential_scope() {
        let scope = Scope::of_authorization(
            "AWS4-HMAC-SHA256 Credential=AKID/20261123/eu-west-1/imagebuilder/aws4_request, \
             SignedHeaders=host, Signature=00",
        )
        .expect("a scope");
        assert_eq!(scope.region, "eu-west-1");
        assert_eq!(Service::of_scope(&scope.service), Some(Service::ImageBuilder));
    }

    #[test]
    fn a_scope_that_is_not_one_is_refused() {
        for header in [
            "",
            "Bearer x",
            "AWS4-HMAC-SHA256 Credential=AKID",
            "AWS4-HMAC-SHA256 Credential=AKID/20261123/../imagebuilder/aws4_request",
            "AWS4-HMAC-SHA256 Credential=/20261123/eu-west-1/imagebuilder/aws4_request",
        ] {
            assert_eq!(Scope::of_authorization(header), None, "{header}");
        }
    }
}
