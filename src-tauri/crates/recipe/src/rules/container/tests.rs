#![allow(clippy::unwrap_used)]

use ingot_component::{Diagnostic, Severity};
use proptest::prelude::*;

use crate::rules::example::example;

const HEAD: &str = "kind: ContainerRecipe\nname: web\nsemanticVersion: 1.0.0\ncontainerType: DOCKER\nparentImage: \
                    arn:aws:imagebuilder:eu-central-1:aws:image/amazon-linux-2023-x86-latest/x.x.x\ntargetRepository: \
                    {service: ECR, repositoryName: team/web}\n";

fn check(rest: &str) -> Vec<Diagnostic> {
    example(&format!("--- # containers/web.yaml\n{HEAD}{rest}")).diagnostics
}

/// What is wrong with a template, by rule and place.
fn template(lines: &[&str]) -> Vec<String> {
    let lines: String = lines.iter().map(|line| format!("  {line}\n")).collect();
    said(&check(&format!("dockerfileTemplateData: |\n{lines}")))
}

fn said(found: &[Diagnostic]) -> Vec<String> {
    found
        .iter()
        .map(|it| format!("{} {}", it.rule, it.range.start))
        .collect()
}

#[test]
fn stages_before_the_finished_one_start_from_anything() {
    let from = |lines: &[&str]| template(lines);
    let parent = "FROM {{{ imagebuilder:parentImage }}}";
    assert_eq!(
        from(&[
            "FROM golang:1 AS build",
            "RUN go build",
            parent,
            "COPY --from=build /a /a"
        ]),
        Vec::<String>::new()
    );
    assert_eq!(
        from(&[
            "FROM --platform=linux/amd64 {{{ imagebuilder:parentImage }}} AS Base",
            "FROM base"
        ]),
        Vec::<String>::new()
    );
    assert_eq!(from(&[parent, "FROM alpine"]), ["container/from 9:8"]);
    assert_eq!(
        from(&[
            parent,
            "RUN psql -c \"select \\",
            "  FROM users\"",
            "RUN <<EOF",
            "FROM other",
            "EOF"
        ]),
        Vec::<String>::new()
    );
    assert_eq!(from(&["# {{{ imagebuilder:parentImage }}}"]), ["container/from 7:1"]);
}

#[test]
fn placeholders_are_found_however_they_are_spaced_and_told_how_they_are_written() {
    assert_eq!(template(&["FROM {{{imagebuilder:parentImage}}}"]), Vec::<String>::new());
    let found = check(
        "dockerfileTemplateData: |\n  FROM {{ imagebuilder:parentImage }}\n  {{{ imagebuilder:parentimage }}\n  {{{ imagebuilder:secrets }}}\n",
    );
    insta::assert_json_snapshot!(found);
    let mended = found[0].fix.as_ref().unwrap();
    assert_eq!(mended.edits[0].text, "{{{ imagebuilder:parentImage }}}");
}

#[test]
fn a_template_in_quotes_is_read_as_well() {
    let quoted = "dockerfileTemplateData: \"FROM {{{ imagebuilder:parentImage }}}\\nFROM alpine\\n\"\n";
    assert_eq!(said(&check(quoted)), ["container/from 7:70"]);
}

#[test]
fn settings_and_components_are_needed_once_there_are_components() {
    let layers = "components:\n  - componentArn: arn:aws:imagebuilder:eu-central-1:aws:component/update-linux/x.x.x\n";
    let bare = "dockerfileTemplateData: |\n  FROM {{{ imagebuilder:parentImage }}}\n";
    assert_eq!(said(&check(bare)), Vec::<String>::new());
    assert_eq!(
        said(&check(&format!("{bare}{layers}"))),
        ["container/placeholder-missing 7:1", "container/placeholder-missing 7:1"]
    );
}

