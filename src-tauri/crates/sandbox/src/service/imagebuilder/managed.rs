//! What Amazon manages: components and images owned by `aws`. The names are Amazon's, the documents stand-ins.
//!
//! Names seen in <https://docs.aws.amazon.com/imagebuilder/latest/userguide/use-managed-components.html> and
//! <https://docs.aws.amazon.com/imagebuilder/latest/userguide/ib-stig.html>; image names in public recipes.

use std::collections::BTreeMap;

use super::names::{Arn, Version};
use crate::document::Document;
use crate::simulation::os::Os;
use crate::state::Component;
use crate::wire::json::Tags;

/// A component of Amazon's; the head of its document is added when it is listed.
struct Managed {
    name: &'static str,
    version: &'static str,
    about: &'static str,
    supported: &'static [&'static str],
    document: &'static str,
}

/// When every managed resource was made: 2024-01-15T09:00:00Z.
const CREATED: i64 = 1_705_309_200_000;

const MANAGED: &[Managed] = &[
    Managed {
        name: "update-linux",
        version: "1.0.2",
        about: "Updates Linux with the system's package manager.",
        supported: &[],
        document: "phases:\n  - name: build\n    steps:\n      - name: UpdateOS\n        action: UpdateOS\n",
    },
    Managed {
        name: "aws-cli-version-2-linux",
        version: "1.0.4",
        about: "Installs version 2 of the AWS CLI.",
        supported: &[],
        document: "phases:\n  - name: build\n    steps:\n      - name: InstallAwsCli\n        action: ExecuteBash\n        \
            inputs:\n          commands:\n            - echo 'installing the AWS CLI'\n  - name: validate\n    steps:\n      \
            - name: CheckVersion\n        action: ExecuteBash\n        inputs:\n          commands:\n            - aws --version\n",
    },
    Managed {
        name: "amazon-cloudwatch-agent-linux",
        version: "1.0.1",
        about: "Installs the CloudWatch agent.",
        supported: &[],
        document: "phases:\n  - name: build\n    steps:\n      - name: InstallAgent\n        action: ExecuteBash\n        \
            inputs:\n          commands:\n            - echo 'installing amazon-cloudwatch-agent'\n",
    },
    Managed {
        name: "docker-ce-linux",
        version: "1.0.0",
        about: "Installs Docker Community Edition.",
        supported: &["Amazon Linux 2", "CentOS"],
        document: "phases:\n  - name: build\n    steps:\n      - name: InstallDocker\n        action: ExecuteBash\n        \
            inputs:\n          commands:\n            - yum install -y docker-ce\n",
    },
    Managed {
        name: "docker-ce-ubuntu",
        version: "1.0.0",
        about: "Installs Docker Community Edition.",
        supported: &["Ubuntu"],
        document: "phases:\n  - name: build\n    steps:\n      - name: InstallDocker\n        action: ExecuteBash\n        \
            inputs:\n          commands:\n            - apt-get install -y docker-ce\n",
    },
    Managed {
        name: "stig-build-linux-medium",
        version: "2023.4.0",
        about: "Applies STIG settings of medium severity.",
        supported: &[],
        document: "parameters:\n  - InstallPackages:\n      type: string\n      default: 'No'\n      description: Whether \
            missing packages are installed.\nphases:\n  - name: build\n    steps:\n      - name: ApplySettings\n        \
            action: ExecuteBash\n        inputs:\n          commands:\n            - echo 'install packages {{ InstallPackages }}'\n",
    },
    Managed {
        name: "simple-boot-test-linux",
        version: "1.0.0",
        about: "Checks that the instance boots.",
        supported: &[],
        document: "phases:\n  - name: test\n    steps:\n      - name: Boots\n        action: ExecuteBash\n        inputs:\n          \
            commands:\n            - uptime\n",
    },
    Managed {
        name: "reboot-test-linux",
        version: "1.0.0",
        about: "Checks that the instance reboots.",
        supported: &[],
        document: "phases:\n  - name: test\n    steps:\n      - name: Reboots\n        action: Reboot\n        inputs:\n          \
            delaySeconds: 5\n",
    },
    Managed {
        name: "ebs-volume-usage-test-linux",
        version: "1.0.0",
        about: "Checks that a volume can be written and read.",
        supported: &[],
        document: "phases:\n  - name: test\n    steps:\n      - name: Writes\n        action: ExecuteBash\n        inputs:\n          \
            commands:\n            - df -h /\n",
    },
];

/// The managed components, which every region has.
pub(crate) fn components(region: &str) -> BTreeMap<String, Component> {
    MANAGED
        .iter()
        .filter_map(|managed| {
            let data = format!(
                "name: {}\ndescription: Sandbox stand-in. {}\nschemaVersion: 1.0\n{}",
                managed.name, managed.about, managed.document
            );
            let document = Document::read(&data).ok()?;
            let arn = format!(
                "arn:aws:imagebuilder:{region}:aws:component/{}/{}/1",
                managed.name, managed.version
            );
            let component = Component {
                name: managed.name.to_owned(),
                version: managed.version.to_owned(),
                build: 1,
                platform: "Linux".to_owned(),
                kind: document.kind().to_owned(),
                owner: "Amazon".to_owned(),
                description: Some(format!("Sandbox stand-in. {}", managed.about)),
                change_description: None,
                supported_os_versions: managed.supported.iter().map(|os| (*os).to_owned()).collect(),
                data,
                kms_key_id: None,
                parameters: document.parameters,
                tags: Tags::new(),
                created: CREATED,
                sale: None,
            };
            Some((arn, component))
        })
        .collect()
}

/// Name and system of the managed images; each has one version.
pub(crate) const IMAGES: &[(&str, Os)] = &[
    ("amazon-linux-2-x86", Os::AmazonLinux2),
    ("amazon-linux-2023-x86", Os::AmazonLinux2023),
    ("ubuntu-server-20-lts-x86", Os::Ubuntu2004),
    ("ubuntu-server-22-lts-x86", Os::Ubuntu2204),
    ("ubuntu-server-24-lts-x86", Os::Ubuntu2404),
];

/// The version of every managed image.
pub(crate) const IMAGE_VERSION: &str = "2024.1.15";

pub(crate) const IMAGE_CREATED: i64 = CREATED;

/// The managed image that a reference means.
pub(crate) fn image(reference: &Arn) -> Option<(Os, &'static str)> {
    let version = Version::parse(IMAGE_VERSION)?;
    IMAGES
        .iter()
        .find(|(name, _)| *name == reference.name)
        .filter(|_| reference.version.is_some_and(|pattern| pattern.matches(version)))
        .filter(|_| reference.build.is_none_or(|build| build == 1))
        .map(|(name, os)| (*os, *name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_managed_document_reads() {
        let components = components("eu-west-1");
        assert_eq!(components.len(), MANAGED.len());
        assert!(components.keys().all(|arn| Arn::parse(arn).is_some()));
        assert_eq!(
            components["arn:aws:imagebuilder:eu-west-1:aws:component/simple-boot-test-linux/1.0.0/1"].kind,
            "TEST"
        );
    }
}
