//! The image at the bottom: what its reference alone says about it.
//!
//! Only what the publisher documents about the form of its names; anything else stays unknown.

use ingot_component::Platform;
use serde::Serialize;

use crate::inventory::CloudImage;
use crate::names::{ArnType, Owner, Reference};

/// An image that no recipe of ours made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VendorImage {
    /// As the recipe writes it.
    pub reference: String,
    /// `Ubuntu Server 22.04 LTS`; the reference where nothing is known.
    pub label: String,
    /// Who publishes it: `Canonical`.
    pub publisher: Option<String>,
    /// Its platform.
    pub platform: Option<Platform>,
    /// `Ubuntu`
    pub os: Option<String>,
    /// `22.04`
    pub os_version: Option<String>,
    /// `x86_64` or `arm64`.
    pub architecture: Option<String>,
}

impl VendorImage {
    /// What is known of `reference`; `image` is what the cache knows of it.
    pub fn of(reference: &Reference, image: Option<&CloudImage>) -> Self {
        let known = match reference {
            Reference::SsmParameter(parameter) => public_parameter(parameter_name(parameter)),
            Reference::Arn(arn) if arn.r#type == ArnType::Image && arn.owner == Owner::Managed("aws".into()) => {
                managed_image(&arn.name)
            }
            _ => None,
        };
        let known = known.unwrap_or_default();
        let mut vendor = Self {
            reference: reference.to_string(),
            label: known.label.unwrap_or_else(|| reference.to_string()),
            publisher: known.publisher.map(str::to_owned),
            platform: known.platform,
            os: known.os.map(str::to_owned),
            os_version: known.os_version,
            architecture: known.architecture.map(str::to_owned),
        };
        if let Some(image) = image {
            vendor.platform = vendor.platform.or_else(|| image.platform.as_deref()?.parse().ok());
            if vendor.os.is_none()
                && let Some(os) = &image.os_version
            {
                let (name, version) = split_os(os);
                vendor.os = Some(name.to_owned());
                vendor.os_version = version.map(str::to_owned);
            }
        }
        vendor
    }

    /// `Ubuntu 22.04`: what `supportedOsVersions` are compared with.
    pub fn os_name(&self) -> Option<String> {
        match (&self.os, &self.os_version) {
            (Some(os), Some(version)) => Some(format!("{os} {version}")),
            _ => None,
        }
    }
}

/// `Ubuntu 22` → `Ubuntu`, `22` (botocore imagebuilder/2019-12-02 service-2.json, `Image.osVersion`).
fn split_os(os: &str) -> (&str, Option<&str>) {
    match os.rsplit_once(' ') {
        Some((name, version)) if version.starts_with(|c: char| c.is_ascii_digit()) => (name, Some(version)),
        _ => (os, None),
    }
}

#[derive(Default)]
struct Known {
    label: Option<String>,
    publisher: Option<&'static str>,
    platform: Option<Platform>,
    os: Option<&'static str>,
    os_version: Option<String>,
    architecture: Option<&'static str>,
}

/// A parameter's name: the part of its ARN behind `parameter`, or itself.
fn parameter_name(parameter: &str) -> &str {
    match parameter.split_once(":parameter/") {
        Some((arn, _)) if arn.starts_with("arn:") => &parameter[arn.len() + ":parameter".len()..],
        _ => parameter,
    }
}

/// Public parameters of AWS and of publishers,
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters-ami.html>.
fn public_parameter(name: &str) -> Option<Known> {
    if let Some(rest) = name.strip_prefix("/aws/service/canonical/ubuntu/") {
        return canonical(rest);
    }
    if let Some(rest) = name.strip_prefix("/aws/service/ami-amazon-linux-latest/") {
        return amazon_linux(rest);
    }
    if let Some(rest) = name.strip_prefix("/aws/service/ami-windows-latest/") {
        return windows(rest);
    }
    if let Some(rest) = name.strip_prefix("/aws/service/debian/release/") {
        return debian(rest);
    }
    name.strip_prefix("/imagebuilder/parents/").and_then(parent_parameter)
}

/// `server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id`, the release by number or by name
/// (<https://documentation.ubuntu.com/aws/aws-how-to/instances/find-ubuntu-images/>).
fn canonical(rest: &str) -> Option<Known> {
    let mut parts = rest.split('/');
    let product = match parts.next()? {
        "server" => "Ubuntu Server",
        "server-minimal" => "Ubuntu Minimal",
        "pro-server" => "Ubuntu Pro Server",
        "pro-server-minimal" => "Ubuntu Pro Minimal",
        _ => return None,
    };
    let release = match parts.next()? {
        "bionic" => "18.04",
        "focal" => "20.04",
        "jammy" => "22.04",
        "noble" => "24.04",
        release if is_version(release) => release,
        _ => return None,
    };
    let architecture = parts.find_map(architecture);
    Some(Known {
        label: Some(format!("{product} {}", ubuntu_release(release))),
        architecture,
        ..ubuntu(release)
    })
}

