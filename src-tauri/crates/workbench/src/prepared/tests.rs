//! What is kept of the last check never changes what the next one says.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use ingot_recipe::Inventory;
use ingot_workspace::{Snapshot, Workspace};
use proptest::prelude::*;

use super::Prepared;
use crate::desk::readable;

/// Numbers that look like chance and come from a seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    fn one_in(&mut self, chances: u64) -> bool {
        self.below(chances) == 0
    }

    fn of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[usize::try_from(self.below(choices.len() as u64)).unwrap()]
    }
}

const COMPONENTS: u64 = 5;
const RECIPES: u64 = 6;

/// Every file that the workspace may have; few names, so that they meet.
fn paths() -> Vec<String> {
    let mut paths = vec!["ingot.yaml".to_owned(), "more/ingot.yaml".to_owned()];
    for at in 0..COMPONENTS {
        paths.push(format!("components/c{at}/component.yaml"));
        paths.push(format!("components/c{at}/document.yaml"));
    }
    paths.extend((0..RECIPES).map(|at| format!("recipes/r{at}.yaml")));
    for folder in ["pipelines", "infrastructure", "distribution", "containers"] {
        paths.extend((0..2).map(|at| format!("{folder}/{}{at}.yaml", &folder[..1])));
    }
    paths
}

/// Something that may stand in the file.
fn text(path: &str, seed: u64) -> String {
    let dice = &mut Dice(seed);
    let own = path
        .chars()
        .find(char::is_ascii_digit)
        .map_or(0, |digit| u64::from(digit) - u64::from('0'));
    let mut text = match path.split('/').next().unwrap() {
        "components" if path.ends_with("document.yaml") => document(dice),
        "components" => component(dice, own),
        "recipes" => recipe(dice, own),
        "pipelines" => pipeline(dice, own),
        "infrastructure" => infrastructure(dice, own),
        "distribution" => distribution(dice, own),
        "containers" => container(dice, own),
        _ => workspace(dice),
    };
    if dice.one_in(8) {
        let rule = dice.of(&[
            "recipe/component-twice",
            "recipe/component-unknown",
            "guardrails/required-component",
            "recipe/no-such",
        ]);
        text = format!("# ingot: ignore {rule} because it is so\n{text}");
    }
    if dice.one_in(10) {
        let half = text.len() / 2;
        text.truncate(half);
        text.push_str("\n  : [");
    }
    text
}

fn name(dice: &mut Dice, prefix: &str, own: u64, among: u64) -> String {
    match dice.below(12) {
        0 => format!("{prefix}{}", dice.below(among)),
        1 => format!("{}{own}", prefix.to_uppercase()),
        _ => format!("{prefix}{own}"),
    }
}

fn version(dice: &mut Dice) -> &'static str {
    dice.of(&["1.0.0", "1.0.0", "1.1.0", "2.0.0", "x"])
}

fn workspace(dice: &mut Dice) -> String {
    let mut text = format!("kind: Workspace\nname: all\nowner: {}\n", dice.of(&["ccoe", "web"]));
    if dice.one_in(3) {
        let level = dice.of(&["off", "info", "error"]);
        let _ = write!(text, "check:\n  rules:\n    recipe/component-twice: {level}\n");
    }
    if dice.one_in(2) {
        let name = dice.of(&["comp-c0", "comp-c1", "comp-c*"]);
        let what = dice.of(&["requiredComponents", "requiredTests", "forbiddenComponents"]);
        let _ = write!(
            text,
            "guardrails:\n  - name: base\n    {what}: [{name}]\n    encryption: required\n"
        );
        if dice.one_in(2) {
            text.push_str("    recipes: [\"recipe-r1\", \"recipe-r2\"]\n    allowedInstanceTypes: [\"t3.*\"]\n");
        }
    }
    text
}

fn component(dice: &mut Dice, own: u64) -> String {
    let name = name(dice, "comp-c", own, COMPONENTS);
    let (version, platform) = (version(dice), dice.of(&["Linux", "Linux", "Windows"]));
    let mut text = format!("kind: Component\nname: {name}\nsemanticVersion: {version}\nplatform: {platform}\n");
    match dice.below(5) {
        0 => {
            text.push_str("data: |\n");
            for line in document(dice).lines() {
                let _ = writeln!(text, "  {line}");
            }
        }
        1 => {
            let _ = writeln!(text, "uri: ../c{}/document.yaml", dice.below(COMPONENTS));
        }
        _ => text.push_str("uri: document.yaml\n"),
    }
    text
}

fn document(dice: &mut Dice) -> String {
    let mut text = "schemaVersion: 1.0\n".to_owned();
    if dice.one_in(2) {
        text.push_str("parameters:\n  - Port:\n      type: string\n");
    }
    let _ = write!(
        text,
        "phases:\n  - name: {}\n    steps:\n",
        dice.of(&["build", "build", "test"])
    );
    let command = dice.of(&[
        "apt-get purge -y wget",
        "wget https://example.com/x",
        "docker ps",
        "apt-get install -y docker.io",
        "sudo true",
    ]);
    let _ = write!(
        text,
        "      - name: Run\n        action: ExecuteBash\n        inputs:\n          commands:\n            - {command}\n"
    );
    if dice.one_in(4) {
        text.push_str("      - name: Again\n        action: Reboot\n");
    }
    text
}

