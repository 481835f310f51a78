//! A workspace in which nothing is wrong, broken in one place after the other: the rule for it
//! reports, at the line that was broken.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;

use super::example::{Example, example};

const RIGHT: &str = r#"--- # inventory
{"images": [{"arn": "arn:aws:imagebuilder:eu-central-1:999999999999:image/corporate/3.1.0/2", "name": "corporate",
             "version": "3.1.0", "build": 2, "status": "AVAILABLE", "platform": "Linux"},
            {"arn": "arn:aws:imagebuilder:eu-central-1:123456789012:image/golden/1.2.0/1", "name": "golden",
             "version": "1.2.0", "build": 1, "status": "AVAILABLE", "platform": "Linux"}],
 "components": [{"arn": "arn:aws:imagebuilder:eu-central-1:aws:component/update-linux/1.0.2/1", "name": "update-linux",
                 "version": "1.0.2", "platform": "Linux", "owner": "Amazon", "type": "BUILD", "status": "ACTIVE"}]}
--- # components/slim.yaml
kind: Component
name: slim
semanticVersion: 1.0.0
platform: Linux
supportedOsVersions: [Ubuntu]
data: |
  schemaVersion: 1.0
  phases:
    - name: build
      steps:
        - name: Remove
          action: ExecuteBash
          inputs: {commands: ["apt-get purge -y telnet"]}
--- # components/runtime.yaml
kind: Component
name: runtime
semanticVersion: 2.0.0
platform: Linux
data: |
  schemaVersion: 1.0
  phases:
    - name: build
      steps:
        - name: Install
          action: ExecuteBash
          inputs: {commands: ["apt-get install -y nginx"]}
--- # components/app.yaml
kind: Component
name: app
semanticVersion: 3.0.0
platform: Linux
data: |
  schemaVersion: 1.0
  parameters:
    - Port: {type: string, description: Where it listens.}
  phases:
    - name: build
      steps:
        - name: Fetch
          action: WebDownload
          inputs:
            - source: https://example.com/app-linux-amd64.tar.gz
              destination: /opt/app.tar.gz
        - name: Configure
          action: ExecuteBash
          inputs: {commands: ["nginx -t", "echo {{ Port }}"]}
--- # components/app-check.yaml
kind: Component
name: app-check
semanticVersion: 1.0.0
platform: Linux
data: |
  schemaVersion: 1.0
  phases:
    - name: validate
      steps:
        - name: Answers
          action: ExecuteBash
          inputs: {commands: ["curl -fsS localhost"]}
--- # recipes/golden.yaml
kind: ImageRecipe
name: golden
semanticVersion: 1.2.0
description: What every server has.
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
components:
  - componentArn: arn:aws:imagebuilder:eu-central-1:aws:component/update-linux/1.0.2
  - componentArn: Component/slim/1.0.x
blockDeviceMappings:
  - deviceName: /dev/sda1
    ebs:
      volumeType: gp3
      volumeSize: 20
      iops: 3000
      throughput: 125
      encrypted: true
      kmsKeyId: arn:aws:kms:eu-central-1:111122223333:alias/golden-images
workingDirectory: /var/tmp
amiWatermarks: [golden-ubuntu]
amiTags: {Owner: ccoe}
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 2.0.x
parentImage: ImageRecipe/golden/1.x.x
components:
  - componentArn: Component/runtime
  - componentArn: Component/app
    parameters:
      - name: Port
        value: ["8080"]
  - componentArn: Component/app-check
additionalInstanceConfiguration:
  systemsManagerAgent: {uninstallAfterBuild: false}
  userDataOverride: IyEvYmluL2Jhc2gKdG91Y2ggcGVyZm9ybV9jbGVhbnVwCg==
--- # recipes/shared.yaml
kind: ImageRecipe
name: shared
semanticVersion: 1.0.0
parentImage: arn:aws:imagebuilder:eu-central-1:999999999999:image/corporate/x.x.x
--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: EC2InstanceProfileForImageBuilder
instanceTypes:
  - m6i.large
  - m5.large
