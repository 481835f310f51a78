#![allow(clippy::unwrap_used, clippy::panic)]

use ingot_component::Source;
use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::testing::OVERLAY;

fn messages(text: &str) -> String {
    let found = read(&Source::new("file.yaml", text)).diagnostics;
    let line = |it: &ingot_component::Diagnostic| {
        let help = it.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
        format!("{} {}: {}{help}\n", it.range.start, it.rule, it.message)
    };
    found.iter().map(line).collect()
}

#[test]
fn serde_and_files_have_the_same_field_names() {
    fn keys<T: serde::Serialize + Default>() -> Vec<String> {
        match serde_json::to_value(T::default()).unwrap() {
            Value::Object(map) => map.keys().cloned().collect(),
            _ => Vec::new(),
        }
    }
    fn sorted(fields: &[&str]) -> Vec<String> {
        let mut fields: Vec<String> = fields.iter().map(|&field| field.to_owned()).collect();
        fields.sort_unstable();
        fields
    }
    macro_rules! same {
        ($($Name:ident),* $(,)?) => {$( assert_eq!(keys::<$Name>(), sorted($Name::FIELDS), stringify!($Name)); )*};
    }
    same!(
        Workspace,
        CheckConfiguration,
        PathRules,
        ScanConfiguration,
        FixWithinDays,
        Component,
        ImageRecipe,
        ComponentConfiguration,
        ComponentParameter,
        BlockDeviceMapping,
        EbsBlockDevice,
        AdditionalInstanceConfiguration,
        SystemsManagerAgent,
        InfrastructureConfiguration,
        Logging,
        S3Logs,
        InstanceMetadataOptions,
        Placement,
        ParentInstance,
        AutoScalingGroup,
        DistributionConfiguration,
        Distribution,
        AmiDistribution,
        LaunchPermission,
        ContainerDistribution,
        TargetRepository,
        LaunchTemplate,
        S3Export,
        FastLaunch,
        FastLaunchSnapshots,
        FastLaunchTemplate,
        SsmParameter,
        ImagePipeline,
        ImageTests,
        Schedule,
        AutoDisable,
        ImageScanning,
        EcrScanning,
        ScanCondition,
        Workflow,
        WorkflowParameter,
        PipelineLogging,
    );
}

