//! A workspace as large as an organisation's: 500 recipes up to ten deep over 2,000 components.
//!
//! `cargo bench -p ingot-workbench --bench workspace`. How long it takes to open it, to check it whole, and from one
//! edit to the views that the window asks for. The floor is reading the same files and parsing their YAML.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods
)]

use std::fmt::Write as _;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use ingot_workbench::check::check_paths;
use ingot_workbench::contract::Nothing;
use ingot_workbench::contract::recipe::RecipeRequest;
use ingot_workbench::contract::workspace::{FileRequest, SetText};
use ingot_workbench::shellcheck::Wanted;
use ingot_workbench::{Options, Source, Workbench, commands};
use mimalloc::MiMalloc;

/// As in the program.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

const RECIPES: usize = 500;
const COMPONENTS: usize = 2_000;
const LAYERS: usize = 20;
/// Recipes that stand on each other.
const DEPTH: usize = 10;
/// The recipe that is edited: the deepest of the first lineage.
const EDITED: usize = DEPTH - 1;

#[tokio::main]
async fn main() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("workspace");
    write(&folder);
    let files = yaml_files(&folder);
    let floor = median(5, || {
        for file in &files {
            let text = std::fs::read_to_string(file).unwrap();
            black_box(ingot_component::yaml::parse(&Source::new("floor", text)));
        }
    });
    let paths = [folder.clone()];
    println!(
        "{RECIPES} recipes, {COMPONENTS} components: {} files, {} diagnostics",
        files.len(),
        check_paths(&paths, Wanted::Nowhere).diagnostics.len()
    );
    tell("floor: read and parse the YAML", floor, floor);
    let check = median(3, || drop(black_box(check_paths(&paths, Wanted::Nowhere))));
    tell("check whole", check, floor);
    let options = || Options {
        home: Some(home.path().to_owned()),
        workspace: Some(folder.clone()),
        offline: true,
        ..Options::default()
    };
    let open = median(3, || drop(black_box(Workbench::start(options()).unwrap())));
    tell("open in the window", open, floor);

    let workbench = Workbench::start(options()).unwrap();
    let request = || RecipeRequest {
        recipe: format!("recipe-{EDITED}"),
    };
    let (kept, viewed) = edit(&workbench, &format!("recipes/recipe-{EDITED}.yaml")).await;
    tell("one edit, kept and checked", kept, floor);
    tell("one edit, to the view of its recipe", viewed, floor);
    for (name, file) in [
        ("one edit of a golden image below nine", "recipes/recipe-0.yaml"),
        (
            "one edit of a component's document",
            "components/component-0/document.yaml",
        ),
        ("one edit of what holds for all", "ingot.yaml"),
    ] {
        tell(name, edit(&workbench, file).await.0, floor);
    }
    for (name, took) in [
        ("view of the workspace", {
            let start = Instant::now();
            black_box(commands::workspace::current(&workbench, Nothing {}).await.unwrap());
            start.elapsed()
        }),
        ("palette", {
            let start = Instant::now();
            black_box(commands::recipe::palette(&workbench, request()).await.unwrap());
            start.elapsed()
        }),
        ("what will run", {
            let start = Instant::now();
            black_box(commands::recipe::run_order(&workbench, request()).await.unwrap());
            start.elapsed()
        }),
    ] {
        tell(name, took, floor);
    }
    drop(workbench);
    // A finding on every layer: what is found has to be sorted, kept and counted.
    for recipe in 0..RECIPES {
        let file = folder.join(format!("recipes/recipe-{recipe}.yaml"));
        let text = std::fs::read_to_string(&file).unwrap();
        std::fs::write(file, text.replace("Parameter1", "Parameter9")).unwrap();
    }
    let found = check_paths(&paths, Wanted::Nowhere).diagnostics.len();
    println!("the same with {found} diagnostics");
    let workbench = Workbench::start(options()).unwrap();
    let (kept, viewed) = edit(&workbench, &format!("recipes/recipe-{}.yaml", EDITED + DEPTH)).await;
    tell("one edit, kept and checked", kept, floor);
    tell("one edit, to the view of a recipe", viewed, floor);
}

