//! Small workspaces for tests: files in one text, each started by a line `--- # path`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::Arc;

use ingot_component::Diagnostic;

use crate::catalogue::{Catalogue, CatalogueBuilder};
use crate::inventory::Inventory;
use crate::resources::{FileKind, read};
use crate::rules::example;

pub struct Files {
    pub catalogue: Catalogue,
    /// What reading the files said.
    pub problems: Vec<Diagnostic>,
}

/// The workspace of `text`. A file called `inventory` stands for an account that was read,
/// and lists in JSON what is in it.
pub fn files(text: &str) -> Files {
    with_inventory(text, Inventory::default())
}

pub fn with_inventory(text: &str, inventory: Inventory) -> Files {
    let mut builder = CatalogueBuilder::new().inventory(inventory);
    let mut problems = Vec::new();
    let mut resources = Vec::new();
    let sources = example::files(text);
    for source in sources.clone() {
        if source.file() == "inventory" {
            builder = builder.inventory(example::account(source.text()));
            continue;
        }
        let reading = read(&source);
        if reading.kind == FileKind::Document {
            let document = ingot_component::read(&source).document.map(Arc::new);
            builder = builder.document(source, document);
            continue;
        }
        problems.extend(reading.diagnostics);
        if let Some(resource) = reading.resource {
            resources.push(resource);
        }
    }
    for inherited in example::inherited(&sources, &resources) {
        builder = builder.inherited(inherited);
    }
    for resource in resources {
        builder = builder.resource(resource);
    }
    Files {
        catalogue: builder.problems(problems.iter().cloned()).build(),
        problems,
    }
}

/// An account that was read and holds nothing.
pub fn synced() -> Inventory {
    example::empty_account()
}

/// A golden image of the CCOE and the overlay of a product team on it.
pub const OVERLAY: &str = r#"
--- # ingot.yaml
kind: Workspace
name: Example
owner: ccoe
--- # components/sshd/component.yaml
kind: Component
name: sshd
semanticVersion: 1.4.0
platform: Linux
supportedOsVersions: [Ubuntu 22]
description: Hardens the SSH daemon.
uri: document.yaml
--- # components/sshd/document.yaml
schemaVersion: 1.0
parameters:
  - Port:
      type: string
      default: "22"
      description: Where sshd listens.
constants:
  - Config: {type: string, value: /etc/ssh/sshd_config}
phases:
  - name: build
    steps:
      - name: Configure
        action: ExecuteBash
        inputs:
          commands:
            - |
              set -e
              echo "Port {{ Port }}" >> {{ Config }}
      - name: Restart
        action: Reboot
  - name: validate
    steps:
      - name: Syntax
        action: ExecuteBash
        inputs:
          commands:
            - sshd -t -f {{ Config }}
--- # components/sshd-test/component.yaml
kind: Component
name: sshd-test
semanticVersion: 1.0.0
platform: Linux
uri: document.yaml
--- # components/sshd-test/document.yaml
schemaVersion: 1.0
phases:
  - name: test
    steps:
      - name: Listens
        action: ExecuteBash
        inputs: {commands: ["ss -tln | grep :22"]}
--- # components/openjdk/component.yaml
kind: Component
name: openjdk
semanticVersion: 21.0.1
platform: Linux
tags: {owner: platform-java}
uri: document.yaml
--- # components/openjdk/document.yaml
schemaVersion: 1.0
parameters:
  - HeapSize: {type: string, description: Heap of the JVM.}
phases:
  - name: build
    steps:
      - name: Install
        action: ExecuteBash
        inputs: {commands: ["apt-get install -y openjdk-21-jre", "echo {{ HeapSize }} > /etc/heap"]}
      - name: Fetch
        action: S3Download
        inputs:
          - source: s3://bucket/{{ build.Install.outputs.stdout }}
            destination: /opt/app.jar
  - name: test
    steps:
      - name: Runs
        action: ExecuteBash
        inputs: {commands: [java -version]}
--- # recipes/golden.yaml
kind: ImageRecipe
name: golden
semanticVersion: 1.2.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
components:
  - componentArn: Component/sshd
  - componentArn: Component/sshd-test
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 2.0.0
parentImage: ImageRecipe/golden/1.x.x
components:
  - componentArn: Component/openjdk/21.x.x
    parameters:
      - name: HeapSize
        value: [4g]
blockDeviceMappings:
  - deviceName: /dev/sda1
    ebs: {volumeSize: 30, volumeType: gp3, encrypted: true}
tags: {Owner: payments}
--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: EC2InstanceProfileForImageBuilder
instanceTypes: [m6i.large]
securityGroupIds: [sg-2, sg-1]
subnetId: subnet-1
--- # distribution/web.yaml
kind: DistributionConfiguration
name: web
distributions:
  - region: eu-central-1
    amiDistributionConfiguration:
      name: "web {{ imagebuilder:buildDate }}"
  - region: eu-west-1
    amiDistributionConfiguration:
      name: "web {{ imagebuilder:buildDate }}"
      launchPermission: {userIds: ["210987654321"]}
--- # pipelines/golden.yaml
kind: ImagePipeline
name: golden
imageRecipeArn: ImageRecipe/golden
infrastructureConfigurationArn: InfrastructureConfiguration/build
--- # pipelines/web.yaml
kind: ImagePipeline
name: web
imageRecipeArn: ImageRecipe/web
infrastructureConfigurationArn: InfrastructureConfiguration/build
distributionConfigurationArn: DistributionConfiguration/web
schedule:
  scheduleExpression: cron(0 6 ? * mon *)
  timezone: Europe/Berlin
status: DISABLED
"#;
