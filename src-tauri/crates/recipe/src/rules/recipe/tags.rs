//! `recipe/tags`

use std::collections::BTreeMap;

use ingot_component::Severity;
use ingot_component::spelling::shorten;

use crate::catalogue::Catalogue;
use crate::resources::{Place, Resource};
use crate::rules::site::Found;
use crate::rules::{Rule, rule};

rule! {
    /// Tags are ones that AWS takes.
    Tags {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let place = resource.place();
            match resource {
                Resource::Component(it) => self.check(place.at("tags"), &it.value.tags, 50, found),
                Resource::ImageRecipe(it) => {
                    self.check(place.at("tags"), &it.value.tags, 50, found);
                    self.check(place.at("amiTags"), &it.value.ami_tags, 50, found);
                }
                Resource::ContainerRecipe(it) => self.check(place.at("tags"), &it.value.tags, 50, found),
                Resource::InfrastructureConfiguration(it) => {
                    self.check(place.at("tags"), &it.value.tags, 50, found);
                    self.check(place.at("resourceTags"), &it.value.resource_tags, 30, found);
                }
                Resource::DistributionConfiguration(it) => {
                    self.check(place.at("tags"), &it.value.tags, 50, found);
                    for (at, entry) in it.value.distributions.iter().enumerate() {
                        let Some(ami) = &entry.ami_distribution_configuration else { continue };
                        let entry = place.at("distributions").item(at).at("amiDistributionConfiguration");
                        self.check(entry.at("amiTags"), &ami.ami_tags, 50, found);
                    }
                }
                Resource::ImagePipeline(it) => {
                    self.check(place.at("tags"), &it.value.tags, 50, found);
                    self.check(place.at("imageTags"), &it.value.image_tags, 50, found);
                }
                Resource::Workspace(_) => {}
            }
        }
    },
    id: "recipe/tags",
    title: "tags have keys and values that AWS takes",
    severity: Severity::Error,
    reason: "AWS takes up to 50 tags, 30 on build instances. A key has 1 to 128 letters, digits, spaces and `_.:/=+-@` and does not start with `aws:`; a value has up to 256 characters.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
amiTags: {"aws:owner": ccoe}
"#,
    good: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
amiTags: {owner: ccoe}
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `TagKey`, `TagValue`, `TagMap`, `ResourceTagMap`",
}

impl Tags {
    fn check(&self, place: Place<'_>, tags: &BTreeMap<String, String>, most: usize, found: &mut Found) {
        if !place.exists() {
            return;
        }
        if tags.len() > most {
            let message = format!("these are {} tags; AWS takes {most}", tags.len());
            found.add(self.at(place.key(), message).with_help("remove what is not needed"));
        }
        if tags.is_empty()
            && place
                .node()
                .is_some_and(|node| node.is_mapping() && node.entries().is_empty())
        {
            found.add(
                self.at(place.key(), "there are no tags in this")
                    .with_help("remove the line"),
            );
        }
        for (key, value) in tags {
            let length = key.chars().count();
            let at = || place.at(key);
            if key.to_ascii_lowercase().starts_with("aws:") {
                let message = format!("`{}` starts with `aws:`, which only AWS may", shorten(key));
                found.add(self.at(at().key(), message).with_help("give the tag another key"));
            } else if length == 0 || length > 128 || !key.chars().all(is_part) {
                let help = "1 to 128 letters, digits, spaces and `_.:/=+-@`";
                let message = format!("`{}` is no key of a tag", shorten(key));
                found.add(self.at(at().key(), message).with_help(help));
            }
            let length = value.chars().count();
            if length > 256 {
                let message = format!("the value of a tag has 256 characters at most, and this has {length}");
                found.add(self.at(at(), message).with_help("shorten it"));
            }
        }
    }
}

fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || c.is_ascii_whitespace() || "_.:/=+-@".contains(c)
}