fn layers(dice: &mut Dice) -> String {
    let mut text = "components:\n".to_owned();
    for _ in 0..dice.below(4) {
        let at = dice.below(COMPONENTS + 1);
        let version = dice.of(&["", "", "/1.0.0", "/x.x.x", "/9.0.0"]);
        let off = if dice.one_in(5) { "# " } else { "" };
        let reference = match dice.below(8) {
            0 => format!("arn:aws:imagebuilder:eu-central-1:111122223333:component/comp-c{at}/x.x.x"),
            _ => format!("Component/comp-c{at}{version}"),
        };
        let _ = writeln!(text, "  {off}- componentArn: {reference}");
        if dice.one_in(3) {
            let _ = write!(
                text,
                "  {off}  parameters:\n  {off}    - name: Port\n  {off}      value: [\"22\"]\n"
            );
        }
    }
    text
}

fn recipe(dice: &mut Dice, own: u64) -> String {
    let name = name(dice, "recipe-r", own, RECIPES);
    let parent = match dice.below(8) {
        0 => "ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id".to_owned(),
        1 => "ami-0123456789abcdef0".to_owned(),
        2 => "arn:aws:imagebuilder:eu-central-1:111122223333:image/recipe-r0/x.x.x".to_owned(),
        _ => format!(
            "ImageRecipe/recipe-r{}{}",
            dice.below(own.max(1) + 1),
            dice.of(&["", "/x.x.x", "/1.0.0", "/3.x.x"])
        ),
    };
    let mut text = format!(
        "kind: ImageRecipe\nname: {name}\nsemanticVersion: {}\nparentImage: {parent}\n",
        version(dice)
    );
    text.push_str(&layers(dice));
    if dice.one_in(3) {
        let encrypted = dice.of(&["true", "false"]);
        let _ = write!(
            text,
            "blockDeviceMappings:\n  - deviceName: /dev/sda1\n    ebs: {{volumeSize: 30, encrypted: {encrypted}}}\n"
        );
    }
    text
}

fn pipeline(dice: &mut Dice, own: u64) -> String {
    let recipe = match dice.below(4) {
        0 => format!("containerRecipeArn: ContainerRecipe/cont-c{}", dice.below(3)),
        _ => format!("imageRecipeArn: ImageRecipe/recipe-r{}", dice.below(RECIPES + 1)),
    };
    let mut text = format!(
        "kind: ImagePipeline\nname: {}\n{recipe}\ninfrastructureConfigurationArn: InfrastructureConfiguration/infra-i{}\n",
        name(dice, "pipe-p", own, 2),
        dice.below(3)
    );
    if dice.one_in(2) {
        let _ = writeln!(
            text,
            "distributionConfigurationArn: DistributionConfiguration/dist-d{}",
            dice.below(3)
        );
    }
    if dice.one_in(3) {
        text.push_str("imageTestsConfiguration: {imageTestsEnabled: false}\n");
    }
    text
}

fn infrastructure(dice: &mut Dice, own: u64) -> String {
    let mut text = format!(
        "kind: InfrastructureConfiguration\nname: {}\ninstanceProfileName: builder\ninstanceTypes: [{}]\n",
        name(dice, "infra-i", own, 2),
        dice.of(&["t3.large", "m7g.large", "t3.large, m7g.large"])
    );
    if dice.one_in(2) {
        text.push_str("instanceMetadataOptions: {httpTokens: required}\n");
    }
    text
}

fn distribution(dice: &mut Dice, own: u64) -> String {
    let target = dice.of(&["[\"111122223333\"]", "[]"]);
    format!(
        "kind: DistributionConfiguration\nname: {}\ndistributions:\n  - region: {}\n    amiDistributionConfiguration:\n      \
         name: image\n      launchPermission: {{userIds: {target}}}\n",
        name(dice, "dist-d", own, 2),
        dice.of(&["eu-central-1", "eu-west-1"])
    )
}

fn container(dice: &mut Dice, own: u64) -> String {
    let from = dice.of(&["{{{ imagebuilder:parentImage }}}", "ubuntu:22.04"]);
    format!(
        "kind: ContainerRecipe\nname: {}\nsemanticVersion: {}\ncontainerType: DOCKER\nparentImage: {}\n\
         targetRepository: {{service: ECR, repositoryName: images}}\n{}dockerfileTemplateData: |\n  FROM {from}\n  \
         {{{{{{ imagebuilder:environments }}}}}}\n  {{{{{{ imagebuilder:components }}}}}}\n",
        name(dice, "cont-c", own, 2),
        version(dice),
        dice.of(&[
            "ubuntu:22.04",
            "arn:aws:imagebuilder:eu-central-1:aws:image/ubuntu/x.x.x"
        ]),
        layers(dice)
    )
}