snsTopicArn: arn:aws:sns:eu-central-1:123456789012:builds
resourceTags: {Team: ccoe}
placement: {tenancy: host, hostId: h-0123456789abcdef0}
--- # distribution/web.yaml
kind: DistributionConfiguration
name: web
distributions:
  - region: eu-central-1
    amiDistributionConfiguration:
      name: "web {{ imagebuilder:buildDate }}"
      targetAccountIds: ["210987654321"]
      launchPermission:
        organizationArns: [arn:aws:organizations::111122223333:organization/o-exampleorg1]
    launchTemplateConfigurations:
      - launchTemplateId: lt-0123456789abcdef0
    ssmParameterConfigurations:
      - parameterName: /imagebuilder/web/latest
        amiAccountId: "210987654321"
  - region: eu-west-1
    amiDistributionConfiguration:
      name: "web {{ imagebuilder:buildDate }}"
      kmsKeyId: arn:aws:kms:eu-west-1:111122223333:alias/golden-images
      launchPermission: {userIds: ["210987654321"]}
--- # pipelines/web.yaml
kind: ImagePipeline
name: web
imageRecipeArn: ImageRecipe/web
infrastructureConfigurationArn: InfrastructureConfiguration/build
distributionConfigurationArn: DistributionConfiguration/web
schedule:
  scheduleExpression: cron(0 6 ? * mon *)
  timezone: Europe/Berlin
imageTestsConfiguration:
  imageTestsEnabled: true
imageScanningConfiguration:
  imageScanningEnabled: true
loggingConfiguration: {imageLogGroupName: /aws/imagebuilder/web}
"#;

