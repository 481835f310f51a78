#![allow(clippy::unwrap_used, clippy::panic)]

use super::*;
use crate::inventory::{
    CloudComponent, CloudDistribution, CloudImage, CloudImageRecipe, CloudInfrastructure, CloudPipeline,
};
use crate::testing::{OVERLAY, files, synced, with_inventory};

fn plan_of(text: &str, inventory: &Inventory, targets: &[&str]) -> Plan {
    let catalogue = with_inventory(text, inventory.clone()).catalogue;
    let targets: Vec<String> = targets.iter().map(|&target| target.to_owned()).collect();
    plan(
        &catalogue,
        inventory,
        &targets,
        &"123456789012".parse().unwrap(),
        &"eu-central-1".parse().unwrap(),
    )
    .unwrap()
}

/// What AWS holds after `plan` was carried out; its answers carry the defaults that AWS fills in.
fn publish(plan: &Plan, mut inventory: Inventory) -> Inventory {
    for item in &plan.items {
        if !matches!(item.action, Action::Create | Action::Update) {
            continue;
        }
        let arn = item.arn.clone().unwrap();
        match item.request.clone() {
            Request::Component(it) => inventory.components.push(CloudComponent {
                arn,
                name: it.name,
                version: it.semantic_version,
                platform: it.platform.to_string(),
                description: it.description,
                supported_os_versions: it.supported_os_versions,
                data: it.data,
                ..Default::default()
            }),
            Request::ImageRecipe(mut recipe) => {
                recipe.working_directory.get_or_insert("/tmp".into());
                for layer in &mut recipe.components {
                    if let Reference::Arn(arn) = &mut layer.component_arn
                        && arn.version.as_ref().is_some_and(|version| !version.is_wildcard())
                    {
                        arn.build = Some(1);
                    }
                }
                inventory.image_recipes.push(CloudImageRecipe {
                    arn,
                    recipe,
                    ..Default::default()
                });
            }
            Request::InfrastructureConfiguration(mut configuration) => {
                configuration.terminate_instance_on_failure.get_or_insert(true);
                configuration.security_group_ids.reverse();
                inventory.infrastructures.retain(|it| it.arn != arn);
                inventory.infrastructures.push(CloudInfrastructure {
                    arn,
                    configuration,
                    ..Default::default()
                });
            }
            Request::DistributionConfiguration(mut configuration) => {
                configuration.distributions.reverse();
                inventory.distributions.retain(|it| it.arn != arn);
                inventory.distributions.push(CloudDistribution {
                    arn,
                    configuration,
                    ..Default::default()
                });
            }
            Request::ImagePipeline(mut pipeline) => {
                pipeline.enhanced_image_metadata_enabled.get_or_insert(true);
                inventory.pipelines.retain(|it| it.arn != arn);
                inventory.pipelines.push(CloudPipeline {
                    arn,
                    pipeline,
                    ..Default::default()
                });
            }
        }
    }
    inventory
}

fn lines(plan: &Plan) -> String {
    let mut text = String::new();
    for item in &plan.items {
        let version = item
            .version
            .as_ref()
            .map(|version| format!(" {version}"))
            .unwrap_or_default();
        let action = format!("{:?}", item.action).to_lowercase();
        text += &format!(
            "{action} {} {}{version}: {}\n  {}\n",
            item.kind,
            item.name,
            item.reason,
            item.arn.as_deref().unwrap_or("-")
        );
        for change in &item.changes {
            let show = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
            text += &format!("    {}: {} -> {}\n", change.field, show(&change.from), show(&change.to));
        }
    }
    for problem in &plan.problems {
        text += &format!("problem {}:{} {}\n", problem.file, problem.range.start, problem.message);
    }
    for needed in &plan.needs_build {
        text += &format!(
            "build {} {} by {}\n",
            needed.recipe,
            needed.version,
            needed.pipelines.join(", ")
        );
    }
    text
}

