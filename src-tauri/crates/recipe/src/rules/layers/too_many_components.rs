//! `recipe/too-many-components`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// Not more layers than the default quota.
    TooManyComponents {
        fn recipe(&self, _: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            if let Some(layer) = site.layers.get(QUOTA) {
                let message = format!("the recipe has {} components; AWS takes {QUOTA} unless the quota was raised", site.layers.len());
                let help = "move some into a golden image below, join small ones, or ask AWS to raise the quota";
                found.add_layer(layer.index, self.at(layer.place.head(), message).with_help(help));
            }
        }
    },
    id: "recipe/too-many-components",
    title: "a recipe has at most 20 components",
    severity: Severity::Warning,
    reason: "The default quota is 20 components a recipe. It can be raised for an account, which a file cannot know.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
components:
  - componentArn: arn:aws:imagebuilder:eu-central-1:aws:component/update-0/x.x.x
  - componentArn: arn:aws:imagebuilder:eu-central-1:aws:component/update-1/x.x.x
  - componentArn: arn:aws:imagebuilder:eu-central-1:aws:component/update-2/x.x.x
  - componentArn: arn:aws:imagebuilder:eu-central-1:aws:component/update-3/x.x.x
  - componentArn: arn:aws:imagebuilder:eu-central-1:aws:component/update-4/x.x.x
  - componentArn: arn:aws:imagebuilder:eu-central-1:aws:component/update-5/x.x.x
  - componentArn: arn:aws:imagebuilder:eu-central-1:aws:component/update-6/x.x.x
  - componentArn: arn:aws:imagebuilder:eu-central-1:aws:component/update-7/x.x.x
  - componentArn: arn:aws:imagebuilder:eu-central-1:aws:component/update-8/x.x.x
  - componentArn: arn:aws:imagebuilder:eu-central-1:aws:component/update-9/x.x.x
  - componentArn: arn:aws:imagebuilder:eu-central-1:aws:component/update-10/x.x.x
  - componentArn: arn:aws:imagebuilder:eu-central-1:aws:component/update-11/x.x.x
  - componentArn: arn:aws:imagebuilder:eu-central-1:aws:component/update-12/x.x.x
  - componentArn: arn:aws:imagebuilder:eu-central-1:aws:component/update-13/x.x.x
  - componentArn: arn:aws:imagebuilder:eu-central-1:aws:component/update-14/x.x.x
  - componentArn: arn:aws:imagebuilder:eu-central-1:aws:component/update-15/x.x.x
  - componentArn: arn:aws:imagebuilder:eu-central-1:aws:component/update-16/x.x.x
  - componentArn: arn:aws:imagebuilder:eu-central-1:aws:component/update-17/x.x.x
  - componentArn: arn:aws:imagebuilder:eu-central-1:aws:component/update-18/x.x.x
  - componentArn: arn:aws:imagebuilder:eu-central-1:aws:component/update-19/x.x.x
  - componentArn: arn:aws:imagebuilder:eu-central-1:aws:component/update-20/x.x.x
"#,
    good: r#"--- # components/hello.yaml
kind: Component
name: hello
semanticVersion: 1.0.0
platform: Linux
data: |
  schemaVersion: 1.0
  phases:
    - name: build
      steps:
        - name: Hello
          action: ExecuteBash
          inputs: {commands: ["echo hello"]}
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
components:
  - componentArn: Component/hello
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-recipes.html",
}

/// Components per recipe.
const QUOTA: usize = 20;