fn inventory(seed: u64) -> Arc<Inventory> {
    let dice = &mut Dice(seed);
    let mut inventory = Inventory::default();
    if dice.one_in(4) {
        return Arc::new(inventory);
    }
    inventory.as_of = Some("2026-11-23T10:00:00Z".to_owned());
    inventory.account = Some("111122223333".to_owned());
    inventory.region = Some("eu-central-1".to_owned());
    for at in 0..3 {
        let version = dice.of(&["1.0.0", "1.2.0"]);
        let status = dice.of(&["ACTIVE", "DEPRECATED"]);
        inventory.components.push(ingot_recipe::inventory::CloudComponent {
            arn: format!("arn:aws:imagebuilder:eu-central-1:111122223333:component/comp-c{at}/{version}/1"),
            version: version.to_owned(),
            platform: "Linux".to_owned(),
            status: Some(status.to_owned()),
            ..Default::default()
        });
        inventory.images.push(ingot_recipe::inventory::CloudImage {
            arn: format!("arn:aws:imagebuilder:eu-central-1:111122223333:image/recipe-r{at}/{version}/1"),
            name: format!("recipe-r{at}"),
            version: version.to_owned(),
            ..Default::default()
        });
    }
    Arc::new(inventory)
}

/// What somebody does.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// Types, in the editor.
    Type(usize, u64),
    Discard(usize),
    /// Another program writes the file.
    Write(usize, u64),
    Delete(usize),
    /// AWS is read.
    Sync(u64),
}

fn step() -> impl Strategy<Value = Step> {
    let file = 0..paths().len();
    prop_oneof![
        6 => (file.clone(), any::<u64>()).prop_map(|(file, seed)| Step::Type(file, seed)),
        2 => file.clone().prop_map(Step::Discard),
        3 => (file.clone(), any::<u64>()).prop_map(|(file, seed)| Step::Write(file, seed)),
        1 => file.prop_map(Step::Delete),
        1 => any::<u64>().prop_map(Step::Sync),
    ]
}

fn write(root: &Path, path: &str, text: &str) {
    let place = root.join(path);
    std::fs::create_dir_all(place.parent().unwrap()).unwrap();
    std::fs::write(place, text).unwrap();
}

/// All that a check says.
fn said(prepared: &Prepared) -> String {
    let Prepared {
        diagnostics,
        recipe_diagnostics,
        ignored,
        ..
    } = prepared;
    format!("{diagnostics:#?}\n{recipe_diagnostics:#?}\n{ignored:#?}")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, max_shrink_iters: 100, ..ProptestConfig::default() })]

    #[test]
    fn checking_after_an_edit_says_what_checking_everything_says(
        first in any::<u64>(),
        steps in prop::collection::vec(step(), 1..14),
    ) {
        let (home, paths) = (tempfile::tempdir().unwrap(), paths());
        let root = home.path().canonicalize().unwrap();
        for (path, seed) in paths.iter().zip(first..) {
            if seed % 7 != 0 {
                write(&root, path, &text(path, seed.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
            }
        }
        let opened = Workspace::open_folder(&root).unwrap();
        let mut drafts: HashMap<String, String> = HashMap::new();
        let mut inventory = inventory(first);
        let shown = readable::at_first(&opened.snapshot(), &drafts);
        let mut prepared = Prepared::new(&shown, &drafts, inventory.clone(), None);
        for step in steps {
            match step {
                Step::Type(at, seed) => drop(drafts.insert(paths[at].clone(), text(&paths[at], seed))),
                Step::Discard(at) => drop(drafts.remove(&paths[at])),
                Step::Write(at, seed) => write(&root, &paths[at], &text(&paths[at], seed)),
                Step::Delete(at) => drop(std::fs::remove_file(root.join(&paths[at]))),
                Step::Sync(seed) => inventory = self::inventory(seed),
            }
            if let Step::Write(at, _) | Step::Delete(at) = step {
                opened.reload([&paths[at]]).unwrap();
            }
            let shown = readable::after(&opened.snapshot(), &drafts, &prepared.snapshot);
            prepared = Prepared::new(&shown, &drafts, inventory.clone(), Some(&prepared));
            let whole = Prepared::new(&shown, &drafts, inventory.clone(), None);
            prop_assert_eq!(said(&prepared), said(&whole), "after {:?}", step);
            if shown.files().all(|file| file.why_stale().is_none()) {
                let mut texts: BTreeMap<String, String> = opened.snapshot().files()
                    .map(|file| (file.path().to_owned(), file.text().to_owned()))
                    .collect();
                texts.extend(drafts.clone());
                let read_anew = Snapshot::of_texts(&root, texts);
                let whole = Prepared::new(&read_anew, &HashMap::new(), Inventory::clone(&inventory), None);
                prop_assert_eq!(said(&prepared), said(&whole), "after {:?}, read anew", step);
            }
        }
    }
}
