//! Requests that AWS's documentation shows, read as resource files: every field of theirs must be
//! known. The documents are not part of the repository.
#![allow(clippy::unwrap_used, clippy::print_stderr, clippy::disallowed_methods)]

use std::path::Path;

use ingot_component::Source;

const SAMPLES: &[(&str, &str)] = &[
    ("cli-create-image-pipeline.0.json", "ImagePipeline"),
    ("create-infra-config.0.json", "InfrastructureConfiguration"),
    ("cr-upd-ami-distribution-settings.0.json", "DistributionConfiguration"),
    ("cr-upd-ami-distribution-settings.1.json", "DistributionConfiguration"),
    ("dist-using-launch-template.0.json", "DistributionConfiguration"),
    ("create-image-recipes.1.json", "ImageRecipe"),
    ("create-image-recipes.2.json", "ImageRecipe"),
];

/// What the samples really have wrong.
const WRONG: &[&str] = &[
    // `component/bb$`
    "create-image-recipes.1.json recipe/malformed-reference",
];

#[test]
fn requests_of_the_documentation_are_resource_files() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../../shared/corpora/api-samples-from-guide/awsdocs__ec2-image-builder-user-guide");
    if !folder.exists() {
        eprintln!("skipped: there are no corpora beside the repository");
        return;
    }
    let mut found = Vec::new();
    for (name, kind) in SAMPLES {
        let json = std::fs::read_to_string(folder.join(name)).unwrap();
        let (_, body) = json.split_once('{').unwrap();
        let source = Source::new(*name, format!("{{\"kind\": \"{kind}\", {body}"));
        let reading = ingot_recipe::read(&source);
        assert!(reading.resource.is_some(), "{name}");
        for diagnostic in reading.diagnostics {
            if !diagnostic.message.contains("`clientToken`") {
                eprintln!("{name} {} {}", diagnostic.range.start, diagnostic.message);
                found.push(format!("{name} {}", diagnostic.rule));
            }
        }
    }
    assert_eq!(found, WRONG);
}
