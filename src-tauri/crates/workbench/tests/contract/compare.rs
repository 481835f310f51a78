//! Two states of a recipe side by side, and overlays whose golden image moved on.

use std::path::{Path, PathBuf};

use ingot_workbench::Workbench;
use ingot_workbench::commands::{compare, recipe};
use ingot_workbench::contract::compare::{CompareRequest, LayerDifference, Side, SideAt};
use ingot_workbench::contract::recipe::{LayersRequest, RecipeRequest};
use ingot_workbench::contract::{Code, Nothing};

use crate::on_sample;

const RECIPE: &str = "payments-web";

fn at(at: SideAt) -> Side {
    Side {
        recipe: RECIPE.to_owned(),
        at,
    }
}

fn git(revision: &str) -> Side {
    at(SideAt::Git {
        revision: revision.to_owned(),
    })
}

fn named() -> RecipeRequest {
    RecipeRequest {
        recipe: RECIPE.to_owned(),
    }
}

fn folder(home: &Path) -> PathBuf {
    home.join("data/acme-images")
}

fn change(home: &Path, file: &str, from: &str, to: &str) {
    let path = folder(home).join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} has {from}");
    std::fs::write(path, text.replacen(from, to, 1)).unwrap();
}

fn reopen(workbench: &Workbench, home: &Path) {
    workbench.open_workspace(&folder(home)).unwrap();
}

#[tokio::test]
async fn edits_that_are_not_saved_are_compared_with_the_last_commit() {
    let home = tempfile::tempdir().unwrap();
    let workbench = on_sample(home.path(), None).await;
    let request = || CompareRequest {
        left: git("HEAD"),
        right: at(SideAt::Workspace),
    };
    let same = compare::run(&workbench, request()).await.unwrap().comparison;
    assert!(same.is_empty() && same.unchanged > 5, "{same:#?}");

    let remove = LayersRequest {
        recipe: RECIPE.to_owned(),
        slots: vec![0],
    };
    recipe::remove_layers(&workbench, remove).await.unwrap();
    let changed = compare::run(&workbench, request()).await.unwrap().comparison;
    assert_eq!(changed.layers.len(), 1, "{changed:#?}");
    assert_eq!(changed.layers[0].component, "nginx-tls");
    assert_eq!(changed.layers[0].changes, [LayerDifference::Removed]);
    assert!(changed.effects[0].text.contains("nginx-tls"), "{:?}", changed.effects);
}

#[tokio::test]
async fn commits_of_the_recipe_and_of_what_it_stands_on_are_offered() {
    let home = tempfile::tempdir().unwrap();
    let workbench = on_sample(home.path(), None).await;
    let run = |arguments: &[&str]| {
        let author = ["-c", "user.name=A", "-c", "user.email=a@localhost"];
        let git = std::process::Command::new("git")
            .current_dir(folder(home.path()))
            .args(author)
            .args(arguments)
            .status();
        assert!(git.unwrap().success());
    };
    change(
        home.path(),
        "components/time-sync/component.yaml",
        "kind:",
        "# of the golden image\nkind:",
    );
    run(&["commit", "-qam", "a component of the golden image"]);
    change(
        home.path(),
        "recipes/ledger-batch.yaml",
        "kind:",
        "# somebody else's\nkind:",
    );
    run(&["commit", "-qam", "another recipe"]);
    reopen(&workbench, home.path());
    let sides = compare::sides(&workbench, named()).await.unwrap();
    let summaries: Vec<_> = sides.revisions.iter().map(|it| it.summary.as_str()).collect();
    assert_eq!(summaries[0], "a component of the golden image");
    assert_eq!(summaries.len(), 2, "{summaries:?}");
    assert!(sides.recipes.contains(&"ledger-batch".to_owned()) && !sides.recipes.contains(&RECIPE.to_owned()));
    assert!(sides.published.is_empty());
}

#[tokio::test]
async fn a_side_that_is_not_there_says_what_to_do() {
    let home = tempfile::tempdir().unwrap();
    let workbench = on_sample(home.path(), None).await;
    let nowhere = Side {
        recipe: "nowhere".to_owned(),
        at: SideAt::Workspace,
    };
    let aws = |version: Option<&str>| {
        at(SideAt::Aws {
            version: version.map(str::to_owned),
        })
    };
    for left in [
        git("no-such-branch"),
        git("--all"),
        git("HEAD:x"),
        aws(None),
        aws(Some("1.0.0")),
        nowhere,
    ] {
        let right = at(SideAt::Workspace);
        let refused = compare::run(
            &workbench,
            CompareRequest {
                left: left.clone(),
                right,
            },
        )
        .await;
        let refused = refused.unwrap_err();
        assert_eq!(refused.code, Code::NotFound, "{left:?}: {refused}");
        assert!(
            !refused.hints.is_empty() || left.recipe == "nowhere",
            "{left:?}: {refused}"
        );
    }
}

#[tokio::test]
async fn an_overlay_on_an_older_golden_image_is_stale_and_its_update_is_proposed() {
    let home = tempfile::tempdir().unwrap();
    let workbench = on_sample(home.path(), None).await;
    assert!(
        compare::stale(&workbench, Nothing {})
            .await
            .unwrap()
            .overlays
            .is_empty()
    );
    let refused = compare::propose(&workbench, named()).await.unwrap_err();
    assert_eq!(refused.code, Code::NotFound);

    let golden = recipe::get(
        &workbench,
        RecipeRequest {
            recipe: "golden-ubuntu-22-04".to_owned(),
        },
    );
    let newest = golden.await.unwrap().version;
    change(
        home.path(),
        "recipes/payments-web.yaml",
        "golden-ubuntu-22-04/1.x.x",
        "golden-ubuntu-22-04/1.0.0",
    );
    reopen(&workbench, home.path());
    let listed = compare::stale(&workbench, Nothing {}).await.unwrap().overlays;
    assert_eq!(listed.len(), 1, "{listed:#?}");
    assert_eq!((listed[0].recipe.as_str(), &listed[0].newest), (RECIPE, &newest));
    let view = recipe::get(&workbench, named()).await.unwrap();
    assert_eq!(view.stale.unwrap().stands_on, "1.0.0");
    let proposal = compare::propose(&workbench, named()).await.unwrap();
    assert_eq!(
        proposal.new_reference,
        format!("ImageRecipe/golden-ubuntu-22-04/{newest}")
    );
    assert!(!proposal.comparison.effects.is_empty());
    assert_eq!(proposal.version.current, "2.1.0");
}
