//! Which AWS to talk to, and what may be reached under each kind of profile.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use serde::{Deserialize, Serialize};

/// A way to an AWS account: the embedded sandbox, or a profile of `~/.aws`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// For [`ProfileKind::Aws`] the profile's name in `~/.aws`. `default` uses the SDK's whole chain (environment,
    /// shared files, web identity, container, instance); any other name uses that profile only.
    pub name: String,
    pub kind: ProfileKind,
    /// A region code such as `eu-west-1`.
    pub region: String,
    /// Required for the sandbox, where it must be on loopback. For AWS it replaces every service's own address
    /// (a proxy or an emulator) and must be `https`, or `http` on loopback.
    pub endpoint: Option<String>,
}

/// What stands behind a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProfileKind {
    Sandbox,
    Aws,
}

/// Why a profile cannot be used. Nothing has been sent anywhere when this is answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProfileError {
    #[error("sandbox profile {profile} has no endpoint; start the sandbox and give its address")]
    NoEndpoint { profile: String },
    #[error(
        "sandbox profile {profile} points to {endpoint}, which is not on this machine; a sandbox endpoint is http://127.0.0.1:PORT"
    )]
    NotLoopback { profile: String, endpoint: String },
    #[error("profile {profile} has the endpoint {endpoint}, which is neither https nor on this machine")]
    Insecure { profile: String, endpoint: String },
    #[error("profile {profile} has no valid region: `{region}`; write a region code such as eu-west-1")]
    Region { profile: String, region: String },
}

impl Profile {
    /// The sandbox at `endpoint`.
    pub fn sandbox(endpoint: impl Into<String>, region: impl Into<String>) -> Self {
        Self {
            name: "sandbox".to_owned(),
            kind: ProfileKind::Sandbox,
            region: region.into(),
            endpoint: Some(endpoint.into()),
        }
    }

    /// Where requests go: the address to set on every client, or `None` for AWS's own addresses.
    pub(crate) fn destination(&self) -> Result<Option<String>, ProfileError> {
        if !is_region(&self.region) {
            return Err(ProfileError::Region {
                profile: self.name.clone(),
                region: self.region.clone(),
            });
        }
        match (self.kind, self.endpoint.as_deref()) {
            (ProfileKind::Sandbox, None) => Err(ProfileError::NoEndpoint {
                profile: self.name.clone(),
            }),
            (ProfileKind::Sandbox, Some(endpoint)) => match loopback(endpoint) {
                Some(address) => Ok(Some(format!("http://{address}"))),
                None => Err(ProfileError::NotLoopback {
                    profile: self.name.clone(),
                    endpoint: endpoint.to_owned(),
                }),
            },
            (ProfileKind::Aws, None) => Ok(None),
            (ProfileKind::Aws, Some(endpoint)) => {
                if endpoint.starts_with("https://") {
                    Ok(Some(endpoint.to_owned()))
                } else if let Some(address) = loopback(endpoint) {
                    Ok(Some(format!("http://{address}")))
                } else {
                    Err(ProfileError::Insecure {
                        profile: self.name.clone(),
                        endpoint: endpoint.to_owned(),
                    })
                }
            }
        }
    }

    /// The words for "where" in messages.
    pub(crate) fn place(&self) -> String {
        self.endpoint.clone().unwrap_or_else(|| format!("AWS {}", self.region))
    }
}

/// The socket of an `http` address on this machine. Only an address and a port are accepted, and the answer is
/// numeric, so that neither user information nor name resolution can lead elsewhere.
fn loopback(endpoint: &str) -> Option<SocketAddr> {
    let authority = endpoint.strip_prefix("http://")?;
    let authority = authority.strip_suffix('/').unwrap_or(authority);
    if let Ok(address) = authority.parse::<SocketAddr>() {
        return address.ip().is_loopback().then_some(address);
    }
    let (host, port) = authority.split_once(':')?;
    let port = port.bytes().all(|b| b.is_ascii_digit()).then(|| port.parse().ok())??;
    host.eq_ignore_ascii_case("localhost")
        .then(|| SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port))
}

/// Region codes are host name labels; the exact list changes, so only the alphabet and length are checked.
fn is_region(region: &str) -> bool {
    (1..=63).contains(&region.len())
        && region
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !region.starts_with('-')
        && !region.ends_with('-')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;

    #[test]
    fn a_sandbox_on_this_machine_is_reached_by_its_numeric_address() {
        for (written, reached) in [
            ("http://127.0.0.1:4566", "http://127.0.0.1:4566"),
            ("http://127.0.0.1:4566/", "http://127.0.0.1:4566"),
            ("http://127.8.8.8:80", "http://127.8.8.8:80"),
            ("http://[::1]:80", "http://[::1]:80"),
            ("http://LocalHost:9", "http://127.0.0.1:9"),
        ] {
            let destination = Profile::sandbox(written, "eu-west-1").destination().unwrap();
            assert_eq!(destination.as_deref(), Some(reached), "{written}");
        }
    }

    #[test]
    fn a_sandbox_anywhere_else_is_refused() {
        for endpoint in [
            "http://10.0.0.1:80",
            "http://0.0.0.0:80",
            "https://127.0.0.1:80",
            "http://127.0.0.1",
            "http://127.0.0.1:80@evil.example:80",
            "http://127.0.0.1:80/path",
            "http://127.0.0.1.evil.example:80",
            "http://localhost.evil.example:80",
            "http://user@localhost:80",
            "http://localhost:+80",
            "http://[::ffff:10.0.0.1]:80",
            "http://imagebuilder.eu-west-1.amazonaws.com:80",
            "",
        ] {
            let refused = Profile::sandbox(endpoint, "eu-west-1").destination();
            assert!(
                matches!(refused, Err(ProfileError::NotLoopback { .. })),
                "{endpoint}: {refused:?}"
            );
        }
        let none = Profile {
            endpoint: None,
            ..Profile::sandbox("", "eu-west-1")
        };
        assert!(matches!(none.destination(), Err(ProfileError::NoEndpoint { .. })));
    }

    #[test]
    fn an_aws_endpoint_in_clear_text_is_only_taken_on_this_machine() {
        let aws = |endpoint: Option<&str>| {
            Profile {
                name: "prod".into(),
                kind: ProfileKind::Aws,
                region: "eu-west-1".into(),
                endpoint: endpoint.map(Into::into),
            }
            .destination()
        };
        assert_eq!(aws(None).unwrap(), None);
        assert_eq!(
            aws(Some("https://proxy.example")).unwrap().as_deref(),
            Some("https://proxy.example")
        );
        assert_eq!(
            aws(Some("http://localhost:4566")).unwrap().as_deref(),
            Some("http://127.0.0.1:4566")
        );
        assert!(matches!(
            aws(Some("http://proxy.example:80")),
            Err(ProfileError::Insecure { .. })
        ));
    }

    #[test]
    fn a_region_that_is_no_host_label_is_refused() {
        for region in ["", "eu west 1", "eu-west-1.evil.example/", "-", "EU-WEST-1"] {
            let refused = Profile::sandbox("http://127.0.0.1:1", region).destination();
            assert!(matches!(refused, Err(ProfileError::Region { .. })), "{region}");
        }
    }
}