#[test]
fn layers_are_checked_like_those_of_image_recipes() {
    let component = "--- # components/iis.yaml\nkind: Component\nname: iis\nsemanticVersion: 1.0.0\nplatform: Windows\ndata: \
                     |\n  schemaVersion: 1.0\n  phases:\n    - name: build\n      steps:\n        - name: Hi\n          action: \
                     ExecutePowerShell\n          inputs: {commands: [\"$x = 1\"]}\n";
    let template = "dockerfileTemplateUri: s3://bucket/Dockerfile\nplatformOverride: Linux\n";
    let layers = "components:\n  - componentArn: Component/iis\n  - componentArn: Component/iis\n  - componentArn: Component/iss\n";
    let found = example(&format!(
        "--- # containers/web.yaml\n{HEAD}{template}{layers}{component}"
    ))
    .diagnostics;
    let mut found = said(&found);
    found.retain(|it| it.starts_with("recipe/"));
    assert_eq!(
        found,
        [
            "recipe/platform-mismatch 10:19",
            "recipe/component-twice 11:19",
            "recipe/platform-mismatch 11:19",
            "recipe/component-unknown 12:19"
        ]
    );
}

#[test]
fn a_pipeline_refers_to_a_container_recipe_that_exists() {
    let pipeline = |name: &str| {
        let template = "dockerfileTemplateUri: s3://bucket/Dockerfile\n";
        let text = format!(
            "--- # containers/web.yaml\n{HEAD}{template}--- # infrastructure/build.yaml\nkind: \
             InfrastructureConfiguration\nname: build\ninstanceProfileName: EC2InstanceProfileForImageBuilder\n--- # \
             pipelines/web.yaml\nkind: ImagePipeline\nname: web\ncontainerRecipeArn: \
             ContainerRecipe/{name}\ninfrastructureConfigurationArn: InfrastructureConfiguration/build\n"
        );
        example(&text).diagnostics
    };
    assert_eq!(pipeline("web"), []);
    let found = pipeline("wep");
    assert_eq!(
        found[0].message,
        "there is no container recipe `wep` in this workspace or the account"
    );
    assert_eq!(found[0].help.as_deref(), Some("did you mean `ContainerRecipe/web`?"));
}

#[test]
fn only_a_public_image_is_certain_to_need_its_platform() {
    let parent = |image: &str| {
        let text = HEAD.replace(
            "arn:aws:imagebuilder:eu-central-1:aws:image/amazon-linux-2023-x86-latest/x.x.x",
            image,
        );
        let text = format!("--- # containers/web.yaml\n{text}dockerfileTemplateUri: s3://bucket/Dockerfile\n");
        example(&text).diagnostics.first().map(|it| it.severity)
    };
    assert_eq!(
        parent("public.ecr.aws/amazonlinux/amazonlinux:2023"),
        Some(Severity::Error)
    );
    assert_eq!(
        parent("123456789012.dkr.ecr.eu-central-1.amazonaws.com/base:1"),
        Some(Severity::Warning)
    );
    assert_eq!(parent("ContainerRecipe/web"), None);
}

proptest! {
    #[test]
    fn any_template_is_checked(text in "(FROM |AS |\\{\\{|\\{|\\}\\}|\\}|imagebuilder:|parentImage|components|<<EOF|é|\\n|\\\\| ){0,40}") {
        let quoted = serde_json::to_string(&text).unwrap();
        check(&format!("dockerfileTemplateData: {quoted}\n"));
    }
}

#[test]
fn a_container_recipe_is_no_parent_of_an_image_recipe() {
    let template = "dockerfileTemplateUri: s3://bucket/Dockerfile\n";
    let image = "--- # recipes/api.yaml\nkind: ImageRecipe\nname: api\nsemanticVersion: 1.0.0\nparentImage: ContainerRecipe/web\n";
    let found = example(&format!("--- # containers/web.yaml\n{HEAD}{template}{image}")).diagnostics;
    assert_eq!(said(&found), ["lineage/parent-unknown 4:14"]);
}

#[test]
fn hostile_container_recipes_are_read_to_their_end() {
    let long = "{{{ imagebuilder:parentimage }}} ".repeat(20_000);
    let found = check(&format!(
        "dockerfileTemplateData: \"{long}\"\ncomponents: [[[]], {{}}, 1]\ninstanceConfiguration: []\ntags: {{a: {{}}}}\n"
    ));
    assert!(found.len() < 200, "{}", found.len());
    for field in [
        "name",
        "parentImage",
        "targetRepository",
        "components",
        "dockerfileTemplateData",
        "platformOverride",
    ] {
        for value in ["", "[]", "{}", "null", "\"\\0\"", "1e9", "!!binary x", "&a [*a]"] {
            check(&format!("{field}: {value}\n"));
        }
    }
}
