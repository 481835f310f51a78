use serde::{Deserialize, Serialize};

/// The operating systems whose packages the sandbox knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Os {
    Ubuntu1804,
    Ubuntu2004,
    Ubuntu2204,
    Ubuntu2404,
    CentOs7,
    AmazonLinux2,
    AmazonLinux2023,
}

/// How an operating system packages software.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PackageFormat {
    Deb,
    Rpm,
}

impl Os {
    pub(crate) const ALL: [Os; 7] = [
        Os::Ubuntu1804,
        Os::Ubuntu2004,
        Os::Ubuntu2204,
        Os::Ubuntu2404,
        Os::CentOs7,
        Os::AmazonLinux2,
        Os::AmazonLinux2023,
    ];

    /// The form Image Builder uses for `osVersion` and matches `supportedOsVersions` against.
    pub(crate) fn display(self) -> &'static str {
        match self {
            Os::Ubuntu1804 => "Ubuntu 18.04",
            Os::Ubuntu2004 => "Ubuntu 20.04",
            Os::Ubuntu2204 => "Ubuntu 22.04",
            Os::Ubuntu2404 => "Ubuntu 24.04",
            Os::CentOs7 => "CentOS 7",
            Os::AmazonLinux2 => "Amazon Linux 2",
            Os::AmazonLinux2023 => "Amazon Linux 2023",
        }
    }

    /// The value of Inspector's `platform` (<https://docs.aws.amazon.com/inspector/latest/user/supported.html>).
    pub(crate) fn inspector_platform(self) -> &'static str {
        match self {
            Os::Ubuntu1804 => "UBUNTU_18_04",
            Os::Ubuntu2004 => "UBUNTU_20_04",
            Os::Ubuntu2204 => "UBUNTU_22_04",
            Os::Ubuntu2404 => "UBUNTU_24_04",
            Os::CentOs7 => "CENTOS_7",
            Os::AmazonLinux2 => "AMAZON_LINUX_2",
            Os::AmazonLinux2023 => "AMAZON_LINUX_2023",
        }
    }

    pub(crate) fn format(self) -> PackageFormat {
        match self {
            Os::CentOs7 | Os::AmazonLinux2 | Os::AmazonLinux2023 => PackageFormat::Rpm,
            _ => PackageFormat::Deb,
        }
    }

    /// The distribution's mark in a package release.
    pub(crate) fn release_mark(self) -> &'static str {
        match self {
            Os::Ubuntu1804 => "0ubuntu0.18.04",
            Os::Ubuntu2004 => "0ubuntu0.20.04",
            Os::Ubuntu2204 => "0ubuntu0.22.04",
            Os::Ubuntu2404 => "0ubuntu0.24.04",
            Os::CentOs7 => "el7_9",
            Os::AmazonLinux2 => "amzn2",
            Os::AmazonLinux2023 => "amzn2023",
        }
    }

    /// Source of the vulnerability data in Inspector's findings.
    pub(crate) fn vulnerability_source(self) -> &'static str {
        match self {
            Os::CentOs7 => "REDHAT_CVE",
            Os::AmazonLinux2 | Os::AmazonLinux2023 => "AMAZON_LINUX",
            _ => "UBUNTU_CVE",
        }
    }

    /// How many findings a system has, in percent of Ubuntu 22.04's: those out of support collect them.
    pub(crate) fn exposure_percent(self) -> u64 {
        match self {
            Os::Ubuntu2204 => 100,
            Os::Ubuntu2404 => 60,
            Os::Ubuntu2004 => 150,
            Os::Ubuntu1804 => 220,
            Os::CentOs7 => 240,
            Os::AmazonLinux2 => 90,
            Os::AmazonLinux2023 => 50,
        }
    }

    /// Whether one of a component's `supportedOsVersions` names this system: a prefix that ends where a word or
    /// a version node ends, so that `Amazon Linux 2` does not take in Amazon Linux 2023.
    pub(crate) fn is_among(self, supported: &[String]) -> bool {
        supported.is_empty()
            || supported.iter().any(|prefix| {
                self.display()
                    .strip_prefix(prefix.trim())
                    .is_some_and(|rest| !rest.starts_with(|next: char| next.is_ascii_alphanumeric()))
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn supported_systems_match_by_whole_words() {
        let among = |os: Os, prefix: &str| os.is_among(&[prefix.to_owned()]);
        assert!(among(Os::Ubuntu2204, "Ubuntu 22"));
        assert!(among(Os::Ubuntu2204, "Ubuntu"));
        assert!(!among(Os::Ubuntu2204, "Ubuntu 2"));
        assert!(!among(Os::AmazonLinux2023, "Amazon Linux 2"));
        assert!(!among(Os::CentOs7, "Ubuntu"));
        assert!(Os::CentOs7.is_among(&[]));
    }
}