#[test]
fn publishing_an_overlay_into_an_empty_account() {
    insta::assert_snapshot!(lines(&plan_of(OVERLAY, &synced(), &["web"])), @r#"
    create Component sshd 1.4.0: this version is not in AWS yet
      arn:aws:imagebuilder:eu-central-1:123456789012:component/sshd/1.4.0/1
    create Component sshd-test 1.0.0: this version is not in AWS yet
      arn:aws:imagebuilder:eu-central-1:123456789012:component/sshd-test/1.0.0/1
    create Component openjdk 21.0.1: this version is not in AWS yet
      arn:aws:imagebuilder:eu-central-1:123456789012:component/openjdk/21.0.1/1
    create ImageRecipe golden 1.2.0: this version is not in AWS yet
      arn:aws:imagebuilder:eu-central-1:123456789012:image-recipe/golden/1.2.0
    create ImageRecipe web 2.0.0: this version is not in AWS yet
      arn:aws:imagebuilder:eu-central-1:123456789012:image-recipe/web/2.0.0
    create InfrastructureConfiguration build: it is not in AWS yet
      arn:aws:imagebuilder:eu-central-1:123456789012:infrastructure-configuration/build
    create DistributionConfiguration web: it is not in AWS yet
      arn:aws:imagebuilder:eu-central-1:123456789012:distribution-configuration/web
    create ImagePipeline golden: it is not in AWS yet
      arn:aws:imagebuilder:eu-central-1:123456789012:image-pipeline/golden
    create ImagePipeline web: it is not in AWS yet
      arn:aws:imagebuilder:eu-central-1:123456789012:image-pipeline/web
    build golden 1.2.0 by golden
    "#);
}

#[test]
fn requests_have_arns_where_files_have_references() {
    let plan = plan_of(OVERLAY, &synced(), &["web"]);
    let requests: Vec<_> = plan
        .items
        .iter()
        .filter(|item| matches!(item.kind, Kind::ImageRecipe | Kind::ImagePipeline))
        .map(|item| {
            item.request
                .references()
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("\n  ")
        })
        .collect();
    insta::assert_snapshot!(requests.join("\n"), @r#"
    arn:aws:imagebuilder:eu-central-1:123456789012:component/sshd/1.4.0
      arn:aws:imagebuilder:eu-central-1:123456789012:component/sshd-test/1.0.0
      ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
    arn:aws:imagebuilder:eu-central-1:123456789012:component/openjdk/21.x.x
      arn:aws:imagebuilder:eu-central-1:123456789012:image/golden/1.x.x
    arn:aws:imagebuilder:eu-central-1:123456789012:image-recipe/golden/1.2.0
      arn:aws:imagebuilder:eu-central-1:123456789012:infrastructure-configuration/build
    arn:aws:imagebuilder:eu-central-1:123456789012:image-recipe/web/2.0.0
      arn:aws:imagebuilder:eu-central-1:123456789012:infrastructure-configuration/build
      arn:aws:imagebuilder:eu-central-1:123456789012:distribution-configuration/web
    "#);
}

#[test]
fn a_second_publish_has_nothing_to_do() {
    let first = plan_of(OVERLAY, &synced(), &[]);
    assert_eq!(first.changes(), first.items.len());
    let second = plan_of(OVERLAY, &publish(&first, synced()), &[]);
    assert_eq!(second.changes(), 0, "{}", lines(&second));
    assert!(!second.is_blocked(), "{}", lines(&second));
}

#[test]
fn other_content_under_a_published_version_is_blocked_with_the_next_free_one() {
    let mut published = publish(&plan_of(OVERLAY, &synced(), &[]), synced());
    published.components.push(CloudComponent {
        arn: "arn:aws:imagebuilder:eu-central-1:123456789012:component/sshd/1.4.1/1".into(),
        version: "1.4.1".into(),
        ..Default::default()
    });
    let changed = OVERLAY
        .replace("set -e\n", "set -eu\n")
        .replace("volumeSize: 30", "volumeSize: 40");
    insta::assert_snapshot!(lines(&plan_of(&changed, &published, &["web"])), @r#"
    blocked Component sshd 1.4.0: cannot publish sshd 1.4.0: the version exists with other content; bump it to 1.4.2
      arn:aws:imagebuilder:eu-central-1:123456789012:component/sshd/1.4.0/1
        data: line 17: set -e -> line 17: set -eu
    unchanged Component sshd-test 1.0.0: AWS holds the same
      arn:aws:imagebuilder:eu-central-1:123456789012:component/sshd-test/1.0.0/1
    unchanged Component openjdk 21.0.1: AWS holds the same
      arn:aws:imagebuilder:eu-central-1:123456789012:component/openjdk/21.0.1/1
    unchanged ImageRecipe golden 1.2.0: AWS holds the same
      arn:aws:imagebuilder:eu-central-1:123456789012:image-recipe/golden/1.2.0
    blocked ImageRecipe web 2.0.0: cannot publish web 2.0.0: the version exists with other content; bump it to 2.0.1
      arn:aws:imagebuilder:eu-central-1:123456789012:image-recipe/web/2.0.0
        blockDeviceMappings[/dev/sda1].ebs.volumeSize: 30 -> 40
    unchanged InfrastructureConfiguration build: AWS holds the same
      arn:aws:imagebuilder:eu-central-1:123456789012:infrastructure-configuration/build
    unchanged DistributionConfiguration web: AWS holds the same
      arn:aws:imagebuilder:eu-central-1:123456789012:distribution-configuration/web
    unchanged ImagePipeline golden: AWS holds the same
      arn:aws:imagebuilder:eu-central-1:123456789012:image-pipeline/golden
    unchanged ImagePipeline web: AWS holds the same
      arn:aws:imagebuilder:eu-central-1:123456789012:image-pipeline/web
    build golden 1.2.0 by golden
    "#);
}

#[test]
fn an_update_names_what_it_clears() {
    let published = publish(&plan_of(OVERLAY, &synced(), &[]), synced());
    let changed = OVERLAY
        .replace(
            "schedule:\n  scheduleExpression: cron(0 6 ? * mon *)\n  timezone: Europe/Berlin\n",
            "",
        )
        .replace("instanceTypes: [m6i.large]", "instanceTypes: [m6i.xlarge]")
        .replace("      launchPermission: {userIds: [\"210987654321\"]}\n", "")
        .replace("semanticVersion: 2.0.0", "semanticVersion: 2.1.0");
    let plan = plan_of(&changed, &published, &["web"]);
    let pipeline = plan
        .items
        .iter()
        .find(|item| item.kind == Kind::ImagePipeline && item.name == "web")
        .unwrap();
    assert_eq!(pipeline.clears, ["schedule"]);
    insta::assert_snapshot!(lines(&plan), @r#"
    unchanged Component sshd 1.4.0: AWS holds the same
      arn:aws:imagebuilder:eu-central-1:123456789012:component/sshd/1.4.0/1
    unchanged Component sshd-test 1.0.0: AWS holds the same
      arn:aws:imagebuilder:eu-central-1:123456789012:component/sshd-test/1.0.0/1
    unchanged Component openjdk 21.0.1: AWS holds the same
      arn:aws:imagebuilder:eu-central-1:123456789012:component/openjdk/21.0.1/1
    unchanged ImageRecipe golden 1.2.0: AWS holds the same
      arn:aws:imagebuilder:eu-central-1:123456789012:image-recipe/golden/1.2.0
    create ImageRecipe web 2.1.0: this version is not in AWS yet
      arn:aws:imagebuilder:eu-central-1:123456789012:image-recipe/web/2.1.0
    update InfrastructureConfiguration build: instanceTypes differs
      arn:aws:imagebuilder:eu-central-1:123456789012:infrastructure-configuration/build
        instanceTypes: m6i.large -> m6i.xlarge
    update DistributionConfiguration web: distributions[eu-west-1].amiDistributionConfiguration.launchPermission differs; the update clears distributions[eu-west-1].amiDistributionConfiguration.launchPermission
      arn:aws:imagebuilder:eu-central-1:123456789012:distribution-configuration/web
        distributions[eu-west-1].amiDistributionConfiguration.launchPermission: {"userIds":["210987654321"]} -> nothing
    unchanged ImagePipeline golden: AWS holds the same
      arn:aws:imagebuilder:eu-central-1:123456789012:image-pipeline/golden
    update ImagePipeline web: 2 fields differ; the update clears schedule
      arn:aws:imagebuilder:eu-central-1:123456789012:image-pipeline/web
        imageRecipeArn: arn:aws:imagebuilder:eu-central-1:123456789012:image-recipe/web/2.0.0 -> arn:aws:imagebuilder:eu-central-1:123456789012:image-recipe/web/2.1.0
        schedule: {"scheduleExpression":"cron(0 6 ? * mon *)","timezone":"Europe/Berlin"} -> nothing
    build golden 1.2.0 by golden
    "#);
}

#[test]
fn errors_block_their_resource_and_what_needs_it() {
    let broken = OVERLAY.replace(
        "uri: document.yaml\n--- # components/openjdk/document.yaml",
        "--- # components/openjdk/document.yaml",
    );
    insta::assert_snapshot!(lines(&plan_of(&broken, &synced(), &["web"])), @r#"
    create Component sshd 1.4.0: this version is not in AWS yet
      arn:aws:imagebuilder:eu-central-1:123456789012:component/sshd/1.4.0/1
    create Component sshd-test 1.0.0: this version is not in AWS yet
      arn:aws:imagebuilder:eu-central-1:123456789012:component/sshd-test/1.0.0/1
    blocked Component openjdk 21.0.1: components/openjdk/component.yaml has an error: the component has no document
      arn:aws:imagebuilder:eu-central-1:123456789012:component/openjdk/21.0.1/1
    create ImageRecipe golden 1.2.0: this version is not in AWS yet
      arn:aws:imagebuilder:eu-central-1:123456789012:image-recipe/golden/1.2.0
    blocked ImageRecipe web 2.0.0: needs the component openjdk 21.0.1, which cannot be published
      arn:aws:imagebuilder:eu-central-1:123456789012:image-recipe/web/2.0.0
    create InfrastructureConfiguration build: it is not in AWS yet
      arn:aws:imagebuilder:eu-central-1:123456789012:infrastructure-configuration/build
    create DistributionConfiguration web: it is not in AWS yet
      arn:aws:imagebuilder:eu-central-1:123456789012:distribution-configuration/web
    create ImagePipeline golden: it is not in AWS yet
      arn:aws:imagebuilder:eu-central-1:123456789012:image-pipeline/golden
    blocked ImagePipeline web: needs the recipe web 2.0.0, which cannot be published
      arn:aws:imagebuilder:eu-central-1:123456789012:image-pipeline/web
    problem components/openjdk/component.yaml:2:7 the component has no document
    build golden 1.2.0 by golden
    "#);
}

#[test]
fn a_document_beyond_the_inline_limit_is_blocked() {
    let long = OVERLAY.replace("echo {{ HeapSize }}", &"x".repeat(16_001));
    let plan = plan_of(&long, &synced(), &["web"]);
    let item = plan.items.iter().find(|item| item.name == "openjdk").unwrap();
    assert_eq!(item.action, Action::Blocked);
    assert!(item.reason.contains("AWS takes 16000 inline"), "{}", item.reason);
}

#[test]
fn a_built_golden_parent_needs_no_build() {
    let built = Inventory {
        images: vec![CloudImage {
            arn: "arn:aws:imagebuilder:eu-central-1:123456789012:image/golden/1.2.0/1".into(),
            status: "AVAILABLE".into(),
            ..Default::default()
        }],
        ..synced()
    };
    assert_eq!(plan_of(OVERLAY, &built, &["web"]).needs_build, []);
}

#[test]
fn a_target_that_does_not_exist_is_told_with_what_was_meant() {
    let catalogue = files(OVERLAY).catalogue;
    let (account, region) = ("123456789012".parse().unwrap(), "eu-central-1".parse().unwrap());
    let error = plan(&catalogue, &synced(), &["goldn".into()], &account, &region).unwrap_err();
    assert_eq!(error.to_string(), "there is no recipe `goldn` in this workspace");
    assert_eq!(error.nearest.as_deref(), Some("ImageRecipe/golden"));
}

#[test]
fn container_recipes_and_their_pipelines_are_passed_over_with_a_word() {
    let text = format!(
        "{OVERLAY}--- # containers/api.yaml\nkind: ContainerRecipe\nname: api\nsemanticVersion: 1.0.0\ncontainerType: \
         DOCKER\nparentImage: amazonlinux:2023\n--- # pipelines/api.yaml\nkind: ImagePipeline\nname: \
         api\ncontainerRecipeArn: ContainerRecipe/api\ninfrastructureConfigurationArn: InfrastructureConfiguration/build\n"
    );
    let plan = plan_of(&text, &synced(), &[]);
    assert!(!plan.is_blocked() && plan.items.iter().all(|item| item.name != "api"));
    let left_out: Vec<_> = plan.left_out.iter().map(|it| (it.kind, it.file.as_str())).collect();
    assert_eq!(
        left_out,
        [
            (Kind::ContainerRecipe, "containers/api.yaml"),
            (Kind::ImagePipeline, "pipelines/api.yaml")
        ]
    );
    assert_eq!(plan_of(&text, &synced(), &["web"]).left_out, []);
    let published = text.replace(
        "containerRecipeArn: ContainerRecipe/api",
        "containerRecipeArn: arn:aws:imagebuilder:eu-central-1:123456789012:container-recipe/api/1.0.0",
    );
    assert!(
        plan_of(&published, &synced(), &[])
            .items
            .iter()
            .any(|item| item.name == "api")
    );
}
