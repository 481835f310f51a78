//! Package URLs (<https://github.com/package-url/purl-spec>), as far as a report needs them.

/// `pkg:type/namespace/name@version?qualifiers`, percent-decoded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Purl {
    /// In lower case: `deb`, `maven`.
    pub kind: String,
    pub namespace: Option<String>,
    pub name: String,
    pub version: Option<String>,
    /// The qualifier `arch`.
    pub arch: Option<String>,
    /// The qualifier `epoch` of an rpm.
    pub epoch: Option<String>,
}

impl Purl {
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("pkg:")?;
        let rest = rest.split('#').next()?;
        let (rest, qualifiers) = rest.split_once('?').unwrap_or((rest, ""));
        let (kind, rest) = rest.trim_start_matches('/').split_once('/')?;
        let (path, version) = match rest.rsplit_once('@') {
            // An `@` at the beginning is a scope that should have been encoded.
            Some((path, version)) if !path.is_empty() && !version.contains('/') => (path, Some(version)),
            _ => (rest, None),
        };
        let path = path.trim_matches('/');
        let (namespace, name) = match path.rsplit_once('/') {
            Some((namespace, name)) => (Some(namespace), name),
            None => (None, path),
        };
        if kind.is_empty() || name.is_empty() {
            return None;
        }
        let qualifier = |wanted: &str| {
            qualifiers
                .split('&')
                .filter_map(|pair| pair.split_once('='))
                .find(|(key, value)| *key == wanted && !value.is_empty())
                .map(|(_, value)| decoded(value))
        };
        Some(Self {
            kind: kind.to_ascii_lowercase(),
            namespace: namespace.map(decoded),
            name: decoded(name),
            version: version.filter(|version| !version.is_empty()).map(decoded),
            arch: qualifier("arch"),
            epoch: qualifier("epoch"),
        })
    }

    /// The name under which scanners report it: `group:artifact` in Maven, `@scope/name` in npm, the module's whole
    /// path in Go; elsewhere the namespace is a vendor (`debian`) and no part of the name.
    pub fn package(&self) -> String {
        match (&self.namespace, self.kind.as_str()) {
            (Some(namespace), "maven") => format!("{namespace}:{}", self.name),
            (Some(namespace), "npm" | "golang" | "composer" | "github" | "swift") => {
                format!("{namespace}/{}", self.name)
            }
            _ => self.name.clone(),
        }
    }

    /// The version with an rpm's epoch before it.
    pub fn full_version(&self) -> Option<String> {
        let version = self.version.as_deref()?;
        Some(match self.epoch.as_deref() {
            Some(epoch) if epoch != "0" && !version.contains(':') => format!("{epoch}:{version}"),
            _ => crate::without_zero_epoch(version).to_owned(),
        })
    }
}

/// Percent-decoded; what is no encoding stays as it is.
fn decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, behind)) = rest.split_first() {
        let hex = behind.get(..2).filter(|_| first == b'%').and_then(|digits| {
            let digits = std::str::from_utf8(digits).ok()?;
            digits
                .bytes()
                .all(|digit| digit.is_ascii_hexdigit())
                .then(|| u8::from_str_radix(digits, 16).ok())
                .flatten()
        });
        match hex {
            Some(byte) => {
                bytes.push(byte);
                rest = behind.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(first);
                rest = behind;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_package_has_the_name_that_scanners_give_it() {
        for (purl, package, version, arch) in [
            (
                "pkg:deb/debian/tar@1.30%2Bdfsg-6?arch=amd64&distro=debian-10",
                "tar",
                "1.30+dfsg-6",
                "amd64",
            ),
            (
                "pkg:maven/org.apache/log4j-core@2.13.2?package-id=5f",
                "org.apache:log4j-core",
                "2.13.2",
                "",
            ),
            ("pkg:npm/%40babel/core@7.0.0", "@babel/core", "7.0.0", ""),
            ("pkg:npm/@babel/core@7.0.0", "@babel/core", "7.0.0", ""),
            (
                "pkg:golang/golang.org/x/net@v0.17.0#http2",
                "golang.org/x/net",
                "v0.17.0",
                "",
            ),
            (
                "pkg:rpm/amzn/curl@7.1-1?arch=x86_64&epoch=2",
                "curl",
                "2:7.1-1",
                "x86_64",
            ),
            ("pkg:PyPI/django@1.11", "django", "1.11", ""),
        ] {
            let parsed = Purl::parse(purl).unwrap();
            assert_eq!(parsed.package(), package, "{purl}");
            assert_eq!(parsed.full_version().unwrap(), version, "{purl}");
            assert_eq!(parsed.arch.unwrap_or_default(), arch, "{purl}");
        }
        assert_eq!(Purl::parse("cpe:2.3:a:gnu:tar"), None);
        assert_eq!(Purl::parse("pkg:npm/"), None);
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reading_of_a_purl(text in "pkg:[a-z%@/?&=#0-9.é]{0,40}|\\PC{0,20}") {
            let _ = Purl::parse(&text).map(|purl| purl.package());
        }
    }
}
