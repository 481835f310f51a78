//! What a recipe's `parentImage` stands for.
//!
//! <https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_CreateImageRecipe.html>: an AMI id, an Image
//! Builder image, or `ssm:` and a parameter. The sandbox knows the public parameters of Ubuntu
//! (<https://documentation.ubuntu.com/aws/aws-how-to/instances/find-ubuntu-images/>) and Amazon Linux
//! (<https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters-ami.html>), parameters
//! under `/imagebuilder/parents/` that stand for systems without one, and those that its own distributions wrote.

use super::managed;
use super::names::{Arn, newest};
use crate::identity::{ACCOUNT, ec2};
use crate::simulation::os::Os;
use crate::simulation::run::ImageRun;
use crate::simulation::status::ImageStatus;
use crate::simulation::timeline::Course;
use crate::state::State;
use crate::wire::ApiError;
use crate::wire::json::text;

/// The start of a build: a system and what is already on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Base {
    pub os: Os,
    /// Whether the system is known, not assumed for an AMI that the sandbox never saw.
    pub known: bool,
    pub ami: String,
    pub software: Vec<String>,
}

/// Resolves a parent, or says what it could be.
pub(crate) fn resolve(state: &State, now: i64, region: &str, parent: &str) -> Result<Base, ApiError> {
    let refused = |why: String| ApiError::invalid_value("parentImage", why);
    if parent.starts_with("arn:aws:ec2:") {
        return Err(refused(format!(
            "'{parent}' is an EC2 ARN; give the AMI id, an Image Builder image ARN or ssm:<parameter>."
        )));
    }
    if let Some(parameter) = parent.strip_prefix("ssm:") {
        return parameter_value(state, now, region, parameter).ok_or_else(|| {
            refused(format!(
                "The parameter '{parameter}' does not exist or holds no AMI id. The sandbox knows \
                 /aws/service/canonical/ubuntu/server/…, /aws/service/ami-amazon-linux-latest/…, \
                 /imagebuilder/parents/centos-7 and parameters written by a distribution."
            ))
        });
    }
    if parent.starts_with("ami-") {
        return ami(state, now, region, parent).ok_or_else(|| {
            refused(format!(
                "'{parent}' is not an AMI id: ami- and 8 or 17 hexadecimal digits."
            ))
        });
    }
    if parent.starts_with("arn:") {
        let arn = Arn::parse(parent)
            .filter(|arn| arn.kind == "image" && arn.version.is_some())
            .ok_or_else(|| refused(format!("'{parent}' is not the ARN of an Image Builder image version.")))?;
        return image(state, now, region, &arn).ok_or_else(|| {
            refused(format!(
                "'{parent}' does not resolve to an AVAILABLE image in {region} that account {ACCOUNT} can use."
            ))
        });
    }
    Err(refused(format!(
        "'{parent}' is neither an AMI id, nor an Image Builder image ARN, nor ssm:<parameter>."
    )))
}

/// The newest AVAILABLE build that a version, wildcard or build ARN means.
pub(crate) fn available<'a>(state: &'a State, now: i64, reference: &Arn) -> Option<&'a ImageRun> {
    let builds = state
        .images
        .iter()
        .filter(|(_, run)| Course::of(run).status(now) == ImageStatus::Available)
        .map(|(arn, _)| arn);
    state.images.get(newest(reference, builds)?)
}

fn image(state: &State, now: i64, region: &str, arn: &Arn) -> Option<Base> {
    if arn.region != region {
        return None;
    }
    if arn.owner == "aws" {
        let (os, _) = managed::image(arn)?;
        return Some(plain(os, region));
    }
    available(state, now, arn).map(built)
}

fn ami(state: &State, now: i64, region: &str, id: &str) -> Option<Base> {
    let digits = id.strip_prefix("ami-")?;
    let hexadecimal = digits
        .bytes()
        .all(|digit| digit.is_ascii_digit() || (b'a'..=b'f').contains(&digit));
    if ![8, 17].contains(&digits.len()) || !hexadecimal {
        return None;
    }
    let own = state
        .images
        .values()
        .find(|run| run.ami_in(region, ACCOUNT) == id && Course::of(run).status(now) == ImageStatus::Available);
    let public = || {
        Os::ALL
            .into_iter()
            .map(|os| plain(os, region))
            .find(|base| base.ami == id)
    };
    // An AMI the sandbox never saw is taken on trust, as an Amazon Linux 2023.
    Some(own.map(built).or_else(public).unwrap_or_else(|| Base {
        os: Os::AmazonLinux2023,
        known: false,
        ami: id.to_owned(),
        software: Vec::new(),
    }))
}

fn parameter_value(state: &State, now: i64, region: &str, parameter: &str) -> Option<Base> {
    // A parameter may be given by ARN: arn:aws:ssm:<region>:<account>:parameter/<name>.
    let name = match parameter.strip_prefix("arn:") {
        None => parameter,
        Some(arn) => {
            let at = arn.find(":parameter")?;
            &arn[at + ":parameter".len()..]
        }
    };
    // Without a version or label, which a reference may carry.
    let name = name.split(':').next()?;
    if let Some(rest) = name.strip_prefix("/aws/service/canonical/ubuntu/server/") {
        let os = match rest.split('/').next()? {
            "18.04" | "bionic" => Os::Ubuntu1804,
            "20.04" | "focal" => Os::Ubuntu2004,
            "22.04" | "jammy" => Os::Ubuntu2204,
            "24.04" | "noble" => Os::Ubuntu2404,
            _ => return None,
        };
        return rest.ends_with("/ami-id").then(|| plain(os, region));
    }
    if let Some(rest) = name.strip_prefix("/aws/service/ami-amazon-linux-latest/") {
        return if rest.starts_with("al2023-ami-") {
            Some(plain(Os::AmazonLinux2023, region))
        } else if rest.starts_with("amzn2-ami-") {
            Some(plain(Os::AmazonLinux2, region))
        } else {
            None
        };
    }
    if let Some(rest) = name.strip_prefix("/imagebuilder/parents/") {
        let os = match rest {
            "centos-7" => Os::CentOs7,
            "ubuntu-18.04" => Os::Ubuntu1804,
            "ubuntu-20.04" => Os::Ubuntu2004,
            "ubuntu-22.04" => Os::Ubuntu2204,
            "ubuntu-24.04" => Os::Ubuntu2404,
            _ => return None,
        };
        return Some(plain(os, region));
    }
    written(state, now, region, name).map(built)
}

/// The newest image whose distribution wrote its AMI into this parameter in this region.
fn written<'a>(state: &'a State, now: i64, region: &str, name: &str) -> Option<&'a ImageRun> {
    state
        .images
        .values()
        .filter(|run| Course::of(run).status(now) == ImageStatus::Available)
        .filter(|run| {
            run.distribution
                .iter()
                .flat_map(|distribution| distribution["distributions"].as_array().into_iter().flatten())
                .filter(|place| text(place, "region") == Some(region))
                .flat_map(|place| place["ssmParameterConfigurations"].as_array().into_iter().flatten())
                .any(|parameter| text(parameter, "parameterName") == Some(name))
        })
        .max_by_key(|run| run.created)
}

fn plain(os: Os, region: &str) -> Base {
    Base {
        os,
        known: true,
        ami: ec2("ami", &["public", os.display(), region]),
        software: Vec::new(),
    }
}

fn built(run: &ImageRun) -> Base {
    Base {
        os: run.os,
        known: true,
        ami: run.output_ami(),
        software: run.software.clone(),
    }
}
