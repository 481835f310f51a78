//! `recipe/watermark`

use ingot_component::Severity;
use ingot_component::spelling::shorten;

use crate::catalogue::Catalogue;
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// Watermarks have names that AWS takes.
    Watermark {
        fn recipe(&self, _: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            for (at, name) in site.authored.value.ami_watermarks.iter().enumerate() {
                let place = site.authored.at("amiWatermarks").item(at);
                let inside = |c: char| c.is_ascii_alphanumeric() || "()[]./'@_-".contains(c);
                let edges = [name.chars().next(), name.chars().next_back()];
                let fits = edges.iter().all(|edge| edge.is_some_and(inside)) && name.chars().all(|c| c == ' ' || inside(c));
                if !(3..=128).contains(&name.chars().count()) || !fits {
                    let help = "3 to 128 letters, digits, spaces and `()[]./'@_-`, no space at the ends";
                    let message = format!("`{}` is no name of a watermark", shorten(name));
                    found.add(self.at(place, message).with_help(help));
                }
            }
        }
    },
    id: "recipe/watermark",
    title: "watermarks have names that AWS takes",
    severity: Severity::Error,
    reason: "AWS refuses other names: 3 to 128 letters, digits, spaces and the signs `()[]./'@_-`, with no space at the ends.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
amiWatermarks: ["golden: ubuntu"]
"#,
    good: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
amiWatermarks: ["golden ubuntu"]
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `AmiWatermarkName`",
}