fn ubuntu(release: &str) -> Known {
    Known {
        label: Some(format!("Ubuntu Server {}", ubuntu_release(release))),
        publisher: Some("Canonical"),
        platform: Some(Platform::Linux),
        os: Some("Ubuntu"),
        os_version: Some(release.to_owned()),
        architecture: None,
    }
}

/// Releases of April in even years are LTS (<https://ubuntu.com/about/release-cycle>).
fn ubuntu_release(release: &str) -> String {
    match release.split_once('.') {
        Some((year, "04")) if year.parse::<u32>().is_ok_and(|year| year % 2 == 0) => format!("{release} LTS"),
        _ => release.to_owned(),
    }
}

/// `al2023-ami-kernel-default-x86_64`, `amzn2-ami-hvm-arm64-gp2`
/// (<https://docs.aws.amazon.com/linux/al2023/ug/ec2.html>).
fn amazon_linux(rest: &str) -> Option<Known> {
    let version = if rest.starts_with("al2023-ami-") {
        "2023"
    } else if rest.starts_with("amzn2-ami-") {
        "2"
    } else {
        return None;
    };
    let architecture = if rest.contains("arm64") {
        Some("arm64")
    } else {
        rest.contains("x86_64").then_some("x86_64")
    };
    Some(Known {
        architecture,
        ..amazon(version)
    })
}

fn amazon(version: &str) -> Known {
    Known {
        label: Some(format!("Amazon Linux {version}")),
        publisher: Some("Amazon"),
        platform: Some(Platform::Linux),
        os: Some("Amazon Linux"),
        os_version: Some(version.to_owned()),
        architecture: None,
    }
}

/// `Windows_Server-2022-English-Full-Base`, same page as [`public_parameter`].
fn windows(rest: &str) -> Option<Known> {
    let year = rest.strip_prefix("Windows_Server-")?.split('-').next()?;
    let edition = rest
        .strip_prefix("Windows_Server-")?
        .strip_prefix(year)?
        .replace(['-', '_'], " ");
    let known = windows_server(year)?;
    Some(Known {
        label: Some(format!("Windows Server {year}{edition}")),
        ..known
    })
}

fn windows_server(year: &str) -> Option<Known> {
    (year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit())).then(|| Known {
        label: Some(format!("Windows Server {year}")),
        publisher: Some("Amazon"),
        platform: Some(Platform::Windows),
        os: Some("Microsoft Windows Server"),
        os_version: Some(year.to_owned()),
        architecture: Some("x86_64"),
    })
}

/// `12/latest/amd64` (<https://wiki.debian.org/Cloud/AmazonEC2Image>).
fn debian(rest: &str) -> Option<Known> {
    let mut parts = rest.split('/');
    let version = parts.next().filter(|version| version.parse::<u32>().is_ok())?;
    Some(Known {
        label: Some(format!("Debian {version}")),
        publisher: Some("Debian"),
        platform: Some(Platform::Linux),
        os: Some("Debian"),
        os_version: Some(version.to_owned()),
        architecture: parts.find_map(architecture),
    })
}

/// `ubuntu-18-04`, `centos-7`: parents that an account keeps in parameters of its own, under the
/// prefix that Image Builder's service-linked role may read. The name is all there is to go by, so
/// publisher and architecture stay unknown.
fn parent_parameter(rest: &str) -> Option<Known> {
    const SYSTEMS: [(&str, &str); 8] = [
        ("ubuntu-", "Ubuntu"),
        ("centos-", "CentOS"),
        ("debian-", "Debian"),
        ("rhel-", "Red Hat Enterprise Linux"),
        ("rocky-", "Rocky Linux"),
        ("almalinux-", "AlmaLinux"),
        ("amazon-linux-", "Amazon Linux"),
        ("windows-server-", "Microsoft Windows Server"),
    ];
    let (os, version) = SYSTEMS
        .iter()
        .find_map(|(prefix, os)| Some((*os, rest.strip_prefix(prefix)?)))?;
    let version = version.replace('-', ".");
    if !is_version(&version) {
        return None;
    }
    let windows = os.starts_with("Microsoft");
    Some(Known {
        label: Some(format!("{os} {version}")),
        publisher: None,
        platform: Some(if windows { Platform::Windows } else { Platform::Linux }),
        os: Some(os),
        os_version: Some(version),
        architecture: None,
    })
}

