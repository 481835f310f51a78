//! What a statement is about: images and packages as package URLs
//! (<https://github.com/package-url/purl-spec>, "A purl is a URL composed of seven components").

use crate::version::without_zero_epoch;

/// Namespace of images, of which no package registry knows: `pkg:generic/ami/golden-ubuntu-22-04`.
const IMAGE: &str = "pkg:generic/ami/";
/// A name that no recipe can have stands for every image.
const EVERY_IMAGE: &str = "pkg:generic/ami/%2A";
/// Namespace of packages whose own package URL is not known, or says another name than the scanner does.
const PACKAGE: &str = "pkg:generic/package/";

/// What an identifier of a product or subcomponent names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Named {
    EveryImage,
    Image(String),
    Package { name: String, version: Option<String> },
}

pub(super) fn image_id(image: Option<&str>) -> String {
    image.map_or_else(|| EVERY_IMAGE.to_owned(), |name| format!("{IMAGE}{}", encoded(name)))
}

/// The identifier of a package: its own package URL where that says the same name and version, else one of ours.
/// The version is left out unless the decision is about one.
pub(super) fn package_id(name: &str, version: Option<&str>, purl: Option<&str>) -> String {
    if let Some(purl) = purl {
        let own = if version.is_some() {
            purl.to_owned()
        } else {
            without_version(purl)
        };
        let says = Named::Package {
            name: name.to_owned(),
            version: version.map(|version| without_zero_epoch(version).to_owned()),
        };
        if named(&own) == says {
            return own;
        }
    }
    let version = version
        .map(|version| format!("@{}", encoded(version)))
        .unwrap_or_default();
    format!("{PACKAGE}{}{version}", encoded(name))
}

/// The package URL without version and qualifiers.
fn without_version(purl: &str) -> String {
    let path = purl.split(['?', '#']).next().unwrap_or(purl);
    match path.rsplit_once('@') {
        Some((before, version)) if !version.contains('/') => before.to_owned(),
        _ => path.to_owned(),
    }
}

/// What an identifier names. A package URL of an operating system or language is a package; anything else is taken as
/// an image of that very name, which is the smaller claim: it hides nothing of other images.
pub(super) fn named(id: &str) -> Named {
    let Some(purl) = id.strip_prefix("pkg:") else {
        return Named::Image(id.to_owned());
    };
    let (path, qualifiers) = match purl.split_once('?') {
        Some((path, rest)) => (path, rest.split('#').next().unwrap_or(rest)),
        None => (purl.split('#').next().unwrap_or(purl), ""),
    };
    let (path, version) = match path.rsplit_once('@') {
        Some((before, version)) if !version.contains('/') => (before, Some(decoded(version))),
        _ => (path, None),
    };
    let mut parts = path.trim_matches('/').split('/').filter(|part| !part.is_empty());
    let kind = parts.next().unwrap_or_default().to_ascii_lowercase();
    let parts: Vec<String> = parts.map(decoded).collect();
    let Some((last, namespace)) = parts.split_last() else {
        return Named::Image(id.to_owned());
    };
    let namespace = namespace.join("/");
    match (kind.as_str(), namespace.as_str()) {
        ("generic", "ami") if version.is_none() => match last.as_str() {
            "*" => Named::EveryImage,
            name => Named::Image(name.to_owned()),
        },
        ("generic", "ami") | ("oci" | "docker", _) => {
            let version = version.map(|version| format!("@{version}")).unwrap_or_default();
            Named::Image(format!("{last}{version}"))
        }
        _ => {
            let name = match (kind.as_str(), namespace.as_str()) {
                ("maven", group) if !group.is_empty() => format!("{group}:{last}"),
                ("npm" | "golang" | "composer" | "github" | "swift", group) if !group.is_empty() => {
                    format!("{group}/{last}")
                }
                _ => last.clone(),
            };
            Named::Package {
                name,
                version: version.map(|version| with_epoch(version, qualifiers)),
            }
        }
    }
}

