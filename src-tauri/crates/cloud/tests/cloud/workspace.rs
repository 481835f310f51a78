//! A small workspace and the plans made of it.

use std::sync::Arc;

use ingot_cloud::{Cloud, InventoryReading};
use ingot_component::Source;
use ingot_recipe::catalogue::CatalogueBuilder;
use ingot_recipe::{FileKind, Inventory, Plan, plan, read};
use tokio_util::sync::CancellationToken;

/// A golden image with one component, and an overlay on it with another.
pub const WORKSPACE: &str = r#"
--- # sshd/component.yaml
kind: Component
name: sshd-hardening
semanticVersion: 1.0.0
platform: Linux
description: Hardens the SSH daemon.
uri: document.yaml
tags: {Owner: ccoe}
--- # sshd/document.yaml
schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Configure
        action: ExecuteBash
        inputs: {commands: ["echo PermitRootLogin no >> /etc/ssh/sshd_config"]}
--- # openjdk/component.yaml
kind: Component
name: OpenJDK runtime
semanticVersion: 2.1.0
platform: Linux
uri: document.yaml
--- # openjdk/document.yaml
schemaVersion: 1.0
parameters:
  - HeapSize: {type: string}
phases:
  - name: build
    steps:
      - name: Install
        action: ExecuteBash
        inputs: {commands: ["apt-get install -y openjdk-17-jre-headless", "echo {{ HeapSize }}"]}
--- # golden.yaml
kind: ImageRecipe
name: golden-ubuntu
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
components:
  - componentArn: Component/sshd-hardening
--- # web.yaml
kind: ImageRecipe
name: payments-web
semanticVersion: 3.0.0
parentImage: ImageRecipe/golden-ubuntu
components:
  - componentArn: arn:aws:imagebuilder:eu-west-1:aws:component/update-linux/x.x.x
  - componentArn: Component/OpenJDK runtime
    parameters:
      - name: HeapSize
        value: [512m]
blockDeviceMappings:
  - deviceName: /dev/sda1
    ebs: {volumeSize: 20, volumeType: gp3, encrypted: true}
--- # infrastructure.yaml
kind: InfrastructureConfiguration
name: build
description: small instances
instanceProfileName: EC2InstanceProfileForImageBuilder
instanceTypes: [t3.medium]
--- # distribution.yaml
kind: DistributionConfiguration
name: everywhere
distributions:
  - region: eu-west-1
    amiDistributionConfiguration: {name: "golden-{{ imagebuilder:buildDate }}"}
  - region: eu-central-1
    amiDistributionConfiguration: {name: "golden-{{ imagebuilder:buildDate }}"}
--- # golden-pipeline.yaml
kind: ImagePipeline
name: golden-ubuntu
imageRecipeArn: ImageRecipe/golden-ubuntu
infrastructureConfigurationArn: InfrastructureConfiguration/build
distributionConfigurationArn: DistributionConfiguration/everywhere
imageScanningConfiguration: {imageScanningEnabled: true}
--- # web-pipeline.yaml
kind: ImagePipeline
name: payments-web
imageRecipeArn: ImageRecipe/payments-web
infrastructureConfigurationArn: InfrastructureConfiguration/build
distributionConfigurationArn: DistributionConfiguration/everywhere
imageScanningConfiguration: {imageScanningEnabled: true}
"#;

/// Reads AWS and plans the publishing of `recipe` from `text`.
pub async fn plan_of(cloud: &Cloud, text: &str, recipe: &str) -> Plan {
    let InventoryReading { inventory, warnings } =
        cloud.read_inventory(&|_| {}, &CancellationToken::new()).await.unwrap();
    assert_eq!(warnings, []);
    offline_plan_of(text, recipe, inventory)
}

/// The plan for an account as it was last read.
pub fn offline_plan_of(text: &str, recipe: &str, inventory: Inventory) -> Plan {
    let account = inventory.account.clone().unwrap().parse().unwrap();
    let region = inventory.region.clone().unwrap().parse().unwrap();
    let mut builder = CatalogueBuilder::new().inventory(inventory.clone());
    for file in format!("\n{text}").split("\n--- # ").skip(1) {
        let (path, body) = file.split_once('\n').unwrap();
        let source = Source::new(path, format!("{body}\n"));
        let reading = read(&source);
        if reading.kind == FileKind::Document {
            let document = ingot_component::read(&source).document.map(Arc::new);
            builder = builder.document(source, document);
            continue;
        }
        assert!(reading.diagnostics.is_empty(), "{:?}", reading.diagnostics);
        builder = builder.resource(reading.resource.unwrap());
    }
    let plan = plan(&builder.build(), &inventory, &[recipe.to_owned()], &account, &region).unwrap();
    assert_eq!(plan.problems, []);
    plan
}