/// File, what is replaced in it, with what, the rule that reports, and the text that is broken;
/// `⏎` stands for a line break.
const BROKEN: &str = r#"
recipes/golden.yaml | volumeSize: 20 | volumeSize: 17000 | recipe/volume-range | 17000
recipes/golden.yaml | iops: 3000 | iops: 2999 | recipe/volume-range | 2999
recipes/golden.yaml | throughput: 125 | throughput: 124 | recipe/volume-range | 124
recipes/golden.yaml | iops: 3000 | iops: 10001 | recipe/volume-speed | 10001
recipes/golden.yaml | throughput: 125 | throughput: 751 | recipe/volume-speed | 751
recipes/golden.yaml | volumeType: gp3 | volumeType: gp2 | recipe/volume-speed | iops
recipes/golden.yaml | encrypted: true | encrypted: false | recipe/volume-key | kmsKeyId
recipes/golden.yaml | /dev/sda1 | /dev/xvda | recipe/root-device | /dev/xvda
recipes/golden.yaml | volumeType: gp3 | volumeType: st1 | recipe/root-volume-type | st1
recipes/golden.yaml | workingDirectory: /var/tmp | workingDirectory: C:/ | recipe/working-directory | C:/
recipes/golden.yaml | [golden-ubuntu] | [go] | recipe/watermark | [go]
recipes/golden.yaml | [golden-ubuntu] | [] | recipe/list-length | amiWatermarks
recipes/golden.yaml | {Owner: ccoe} | {"aws:owner": ccoe} | recipe/tags | aws:owner
recipes/golden.yaml | What every server has. | "" | recipe/text-length | description
recipes/golden.yaml | component/update-linux/1.0.2 | component/update-linux/2.x.x | recipe/component-not-found | update-linux
recipes/golden.yaml | Component/slim/1.0.x | Component/slim/1.x.x | recipe/loose-version | slim
recipes/golden.yaml | kms:eu-central-1 | kms:eu-west-1 | lineage/regions-differ | kmsKeyId
recipes/golden.yaml | alias/golden-images | alias/aws/ebs | pipeline/unshareable-volume | alias/aws/ebs
recipes/golden.yaml | parentImage: ssm:/ | parentImage: ssm:arn:aws:s3:::/ | recipe/parent-malformed | parentImage
recipes/web.yaml | ImageRecipe/golden/1.x.x | ImageRecipe/golden/2.x.x | lineage/parent-unknown | golden
recipes/web.yaml | ImageRecipe/golden/1.x.x | ami-0123456789abcdeg0 | recipe/parent-malformed | parentImage
recipes/web.yaml | Component/app-check | Component/slim | recipe/component-runs-again | slim
recipes/web.yaml | name: Port | name: port | recipe/parameter-unknown | port
recipes/web.yaml | IyEvYmluL2Jhc2gKdG91 | IyEvYmluL2 Jhc2gKdG91 | recipe/user-data | userDataOverride
recipes/web.yaml | IyEvYmluL2Jhc2gKdG91Y2ggcGVyZm9ybV9jbGVhbnVwCg== | IyEvYmluL2Jhc2gKZWNobyBoaQo= | recipe/user-data-cleanup | userDataOverride
recipes/shared.yaml | image/corporate/x.x.x | image/corporate/4.x.x | lineage/parent-not-visible | corporate
recipes/shared.yaml | image/corporate/x.x.x | image/corporate/2.x.x | lineage/parent-not-visible | corporate
infrastructure/build.yaml | m5.large | m6g.large | infrastructure/mixed-architectures | m6g.large
infrastructure/build.yaml | m5.large | m5large | infrastructure/instance-type | m5large
infrastructure/build.yaml | EC2InstanceProfile | a/EC2InstanceProfile | infrastructure/profile-name | a/EC2
infrastructure/build.yaml | Team: ccoe | Name: ccoe | infrastructure/reserved-tag | Name: ccoe
infrastructure/build.yaml | :builds | :builds.fifo | infrastructure/topic | fifo
infrastructure/build.yaml | tenancy: host | tenancy: default | infrastructure/placement | hostId
distribution/web.yaml | region: eu-west-1 | region: eu-west | distribution/region-invalid | region: eu-west
distribution/web.yaml | kms:eu-west-1 | kms:eu-west-2 | distribution/key-region | kmsKeyId
distribution/web.yaml | alias/golden-images | alias/aws/ebs | distribution/aws-managed-key | kmsKeyId
distribution/web.yaml | {userIds: ["210987654321"]} | {userGroups: [all]} | distribution/public-image | userGroups
distribution/web.yaml | {userIds: ["210987654321"]} | {userGroups: [everyone]} | distribution/account-invalid | everyone
distribution/web.yaml | o-exampleorg1 | o-short | distribution/account-invalid | o-short
distribution/web.yaml | lt-0123456789abcdef0 | lt-0123 | distribution/launch-template | lt-0123
distribution/web.yaml | /imagebuilder/web/latest | /aws/web/latest | distribution/ssm-parameter | /aws/web
distribution/web.yaml | amiAccountId: "210987654321" | amiAccountId: "333333333333" | distribution/ssm-parameter-account | 333333333333
pipelines/web.yaml | Europe/Berlin | Mars/Olympus | pipeline/time-zone | Mars
pipelines/web.yaml | imageTestsEnabled: true | imageTestsEnabled: false | pipeline/scan | imageScanningEnabled
pipelines/web.yaml | /aws/imagebuilder/web | /ccoe/web | pipeline/execution-role | /ccoe/web
pipelines/web.yaml | /aws/imagebuilder/web | /aws/imagebuilder/w b | pipeline/log-group | w b
pipelines/web.yaml | schedule:⏎  scheduleExpression: cron(0 6 ? * mon *)⏎  timezone: Europe/Berlin | imageTags: {team: web} | pipeline/image-tags | imageTags
pipelines/web.yaml | imageRecipeArn: ImageRecipe/web | imageRecipeArn: arn:aws:imagebuilder:eu-central-1:123456789012:image-recipe/gone/1.0.0 | pipeline/reference-not-found | imageRecipeArn
"#;