/// RPM package URLs carry the epoch as a qualifier; scanners write it before the version.
fn with_epoch(version: String, qualifiers: &str) -> String {
    let epoch = qualifiers.split('&').find_map(|pair| pair.strip_prefix("epoch="));
    match epoch {
        Some(epoch) if epoch != "0" && !epoch.is_empty() && !version.contains(':') => format!("{epoch}:{version}"),
        _ => without_zero_epoch(&version).to_owned(),
    }
}

/// Percent-encoded, but for what may stand in any part of a package URL.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// Percent-decoded; what is no escape, or no UTF-8, stays as it is.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        rest = match (first, after) {
            (b'%', [high, low, after @ ..]) => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => {
                    bytes.push(high * 16 + low);
                    after
                }
                _ => {
                    bytes.push(b'%');
                    &rest[1..]
                }
            },
            _ => {
                bytes.push(*first);
                after
            }
        };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, version: Option<&str>) -> Named {
        Named::Package {
            name: name.into(),
            version: version.map(Into::into),
        }
    }

    #[test]
    fn packages_are_named_as_scanners_name_them() {
        let version = Some("3.0.2-0ubuntu1.18");
        assert_eq!(
            named("pkg:deb/ubuntu/openssl@3.0.2-0ubuntu1.18?arch=amd64&distro=jammy"),
            package("openssl", version)
        );
        assert_eq!(
            named("pkg:rpm/redhat/bind@9.11.36-16?arch=x86_64&epoch=32"),
            package("bind", Some("32:9.11.36-16"))
        );
        assert_eq!(named("pkg:deb/debian/vim@2%3A9.0"), package("vim", Some("2:9.0")));
        assert_eq!(
            named("pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1"),
            package("org.apache.logging.log4j:log4j-core", Some("2.14.1"))
        );
        assert_eq!(
            named("pkg:npm/%40angular/core@16.0.0"),
            package("@angular/core", Some("16.0.0"))
        );
        assert_eq!(named("pkg:npm/@angular/core"), package("@angular/core", None));
        assert_eq!(
            named("pkg:golang/golang.org/x/net@v0.1.0#http2"),
            package("golang.org/x/net", Some("v0.1.0"))
        );
        assert_eq!(named("pkg:pypi/requests"), package("requests", None));
    }

    #[test]
    fn what_is_no_package_is_an_image_of_that_very_name() {
        assert_eq!(
            named("pkg:generic/ami/golden-ubuntu"),
            Named::Image("golden-ubuntu".into())
        );
        assert_eq!(
            named("pkg:generic/ami/golden@1.2.0"),
            Named::Image("golden@1.2.0".into())
        );
        assert_eq!(named("pkg:generic/ami/%2A"), Named::EveryImage);
        assert_eq!(
            named("pkg:oci/nginx@sha256:abc"),
            Named::Image("nginx@sha256:abc".into())
        );
        assert_eq!(
            named("https://example.com/product"),
            Named::Image("https://example.com/product".into())
        );
        assert_eq!(named("pkg:"), Named::Image("pkg:".into()));
    }

    #[test]
    fn a_package_url_that_says_another_name_does_not_take_its_place() {
        let purl = Some("pkg:deb/ubuntu/openssl@3.0.2?arch=amd64");
        assert_eq!(
            package_id("openssl", Some("3.0.2"), purl),
            "pkg:deb/ubuntu/openssl@3.0.2?arch=amd64"
        );
        assert_eq!(package_id("openssl", None, purl), "pkg:deb/ubuntu/openssl");
        assert_eq!(package_id("libssl3", None, purl), "pkg:generic/package/libssl3");
        assert_eq!(
            package_id("a/b c", Some("1:2"), None),
            "pkg:generic/package/a%2Fb%20c@1%3A2"
        );
    }
}
