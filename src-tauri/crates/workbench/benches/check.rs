//! Checking whole workspaces: the sample, and 200 recipes of 20 components each.
//!
//! `cargo bench -p ingot-workbench`. The floor is reading the same files and parsing their YAML with the parser that
//! everything uses; each figure is also given as a multiple of it, which is what stays comparable between machines.
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

use ingot_workbench::Source;
use ingot_workbench::check::check_paths;
use ingot_workbench::shellcheck::Wanted;
use mimalloc::MiMalloc;

/// As in the program.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

const RECIPES: usize = 200;
const LAYERS: usize = 20;
/// Components of the workspace; each recipe lays 20 of them.
const COMPONENTS: usize = 200;

fn main() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/sample-workspace");
    tell("the sample workspace", &sample);
    let large = tempfile::tempdir().unwrap();
    write_large(large.path());
    tell(&format!("{RECIPES} recipes × {LAYERS} components"), large.path());
}

fn tell(name: &str, folder: &Path) {
    let files = yaml_files(folder);
    let floor = median(5, || {
        for file in &files {
            let text = std::fs::read_to_string(file).unwrap();
            black_box(ingot_component::yaml::parse(&Source::new("floor", text)));
        }
    });
    let paths = [folder.to_owned()];
    let errors = check_paths(&paths, Wanted::Nowhere).diagnostics.len();
    let check = median(5, || drop(black_box(check_paths(&paths, Wanted::Nowhere))));
    println!(
        "{name}: {} files, {errors} diagnostics\n  floor (read and parse YAML) {floor:>8.1?}\n  check                       {check:>8.1?}  {:.2} x",
        files.len(),
        check.as_secs_f64() / floor.as_secs_f64()
    );
}

fn median(times: usize, mut work: impl FnMut()) -> Duration {
    let mut taken: Vec<Duration> = (0..times)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    taken.sort();
    taken[times / 2]
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

fn write_large(folder: &Path) {
    for name in ["components", "recipes"] {
        std::fs::create_dir(folder.join(name)).unwrap();
    }
    for component in 0..COMPONENTS {
        let at = folder.join(format!("components/component-{component}"));
        std::fs::create_dir(&at).unwrap();
        std::fs::write(
            at.join("component.yaml"),
            format!(
                "kind: Component\nname: component-{component}\nsemanticVersion: 1.0.{component}\nplatform: Linux\nuri: document.yaml\n"
            ),
        )
        .unwrap();
        let mut document = String::from("schemaVersion: 1.0\nparameters:\n");
        for parameter in 0..4 {
            let _ = write!(
                document,
                "  - Parameter{parameter}:\n      type: string\n      default: value-{parameter}\n"
            );
        }
        document.push_str("phases:\n  - name: build\n    steps:\n");
        for step in 0..8 {
            let _ = write!(
                document,
                "      - name: Step{step}\n        action: ExecuteBash\n        inputs:\n          commands:\n            - |\n              set -euo pipefail\n              echo \"{{{{ Parameter{} }}}}\"\n              install -d -m 0755 /opt/component-{component}/{step}\n",
                step % 4
            );
        }
        std::fs::write(at.join("document.yaml"), document).unwrap();
    }
    for recipe in 0..RECIPES {
        let mut text = format!(
            "kind: ImageRecipe\nname: recipe-{recipe}\nsemanticVersion: 1.0.0\nparentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id\ncomponents:\n"
        );
        for layer in 0..LAYERS {
            let component = (recipe + layer * 7) % COMPONENTS;
            let _ = write!(
                text,
                "  - componentArn: Component/component-{component}\n    parameters:\n      - name: Parameter1\n        value: [\"{recipe}\"]\n"
            );
        }
        std::fs::write(folder.join(format!("recipes/recipe-{recipe}.yaml")), text).unwrap();
    }
}
