//! `infrastructure/mixed-architectures`

use ingot_component::Severity;
use ingot_component::spelling::shorten;

use crate::catalogue::Catalogue;
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// All instance types run the same images.
    MixedArchitectures {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::InfrastructureConfiguration(it) = resource else { return };
            let known = it.value.instance_types.iter().enumerate();
            let mut known = known.filter_map(|(at, name)| Some((at, name, architecture(name)?)));
            let Some((first, first_name, of_first)) = known.next() else { return };
            if let Some((at, name, other)) = known.find(|(_, _, other)| *other != of_first) {
                let earlier = it.at("instanceTypes").item(first);
                let message = format!("`{}` is {other} and `{}` is {of_first}; no image runs on both", shorten(name), shorten(first_name));
                let diagnostic = self
                    .at(it.at("instanceTypes").item(at), message)
                    .with_help("make an infrastructure configuration for each architecture")
                    .with_related(earlier.source(), earlier.span(), "the other one is here");
                found.add(diagnostic);
            }
        }
    },
    id: "infrastructure/mixed-architectures",
    title: "all instance types of a list are of one architecture",
    severity: Severity::Warning,
    reason: "Image Builder takes whichever of the types is available. An image is made for one architecture, so that a build now and then cannot start.",
    bad: r#"--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: EC2InstanceProfileForImageBuilder
instanceTypes: [m6i.large, m6g.large]
"#,
    good: r#"--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: EC2InstanceProfileForImageBuilder
instanceTypes: [m6i.large, m5.large]
"#,
    source: "https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html; botocore imagebuilder/2019-12-02 service-2.json, `CreateInfrastructureConfigurationRequest.instanceTypes`",
}

/// The architecture of an instance type, where its name tells it: a `g` behind the generation is
/// AWS Graviton, `a` AMD, `i` Intel, and before there was a choice all were Intel.
pub(in crate::rules) fn architecture(name: &str) -> Option<&'static str> {
    let (family, _) = name.split_once('.')?;
    let series = family.trim_start_matches(|c: char| c.is_ascii_lowercase());
    let digits = series.trim_start_matches(|c: char| c.is_ascii_digit());
    let generation: u32 = series.strip_suffix(digits)?.parse().ok()?;
    let letters = family.strip_suffix(series)?;
    match (letters, digits.chars().next()) {
        // Macs and the Grace superchip are named otherwise.
        ("mac" | "p" | "u", _) => None,
        ("a", _) | (_, Some('g')) => Some("arm64"),
        (_, Some('a' | 'i')) => Some("x86_64"),
        ("c" | "m" | "r" | "t" | "i" | "d" | "x" | "z" | "g" | "h", _) if generation <= 5 => Some("x86_64"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::architecture;

    #[test]
    fn names_of_instance_types_tell_the_architecture_or_nothing() {
        for arm in [
            "t4g.large",
            "m6gd.xlarge",
            "c7gn.2xlarge",
            "a1.medium",
            "g5g.xlarge",
            "im4gn.large",
            "x2gd.large",
            "i8ge.large",
        ] {
            assert_eq!(architecture(arm), Some("arm64"), "{arm}");
        }
        for x86 in [
            "t3.large",
            "t3a.large",
            "m5.large",
            "m6i.large",
            "c7i-flex.large",
            "r6a.large",
            "g4dn.xlarge",
            "m5zn.large",
            "x2idn.16xlarge",
        ] {
            assert_eq!(architecture(x86), Some("x86_64"), "{x86}");
        }
        for unknown in [
            "mac2.metal",
            "p6e-gb200.36xlarge",
            "u-6tb1.metal",
            "trn1.2xlarge",
            "large",
            "",
            "m99q.large",
            "7.large",
        ] {
            assert_eq!(architecture(unknown), None, "{unknown}");
        }
    }
}
