//! `recipe/working-directory`

use ingot_component::spelling::shorten;
use ingot_component::{Platform, Severity};

use crate::catalogue::Catalogue;
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// The working directory is a place of the platform.
    WorkingDirectory {
        fn recipe(&self, catalogue: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            let Some(directory) = site.authored.value.working_directory.as_deref().filter(|it| !it.is_empty()) else { return };
            let drive = directory.chars().next().is_some_and(|c| c.is_ascii_alphabetic()) && directory.get(1..2) == Some(":");
            let place = site.authored.at("workingDirectory");
            let directory = shorten(directory);
            match site.platform(catalogue) {
                Some(Platform::Windows) if !drive => {
                    let message = format!("`{directory}` is no folder of a Windows image");
                    found.add(self.at(place, message).with_help("write a path with its drive, such as `C:/`"));
                }
                Some(Platform::Linux | Platform::MacOs) if !directory.starts_with('/') => {
                    let message = format!("`{directory}` is no absolute path");
                    found.add(self.at(place, message).with_help("write a path from the root, such as `/var/tmp`"));
                }
                None if !drive && !directory.starts_with('/') => {
                    found.add(self.at(place, format!("`{directory}` is no absolute path")).with_help("write a path from the root"));
                }
                _ => {}
            }
        }
    },
    id: "recipe/working-directory",
    title: "the working directory is an absolute path of the platform",
    severity: Severity::Warning,
    reason: "Image Builder works in this folder on the build and the test instance, `/tmp` or `C:/` without it. A relative path, or one of another platform, is not where anybody looks for it.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
workingDirectory: build
"#,
    good: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
workingDirectory: /var/tmp
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `CreateImageRecipeRequest.workingDirectory`",
}
