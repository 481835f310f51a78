//! Rules about what should not be in an image or a document.

mod certificate_errors_ignored;
mod download_without_checksum;
mod http_download;
mod names;
mod prints_secret;
mod secret_in_clear;
mod secret_parameter;
mod shapes;
mod unsigned_installer;
mod weak_checksum;
mod world_writable;

use super::Rule;
use super::given::is_on;
use crate::yaml::Node;

use certificate_errors_ignored::CertificateErrorsIgnored;
use download_without_checksum::DownloadWithoutChecksum;
use http_download::HttpDownload;
use prints_secret::PrintsSecret;
use secret_in_clear::SecretInClear;
use secret_parameter::SecretParameter;
use unsigned_installer::UnsignedInstaller;
use weak_checksum::WeakChecksum;
use world_writable::WorldWritable;

pub(super) use names::names_a_secret;

/// Whether a component's parameter is one for a secret, by its name or by the value it has.
pub fn is_secret_parameter(name: &str, value: Option<&str>) -> bool {
    names_a_secret(name) || value.is_some_and(|value| shapes::looks_secret(value) || !shapes::find(value).is_empty())
}

pub(super) const RULES: &[&dyn Rule] = &[
    &SecretInClear,
    &SecretParameter,
    &HttpDownload,
    &CertificateErrorsIgnored,
    &DownloadWithoutChecksum,
    &WeakChecksum,
    &UnsignedInstaller,
    &WorldWritable,
    &PrintsSecret,
];

/// How a `WebDownload` can be tampered with on its way; one download is one finding, so the rules
/// ask here which of them it is.
#[derive(Clone, Copy)]
enum Exposure<'n> {
    /// A checksum that is hard to forge, or nothing is known.
    None,
    /// Over plain HTTP; the node is the address.
    PlainHttp(&'n Node),
    /// Certificate errors are ignored; the node is the flag.
    AnyCertificate(&'n Node),
    /// Over HTTPS without a checksum; the node is the address.
    NoChecksum(&'n Node),
}

fn exposure(call: &Node) -> Exposure<'_> {
    let Some(source) = call.get("source") else {
        return Exposure::None;
    };
    // A checksum without its algorithm, or the other way round, is another rule's finding.
    let has = |key: &str| call.get(key).is_some_and(|node| !node.is_null());
    let weak = call.get("algorithm").and_then(Node::text).is_some_and(is_weak);
    if (has("checksum") || has("algorithm")) && !weak {
        return Exposure::None;
    }
    if source.text().is_some_and(is_plain_http) {
        return Exposure::PlainHttp(source);
    }
    if let Some(flag) = is_on(call, "ignoreCertificateErrors") {
        return Exposure::AnyCertificate(flag);
    }
    // Of an address that is a reference nothing is known, not even whether the file ever changes.
    let known = source
        .text()
        .is_some_and(|address| !address.trim_start().starts_with("{{"));
    if known && !weak {
        Exposure::NoChecksum(source)
    } else {
        Exposure::None
    }
}

/// Whether the algorithm can be forged today: <https://www.rfc-editor.org/rfc/rfc6151>,
/// <https://csrc.nist.gov/news/2022/nist-transitioning-away-from-sha-1-for-all-apps>.
fn is_weak(algorithm: &str) -> bool {
    ["MD5", "SHA1"]
        .iter()
        .any(|weak| weak.eq_ignore_ascii_case(algorithm.trim()))
}

/// Whether `address` crosses a network without encryption; the instance itself and its metadata
/// service are not across a network.
fn is_plain_http(address: &str) -> bool {
    let Some((scheme, rest)) = address.trim().split_once("://") else {
        return false;
    };
    let host = rest.split(['/', ':', '?']).next().unwrap_or_default();
    scheme.eq_ignore_ascii_case("http")
        && !host.eq_ignore_ascii_case("localhost")
        && !host.starts_with("127.")
        && !host.starts_with("169.254.")
        && !rest.starts_with('[')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_across_a_network_are_plain_http() {
        assert!(is_plain_http("http://example.com/a"));
        assert!(is_plain_http(" HTTP://example.com:80"));
        for text in [
            "https://example.com",
            "http://localhost:8080/a",
            "http://127.0.0.1/",
            "http://169.254.169.254/latest",
            "http://[::1]/",
            "{{ Source }}",
            "",
        ] {
            assert!(!is_plain_http(text), "{text}");
        }
    }
}