/// How long an edit of `file` takes until it is kept and checked, and until the edited recipe is shown.
async fn edit(workbench: &Workbench, file: &str) -> (Duration, Duration) {
    let file = file.to_owned();
    let recipe = format!("recipe-{EDITED}");
    let before = commands::file::get(workbench, FileRequest { file: file.clone() })
        .await
        .unwrap()
        .text;
    let mut edits = Vec::new();
    let mut views = Vec::new();
    for edit in 0..15 {
        let text = format!("{before}# {edit}\n");
        let start = Instant::now();
        let set = SetText {
            file: file.clone(),
            text,
        };
        black_box(commands::file::set_text(workbench, set).await.unwrap());
        edits.push(start.elapsed());
        let request = RecipeRequest { recipe: recipe.clone() };
        black_box(commands::recipe::get(workbench, request).await.unwrap());
        views.push(start.elapsed());
    }
    (middle(edits), middle(views))
}

fn tell(name: &str, took: Duration, floor: Duration) {
    println!(
        "  {name:<38} {took:>8.1?}  {:.2} x",
        took.as_secs_f64() / floor.as_secs_f64()
    );
}

fn median(times: usize, mut work: impl FnMut()) -> Duration {
    middle(
        (0..times)
            .map(|_| {
                let start = Instant::now();
                work();
                start.elapsed()
            })
            .collect(),
    )
}

fn middle(mut taken: Vec<Duration>) -> Duration {
    taken.sort();
    taken[taken.len() / 2]
}

fn yaml_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else if entry.extension().is_some_and(|extension| extension == "yaml") {
                found.push(entry);
            }
        }
    }
    found
}

fn write(folder: &Path) {
    std::fs::create_dir_all(folder.join("recipes")).unwrap();
    std::fs::write(folder.join("ingot.yaml"), "kind: Workspace\nname: large\nowner: ccoe\n").unwrap();
    for component in 0..COMPONENTS {
        let at = folder.join(format!("components/component-{component}"));
        std::fs::create_dir_all(&at).unwrap();
        let resource = format!(
            "kind: Component\nname: component-{component}\nsemanticVersion: 1.0.{component}\nplatform: Linux\nuri: document.yaml\n"
        );
        std::fs::write(at.join("component.yaml"), resource).unwrap();
        std::fs::write(at.join("document.yaml"), document(component)).unwrap();
    }
    for recipe in 0..RECIPES {
        let parent = match recipe % DEPTH {
            0 => "ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id".to_owned(),
            _ => format!("ImageRecipe/recipe-{}/x.x.x", recipe - 1),
        };
        let mut text = format!(
            "kind: ImageRecipe\nname: recipe-{recipe}\nsemanticVersion: 1.0.0\nparentImage: {parent}\ncomponents:\n"
        );
        for layer in 0..LAYERS {
            let component = (recipe * LAYERS + layer * 7) % COMPONENTS;
            let _ = write!(
                text,
                "  - componentArn: Component/component-{component}\n    parameters:\n      - name: Parameter1\n        value: [\"{recipe}\"]\n"
            );
        }
        std::fs::write(folder.join(format!("recipes/recipe-{recipe}.yaml")), text).unwrap();
    }
}

fn document(component: usize) -> String {
    let mut text = String::from("schemaVersion: 1.0\nparameters:\n");
    for parameter in 0..4 {
        let _ = write!(
            text,
            "  - Parameter{parameter}:\n      type: string\n      default: value-{parameter}\n"
        );
    }
    text.push_str("phases:\n  - name: build\n    steps:\n");
    for step in 0..8 {
        let _ = write!(
            text,
            "      - name: Step{step}\n        action: ExecuteBash\n        inputs:\n          commands:\n            - |\n              set -euo pipefail\n              echo \"{{{{ Parameter{} }}}}\"\n              install -d -m 0755 /opt/component-{component}/{step}\n",
            step % 4
        );
    }
    text
}