/// Amazon-managed images by the name in their ARN: `ubuntu-server-22-lts-x86`,
/// `amazon-linux-2-x86`, `windows-server-2022-english-full-base-x86`
/// (<https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-images.html> shows ARNs of
/// this form; there is no list of all names).
fn managed_image(name: &str) -> Option<Known> {
    let architecture = name.rsplit('-').next().and_then(architecture);
    if let Some(rest) = name.strip_prefix("ubuntu-server-") {
        let mut parts = rest.split('-');
        let year = parts.next().filter(|year| year.parse::<u32>().is_ok())?;
        // Only LTS releases say in their short name which of the year's two they are.
        let release = if parts.next() == Some("lts") {
            format!("{year}.04")
        } else {
            year.to_owned()
        };
        return Some(Known {
            architecture,
            ..ubuntu(&release)
        });
    }
    if let Some(rest) = name.strip_prefix("amazon-linux-") {
        let version = rest
            .split('-')
            .next()
            .filter(|version| matches!(*version, "2" | "2023"))?;
        return Some(Known {
            architecture,
            ..amazon(version)
        });
    }
    let rest = name.strip_prefix("windows-server-")?;
    windows_server(rest.split('-').next()?)
}

fn architecture(part: &str) -> Option<&'static str> {
    match part {
        "amd64" | "x86" | "x86_64" => Some("x86_64"),
        "arm64" => Some("arm64"),
        _ => None,
    }
}

fn is_version(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 12
        && text
            .split('.')
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(reference: &str) -> String {
        let vendor = VendorImage::of(&Reference::lenient(reference), None);
        let or = |part: Option<String>| part.unwrap_or_else(|| "?".to_owned());
        format!(
            "{} | {} | {} | {} | {}",
            vendor.label,
            or(vendor.publisher.clone()),
            or(vendor.platform.map(|platform| platform.to_string())),
            or(vendor.os_name()),
            or(vendor.architecture.clone()),
        )
    }

    #[test]
    fn well_known_parents_are_named_and_others_are_not_guessed() {
        let lines = [
            "ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id",
            "ssm:/aws/service/canonical/ubuntu/pro-server/noble/stable/current/arm64/hvm/ebs-gp3/ami-id",
            "ssm:/aws/service/canonical/ubuntu/server/23.10/stable/current/amd64/hvm/ebs-gp2/ami-id",
            "ssm:arn:aws:ssm:eu-central-1::parameter/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
            "ssm:/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-arm64-gp2",
            "ssm:/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base",
            "ssm:/aws/service/debian/release/12/latest/amd64",
            "ssm:/imagebuilder/parents/ubuntu-18-04",
            "ssm:/imagebuilder/parents/centos-7",
            "ssm:/imagebuilder/parents/our-own-thing",
            "ssm:/team/golden",
            "arn:aws:imagebuilder:eu-central-1:aws:image/ubuntu-server-22-lts-x86/x.x.x",
            "arn:aws:imagebuilder:eu-central-1:aws:image/amazon-linux-2023-arm64/x.x.x",
            "arn:aws:imagebuilder:eu-central-1:aws:image/windows-server-2022-english-full-base-x86/x.x.x",
            "ami-0123456789abcdef0",
        ];
        insta::assert_snapshot!(lines.map(line).join("\n"), @r#"
        Ubuntu Server 22.04 LTS | Canonical | Linux | Ubuntu 22.04 | x86_64
        Ubuntu Pro Server 24.04 LTS | Canonical | Linux | Ubuntu 24.04 | arm64
        Ubuntu Server 23.10 | Canonical | Linux | Ubuntu 23.10 | x86_64
        Amazon Linux 2023 | Amazon | Linux | Amazon Linux 2023 | x86_64
        Amazon Linux 2 | Amazon | Linux | Amazon Linux 2 | arm64
        Windows Server 2022 English Full Base | Amazon | Windows | Microsoft Windows Server 2022 | x86_64
        Debian 12 | Debian | Linux | Debian 12 | x86_64
        Ubuntu 18.04 | ? | Linux | Ubuntu 18.04 | ?
        CentOS 7 | ? | Linux | CentOS 7 | ?
        ssm:/imagebuilder/parents/our-own-thing | ? | ? | ? | ?
        ssm:/team/golden | ? | ? | ? | ?
        Ubuntu Server 22.04 LTS | Canonical | Linux | Ubuntu 22.04 | x86_64
        Amazon Linux 2023 | Amazon | Linux | Amazon Linux 2023 | arm64
        Windows Server 2022 | Amazon | Windows | Microsoft Windows Server 2022 | x86_64
        ami-0123456789abcdef0 | ? | ? | ? | ?
        "#);
    }
}
