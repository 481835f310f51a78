//! Broken source never destroys what is shown.

use ingot_workbench::commands::{file, plan, recipe, resource, workspace};
use ingot_workbench::contract::recipe::{LayersRequest, RecipeRequest, RecipeView};
use ingot_workbench::contract::resource::{ResourceKind, ResourceName};
use ingot_workbench::contract::workspace::{FileRequest, SetText};
use ingot_workbench::contract::{Nothing, PlanAction, PlanRequest};
use ingot_workbench::{Options, Workbench};

use crate::on_sample;

const FILE: &str = "recipes/payments-web.yaml";

fn name() -> RecipeRequest {
    RecipeRequest {
        recipe: "payments-web".to_owned(),
    }
}

async fn typed(workbench: &Workbench, text: String) -> RecipeView {
    let file = FILE.to_owned();
    file::set_text(workbench, SetText { file, text }).await.unwrap();
    recipe::get(workbench, name()).await.unwrap()
}

async fn text(workbench: &Workbench) -> String {
    let file = FILE.to_owned();
    file::get(workbench, FileRequest { file }).await.unwrap().text
}

fn layers(view: &RecipeView) -> Vec<String> {
    let strata = view.strata.iter().flat_map(|stratum| &stratum.layers);
    strata.map(|layer| layer.name.clone()).collect()
}

#[tokio::test]
async fn layers_stay_as_they_last_could_be_read_while_the_source_is_broken() {
    let home = tempfile::tempdir().unwrap();
    let workbench = on_sample(home.path(), None).await;
    let before = recipe::get(&workbench, name()).await.unwrap();
    assert_eq!(before.broken, None);
    let good = text(&workbench).await;
    let without_last = &good[..good.find("  - componentArn: Component/payments-smoke").unwrap()];
    let last_good = typed(&workbench, without_last.to_owned()).await;
    assert_eq!(last_good.broken, None);

    let unclosed = good.replace("HeapSize", "\"HeapSize");
    let broken = typed(&workbench, unclosed).await;
    assert_eq!(layers(&broken), layers(&last_good), "the last state, not the saved one");
    let reason = broken.broken.unwrap();
    assert!(reason.line > 20 && broken.problems.iter().any(|found| found.message == reason.message));

    let request = LayersRequest {
        recipe: "payments-web".to_owned(),
        slots: vec![0],
    };
    let refused = recipe::remove_layers(&workbench, request).await.unwrap_err();
    assert!(
        refused.message.starts_with(&format!("line {}: ", reason.line)),
        "{refused}"
    );
    assert!(refused.message.ends_with("mend it in the source first"), "{refused}");
    let listed = workspace::current(&workbench, Nothing {}).await.unwrap().unwrap();
    assert!(
        listed
            .images
            .iter()
            .any(|golden| golden.children.iter().any(|image| image.recipe == "payments-web"))
    );

    assert_eq!(layers(&typed(&workbench, good.clone()).await), layers(&before));
    assert_eq!(recipe::get(&workbench, name()).await.unwrap().broken, None);
}

#[tokio::test]
async fn a_resource_that_is_no_longer_one_while_it_is_typed_stays_what_it_was() {
    let home = tempfile::tempdir().unwrap();
    let workbench = on_sample(home.path(), None).await;
    let good = text(&workbench).await;
    for broken in [
        "",
        "- a\n- list\n",
        &good.replace("kind: ImageRecipe\n", ""),
        &good.replace("name: payments-web\n", ""),
        &good.replace("kind: ImageRecipe\n", "kind: Imag\n"),
        "kind: ImageRecipe\nname: [\n",
    ] {
        let view = typed(&workbench, broken.to_owned()).await;
        let reason = view.broken.unwrap_or_else(|| panic!("{broken}"));
        assert!(!reason.message.is_empty() && reason.line >= 1);
        let form = ResourceName {
            kind: ResourceKind::ImageRecipe,
            name: "payments-web".to_owned(),
        };
        let form = resource::get(&workbench, form).await.unwrap();
        assert!(!form.complete && form.broken.is_some());
        assert_eq!(form.value["semanticVersion"], "2.1.0");
        assert!(!form.problems.is_empty());
        // And the problems of the broken text are where it is broken.
        let file = FILE.to_owned();
        let shown = file::get(&workbench, FileRequest { file }).await.unwrap();
        assert_eq!(shown.text, broken);
    }
}

#[tokio::test]
async fn after_a_restart_a_broken_draft_is_shown_as_the_file_was_saved() {
    let home = tempfile::tempdir().unwrap();
    let first = on_sample(home.path(), None).await;
    let before = layers(&recipe::get(&first, name()).await.unwrap());
    typed(&first, "kind: ImageRecipe\nname: [\n".to_owned()).await;
    drop(first);
    let options = Options {
        home: Some(home.path().to_owned()),
        sample: true,
        ..Options::default()
    };
    let second = Workbench::start(options.clone()).unwrap();
    let view = recipe::get(&second, name()).await.unwrap();
    assert!(view.broken.is_some());
    assert_eq!(layers(&view), before);
    // The same when it is the saved file that is broken: what was committed is shown.
    file::discard(&second, FileRequest { file: FILE.to_owned() })
        .await
        .unwrap();
    let disk = home.path().join("data/acme-images").join(FILE);
    let conflict = format!("<<<<<<< HEAD\n{}", std::fs::read_to_string(&disk).unwrap());
    std::fs::write(&disk, conflict).unwrap();
    drop(second);
    let third = Workbench::start(options).unwrap();
    let view = recipe::get(&third, name()).await.unwrap();
    assert_eq!((layers(&view), view.broken.is_some()), (before, true));
}

#[tokio::test]
async fn a_recipe_is_still_found_while_another_name_is_being_typed() {
    let home = tempfile::tempdir().unwrap();
    let workbench = on_sample(home.path(), None).await;
    let good = text(&workbench).await;
    let view = typed(&workbench, good.replace("name: payments-web\n", "name: payments-we\n")).await;
    assert_eq!(view.recipe, "payments-we");
}

#[tokio::test]
async fn nothing_is_published_of_a_recipe_whose_source_is_broken() {
    let home = tempfile::tempdir().unwrap();
    let workbench = on_sample(home.path(), None).await;
    let good = text(&workbench).await;
    for broken in [
        good.replace("kind: ImageRecipe\n", ""),
        good.replace("HeapSize", "\"HeapSize"),
    ] {
        typed(&workbench, broken).await;
        let recipes = vec!["payments-web".to_owned()];
        let plan = plan::make(&workbench, PlanRequest { recipes }).await.unwrap();
        assert!(!plan.blocked.is_empty() || !plan.problems.is_empty(), "{plan:?}");
        assert!(
            plan.items
                .iter()
                .all(|item| item.name != "payments-web" || item.action == PlanAction::Blocked)
        );
    }
}
