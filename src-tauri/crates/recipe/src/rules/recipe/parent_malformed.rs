//! `recipe/parent-malformed`

use ingot_component::Severity;
use ingot_component::spelling::shorten;

use crate::catalogue::Catalogue;
use crate::names::Reference;
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// A parent that looks like one is one.
    ParentMalformed {
        fn recipe(&self, _: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            let parent = &site.authored.value.parent_image;
            let (message, help) = match parent {
                Reference::Ami(id) if !is_ami(id) => {
                    (format!("`{}` is no id of an AMI", shorten(id)), "an id is `ami-` and 17 or 8 digits and letters a to f")
                }
                Reference::SsmParameter(name) if !is_parameter(name) => {
                    let help = "behind `ssm:` stands the name of a parameter, such as `/imagebuilder/golden/latest`, or its ARN";
                    (format!("`{}` is no parameter", shorten(name)), help)
                }
                _ => return,
            };
            found.add(self.at(site.authored.at("parentImage"), message).with_help(help));
        }
    },
    id: "recipe/parent-malformed",
    title: "the id of a parent AMI and the name of a parameter are ones",
    severity: Severity::Error,
    reason: "AWS refuses a parent image that it cannot look up: an id of an AMI has 8 or 17 hexadecimal digits, and a parameter has a name or an ARN.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: "ssm: /imagebuilder/golden/latest"
"#,
    good: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/golden/latest
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `CreateImageRecipeRequest.parentImage`; https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html",
}

fn is_ami(id: &str) -> bool {
    let digits = id.strip_prefix("ami-").unwrap_or_default();
    matches!(digits.len(), 8 | 17) && digits.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'a'..=b'f'))
}

fn is_parameter(parameter: &str) -> bool {
    let name = if parameter.starts_with("arn:") {
        let mut parts = parameter.splitn(6, ':').skip(2);
        let service = parts.next();
        match (service, parts.nth(2).and_then(|rest| rest.strip_prefix("parameter/"))) {
            (Some("ssm"), Some(name)) => name,
            _ => return false,
        }
    } else {
        parameter
    };
    // Behind a name a version or a label may stand.
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "_.-/:".contains(c))
}