#[test]
fn what_is_wrong_is_told_and_the_rest_is_kept() {
    let text = "kind: ImageRecipe\nname: web\nsemanticVersion: 1.0\nparentImage: {{ parent }}\ncomponents:\n  - sshd\n  - componentArn: Component/auditd\n    parameters:\n      - name: Level\n        value: 3\nblockDeviceMappings:\n  - ebs:\n      volumeSize: \"30\"\n      encrypted: yes\n      volumeType: GP3\ndescription:\ntags: [Owner]\n";
    insta::assert_snapshot!(messages(&text.replace("{{ parent }}", "{ami: x}")), @r#"
    4:14 recipe/wrong-type: `parentImage` is a mapping; text is wanted
    6:5 recipe/wrong-type: `components[0]` is text; a mapping is wanted
    10:16 recipe/wrong-type: `value` is a number; a list is wanted (write `value: [3]`)
    13:19 recipe/wrong-type: `volumeSize` is text; a whole number is wanted (write the number without quotes)
    14:18 recipe/wrong-type: `encrypted` is text; true or false is wanted (write `true` or `false`, without quotes)
    15:19 recipe/unknown-value: `volumeType` is `GP3`, which the API does not know (did you mean `gp3`?)
    16:13 recipe/wrong-type: `description` has no value (give text, or remove the line)
    17:7 recipe/wrong-type: `tags` is a list; a mapping is wanted
    "#);
    let Some(Resource::ImageRecipe(recipe)) = read(&Source::new("file.yaml", text)).resource else {
        panic!("the recipe is lost")
    };
    assert_eq!(recipe.value.semantic_version, "1.0");
    assert_eq!(recipe.value.components[1].component_arn.to_string(), "Component/auditd");
}

#[test]
fn scalars_are_text_as_written() {
    let text = "kind: DistributionConfiguration\nname: everywhere\ndistributions:\n  - region: eu-central-1\n    amiDistributionConfiguration:\n      targetAccountIds: [012345678901]\n      amiTags: {Version: 1.10, Public: no, On: true}\n";
    let Some(Resource::DistributionConfiguration(it)) = read(&Source::new("file.yaml", text)).resource else {
        panic!("the configuration is lost")
    };
    let ami = it.value.distributions[0]
        .ami_distribution_configuration
        .as_ref()
        .unwrap();
    assert_eq!(ami.target_account_ids, ["012345678901"]);
    let tags: Vec<_> = ami.ami_tags.values().map(String::as_str).collect();
    assert_eq!(tags, ["true", "no", "1.10"]);
}

#[test]
fn days_to_fix_a_finding_are_numbers_that_make_sense() {
    let read = |days: &str| {
        let text = format!("kind: Workspace\nscan:\n  fixWithinDays: {{critical: {days}, high: 30}}\n");
        let reading = read(&Source::new("ingot.yaml", text));
        let Some(Resource::Workspace(it)) = reading.resource else {
            panic!("the workspace is lost")
        };
        let messages: Vec<_> = reading.diagnostics.into_iter().map(|it| it.message).collect();
        assert_eq!(it.value.scan.fix_within_days.high, Some(Days(30)));
        (it.value.scan.fix_within_days.critical, messages.join("; "))
    };
    assert_eq!(read("15"), (Some(Days(15)), String::new()));
    assert_eq!(read("0").1, "`critical` is 0; 1 to 3650 days are wanted");
    assert_eq!(read("-3").1, "`critical` is -3; 1 to 3650 days are wanted");
    assert_eq!(read("soon").1, "`critical` is text; a whole number is wanted");
}

#[test]
fn files_of_others_are_left_alone() {
    for (text, kind) in [
        ("apiVersion: v1\nkind: Deployment\n", FileKind::Other),
        ("stages: [build]\n", FileKind::Other),
        ("Resources:\n  X: !Sub ${Y}\n: [", FileKind::Other),
        ("", FileKind::Other),
        ("schemaVersion: 1.0\nphases: []\n", FileKind::Document),
    ] {
        let reading = read(&Source::new("file.yaml", text));
        assert_eq!((reading.kind, reading.diagnostics.len()), (kind, 0), "{text}");
    }
}

#[test]
fn a_resource_that_yaml_cannot_read_is_told() {
    let reading = read(&Source::new(
        "file.yaml",
        "kind: ImageRecipe\nname: \"web\ncomponents: [\n",
    ));
    assert_eq!(reading.kind, FileKind::Resource(crate::names::Kind::ImageRecipe));
    assert_eq!(reading.diagnostics[0].rule, "yaml/unreadable");
}

#[test]
fn a_place_that_is_not_there_is_the_nearest_around_it() {
    let source = Source::new(
        "file.yaml",
        "kind: ImageRecipe\nname: web\ncomponents:\n  - componentArn: Component/sshd\n",
    );
    let Some(Resource::ImageRecipe(recipe)) = read(&source).resource else {
        panic!("the recipe is lost")
    };
    let entry = recipe.at("components").item(0);
    assert_eq!(source.slice(entry.at("componentArn").span()), "Component/sshd");
    assert_eq!(entry.at("parameters").span(), entry.span());
    assert!(!entry.at("parameters").exists());
    assert_eq!(
        recipe.at("components").item(7).at("x").span(),
        recipe.at("components").span()
    );
}

proptest! {
    #[test]
    fn no_text_makes_reading_panic(text in "(kind: (Component|ImageRecipe|ImagePipeline|Workspace)\n)?.{0,200}") {
        let source = Source::new("file.yaml", text);
        for diagnostic in read(&source).diagnostics {
            prop_assert!(diagnostic.range.start <= diagnostic.range.end);
        }
    }

    #[test]
    fn no_mutation_of_a_workspace_makes_anything_panic(
        cut in any::<prop::sample::Index>(),
        length in 0_usize..40,
        insert in "[ -~\n]{0,12}",
    ) {
        let start = cut.index(OVERLAY.len());
        let end = (start + length).min(OVERLAY.len());
        let text = format!("{}{insert}{}", &OVERLAY[..start], &OVERLAY[end..]);
        let files = crate::testing::files(&format!("{text}\n"));
        let _ = crate::rules::check(&files.catalogue, &Default::default());
        for name in ["web", "golden"] {
            let _ = crate::stack::stack(&files.catalogue, name);
            let _ = crate::run_order::run_order(&files.catalogue, name);
        }
        let (account, region) = ("123456789012".parse().unwrap(), "eu-central-1".parse().unwrap());
        let _ = crate::plan::plan(&files.catalogue, &crate::testing::synced(), &[], &account, &region);
    }
}