/// The columns of [`BROKEN`], row by row.
fn broken() -> impl Iterator<Item = [String; 5]> {
    let rows = BROKEN.lines().filter(|row| !row.is_empty());
    rows.map(|row| {
        let columns: Vec<String> = row.split(" | ").map(|it| it.replace('⏎', "\n")).collect();
        columns.try_into().unwrap()
    })
}

/// `text` with one place of one file changed.
fn change(text: &str, file: &str, from: &str, to: &str) -> String {
    let head = format!("--- # {file}\n");
    let start = text.find(&head).unwrap() + head.len();
    let end = text[start..].find("\n--- # ").map_or(text.len(), |at| start + at);
    let body = &text[start..end];
    assert!(body.contains(from), "{file} has no `{from}`");
    format!("{}{}{}", &text[..start], body.replacen(from, to, 1), &text[end..])
}

fn said(example: &Example) -> Vec<String> {
    let all = example.diagnostics.iter();
    all.map(|it| format!("{}:{} {} {}", it.file, it.range.start, it.rule, it.message))
        .collect()
}

#[test]
fn nothing_is_said_of_a_workspace_that_is_right() {
    assert_eq!(said(&example(RIGHT)), Vec::<String>::new());
}

#[test]
fn whatever_is_broken_is_reported_by_its_rule_at_its_line() {
    let mut silent = Vec::new();
    for [file, from, to, rule, marker] in broken() {
        let example = example(&change(RIGHT, &file, &from, &to));
        let source = example.files.iter().find(|it| it.file() == file).unwrap();
        let lines = source.text().lines().enumerate();
        let lines: Vec<u32> = lines
            .filter(|(_, line)| line.contains(&marker))
            .map(|(at, _)| u32::try_from(at + 1).unwrap())
            .collect();
        let reported = example
            .diagnostics
            .iter()
            .any(|it| it.rule == rule && it.file == file && lines.contains(&it.range.start.line));
        if !reported {
            silent.push(format!("{file}: {to}: {rule} says nothing; said: {:?}", said(&example)));
        }
    }
    assert_eq!(silent, Vec::<String>::new());
}

/// What is reported at `marker` of `file` when `changes` are made.
fn rules_at(changes: &[(&str, &str, &str)], file: &str, marker: &str) -> Vec<String> {
    let mut text = RIGHT.to_owned();
    for (file, from, to) in changes {
        text = change(&text, file, from, to);
    }
    let example = example(&text);
    let source = example.files.iter().find(|it| it.file() == file).unwrap();
    let line = source.text().lines().position(|line| line.ends_with(marker)).unwrap() + 1;
    let here = example.diagnostics.iter().filter(|it| it.file == file);
    let here = here.filter(|it| it.range.start.line as usize == line);
    here.map(|it| format!("{} {}", it.rule, it.message)).collect()
}

#[test]
fn a_program_that_a_golden_layer_removes_is_missed_in_the_overlay() {
    let removed = [("components/slim.yaml", "telnet", "curl")];
    assert_eq!(
        rules_at(
            &[removed[0], ("components/app-check.yaml", "validate", "build")],
            "recipes/web.yaml",
            "app-check"
        ),
        ["recipe/removed-too-early `app-check` runs `curl`, which `slim` removed"]
    );
    let back = ("components/runtime.yaml", "nginx", "nginx curl");
    assert_eq!(
        rules_at(
            &[removed[0], ("components/app-check.yaml", "validate", "build"), back],
            "recipes/web.yaml",
            "app-check"
        ),
        Vec::<String>::new()
    );
}

#[test]
fn an_old_package_that_gives_way_to_a_newer_one_is_not_missed() {
    let changes = [
        ("components/slim.yaml", "telnet", "docker docker-engine"),
        ("components/runtime.yaml", "nginx", "docker-ce"),
        ("components/app.yaml", "nginx -t", "docker info"),
    ];
    assert_eq!(
        rules_at(&changes, "recipes/web.yaml", "componentArn: Component/app"),
        Vec::<String>::new()
    );
}

