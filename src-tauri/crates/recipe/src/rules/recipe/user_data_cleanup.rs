//! `recipe/user-data-cleanup`

use ingot_component::{Platform, Severity};

use crate::catalogue::Catalogue;
use crate::rules::recipe::user_data::{decode, user_data};
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// User data asks for the clean-up.
    UserDataCleanup {
        fn recipe(&self, catalogue: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            let Some(script) = user_data(site).and_then(decode) else { return };
            if site.platform(catalogue) != Some(Platform::Windows) && !script.contains("perform_cleanup") {
                let message = "with this user data Image Builder does not clean the image up";
                let help = "have the user data make an empty file `perform_cleanup` in the working directory";
                let place = site.authored.at("additionalInstanceConfiguration").at("userDataOverride");
                found.add(self.at(place, message).with_help(help));
            }
        }
    },
    id: "recipe/user-data-cleanup",
    title: "user data of its own asks for the clean-up of the image",
    severity: Severity::Info,
    reason: "Before a Linux image is made, Image Builder removes keys, histories and logs of the build. User data of the recipe's own switches that off, unless it makes a file called `perform_cleanup` in the working directory.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
additionalInstanceConfiguration:
  userDataOverride: IyEvYmluL2Jhc2gKZWNobyBoaQo=
"#,
    good: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
additionalInstanceConfiguration:
  userDataOverride: IyEvYmluL2Jhc2gKdG91Y2ggcGVyZm9ybV9jbGVhbnVwCg==
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/security-best-practices.html",
}
