//! `recipe/component-outdated`

use ingot_component::{Fix, Severity};

use crate::catalogue::Catalogue;
use crate::names::{Reference, WrittenVersion};
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// Pinned components are the newest.
    ComponentOutdated {
        fn recipe(&self, catalogue: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            for (layer, facts) in site.known_layers() {
                let pinned = match &layer.configuration.component_arn {
                    Reference::Local(local) => local.version.as_ref(),
                    Reference::Arn(arn) => arn.version.as_ref(),
                    _ => None,
                };
                let Some(pinned) = pinned.and_then(WrittenVersion::concrete) else { continue };
                let newest = catalogue.newest_version_of(facts).filter(|newest| *newest > pinned);
                if let Some(newest) = newest {
                    let message = format!("`{}` is pinned to {pinned}; there is {newest}", facts.name);
                    let help = "look at what changed, and pin the newer version";
                    let place = layer.place.at("componentArn");
                    let mut diagnostic = self.at(place, message).with_help(help);
                    let written = layer.configuration.component_arn.to_string();
                    if let Some(name) = written.strip_suffix(&format!("/{pinned}")) {
                        let text = format!("{name}/{newest}");
                        diagnostic = diagnostic.with_fix(Fix::replace(place.source(), place.span(), format!("write `{text}`"), text));
                    }
                    found.add_layer(layer.index, diagnostic);
                }
            }
        }
    },
    id: "recipe/component-outdated",
    title: "pinned components are the newest version",
    severity: Severity::Info,
    reason: "A component that is pinned stays as it is until somebody changes the recipe. It is only worth knowing: there may be a good reason for the older version.",
    bad: r#"--- # inventory
{"components": [{"arn": "arn:aws:imagebuilder:eu-central-1:aws:component/update-linux/1.0.2/1", "name": "update-linux", "version": "1.0.2", "platform": "Linux", "owner": "Amazon", "type": "BUILD", "status": "ACTIVE"}, {"arn": "arn:aws:imagebuilder:eu-central-1:aws:component/update-linux/1.1.0/1", "name": "update-linux", "version": "1.1.0", "platform": "Linux", "owner": "Amazon", "type": "BUILD", "status": "ACTIVE"}]}
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
components:
  - componentArn: arn:aws:imagebuilder:eu-central-1:aws:component/update-linux/1.0.2
"#,
    good: r#"--- # inventory
{"components": [{"arn": "arn:aws:imagebuilder:eu-central-1:aws:component/update-linux/1.0.2/1", "name": "update-linux", "version": "1.0.2", "platform": "Linux", "owner": "Amazon", "type": "BUILD", "status": "ACTIVE"}, {"arn": "arn:aws:imagebuilder:eu-central-1:aws:component/update-linux/1.1.0/1", "name": "update-linux", "version": "1.1.0", "platform": "Linux", "owner": "Amazon", "type": "BUILD", "status": "ACTIVE"}]}
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
components:
  - componentArn: arn:aws:imagebuilder:eu-central-1:aws:component/update-linux/1.1.0
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/ibhow-semantic-versioning.html",
}