#[test]
fn layers_that_trade_places_are_told_what_they_miss() {
    // What nobody has read may install anything.
    let update = "  - componentArn: arn:aws:imagebuilder:eu-central-1:aws:component/update-linux/1.0.2\n";
    let swapped = [
        ("recipes/golden.yaml", update, ""),
        ("recipes/web.yaml", "Component/runtime", "Component/first"),
        ("recipes/web.yaml", "Component/app-check", "Component/runtime"),
        ("recipes/web.yaml", "Component/first", "Component/app-check"),
    ];
    assert_eq!(
        rules_at(&swapped, "recipes/web.yaml", "Component/app-check"),
        ["recipe/checked-too-early `app-check` runs before `app`, which it checks"]
    );
    assert_eq!(
        rules_at(&swapped, "recipes/web.yaml", "componentArn: Component/app"),
        ["recipe/used-before-installed `app` runs `nginx`, which `runtime` installs later"]
    );
}

#[test]
fn an_image_for_another_architecture_fits_neither_its_layers_nor_its_instances() {
    let arm = [("recipes/golden.yaml", "amd64/hvm", "arm64/hvm")];
    assert_eq!(
        rules_at(&arm, "recipes/web.yaml", "componentArn: Component/app"),
        ["recipe/architecture-mismatch `app` fetches something for x86_64, and the image is arm64"]
    );
    assert_eq!(
        rules_at(&arm, "pipelines/web.yaml", "InfrastructureConfiguration/build"),
        ["pipeline/instance-architecture `web` is arm64, and `m6i.large` of `build` is not"]
    );
}

#[test]
fn the_fix_of_a_pin_that_is_outdated_pins_the_newest() {
    let changes = [
        ("components/runtime.yaml", "2.0.0", "2.1.0"),
        (
            "recipes/web.yaml",
            "ImageRecipe/golden/1.x.x",
            "ImageRecipe/golden/1.1.0",
        ),
        (
            "inventory",
            "\"components\": [",
            "\"image_recipes\": [{\"arn\": \"arn:aws:imagebuilder:eu-central-1:123456789012:image-recipe/golden/1.1.0\", \"recipe\": {\"name\": \"golden\", \"parentImage\": \"ami-0123456789abcdef0\"}}], \"components\": [{\"arn\": \"arn:aws:imagebuilder:eu-central-1:123456789012:component/runtime/2.0.0/1\", \"name\": \"runtime\", \"version\": \"2.0.0\", \"platform\": \"Linux\", \"status\": \"ACTIVE\"}, ",
        ),
        ("recipes/web.yaml", "Component/runtime", "Component/runtime/2.0.0"),
    ];
    let mut text = RIGHT.to_owned();
    for (file, from, to) in changes {
        text = change(&text, file, from, to);
    }
    let example = example(&text);
    let source = example.files.iter().find(|it| it.file() == "recipes/web.yaml").unwrap();
    let fixed = |rule: &str| {
        let found = example.diagnostics.iter().find(|it| it.rule == rule);
        found
            .unwrap_or_else(|| panic!("{:?}", said(&example)))
            .fix
            .as_ref()
            .unwrap()
            .apply(source)
            .unwrap()
    };
    assert!(fixed("lineage/parent-outdated").contains("parentImage: ImageRecipe/golden/1.2.0\n"));
    assert!(fixed("recipe/component-outdated").contains("componentArn: Component/runtime/2.1.0\n"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_damage_makes_a_rule_panic(from in 0..RIGHT.len(), length in 0_usize..200, by in "[ -~\\n{}\\[\\]é]{0,12}") {
        let to = RIGHT.len().min(from + length);
        prop_assume!(RIGHT.is_char_boundary(from) && RIGHT.is_char_boundary(to));
        let damaged = format!("{}{by}{}", &RIGHT[..from], &RIGHT[to..]);
        let _ = example(&damaged);
    }
}
