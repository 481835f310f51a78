//! The recipe editor: what it shows, new recipes, the palette.

use ingot_workbench::commands::recipe;
use ingot_workbench::contract::recipe::{
    AddLayer, CreateRecipe, Origin, RecipeRequest, RecipeView, ReplaceLayer, SetFavourite, Stratum, StratumKind,
};
use ingot_workbench::contract::{Code, Nothing};
use ingot_workbench::{Workbench, commands};

use crate::on_sample;

async fn view(workbench: &Workbench, recipe: &str) -> RecipeView {
    let recipe = recipe.to_owned();
    recipe::get(workbench, RecipeRequest { recipe }).await.unwrap()
}

fn own(view: &RecipeView) -> &Stratum {
    let own = view.strata.iter().find(|stratum| stratum.kind == StratumKind::Own);
    own.unwrap()
}

fn new(name: &str) -> CreateRecipe {
    CreateRecipe {
        name: name.to_owned(),
        parent_image: "ImageRecipe/golden-ubuntu-22-04/1.x.x".to_owned(),
        version: None,
        description: Some("Ledger: front end".to_owned()),
        owner: Some("ledger".to_owned()),
        components: vec!["Component/nginx-tls".to_owned()],
    }
}

#[tokio::test]
async fn a_parameter_says_where_it_is_used_and_who_sets_it_differently() {
    let home = tempfile::tempdir().unwrap();
    let workbench = on_sample(home.path(), None).await;
    recipe::create(&workbench, new("ledger-web")).await.unwrap();
    let view = view(&workbench, "payments-web").await;
    assert_eq!(view.parent_recipe.as_deref(), Some("golden-ubuntu-22-04"));
    let golden = view.strata.iter().find(|stratum| stratum.kind == StratumKind::Golden);
    assert_eq!(
        golden.unwrap().file.as_deref(),
        Some("recipes/golden-ubuntu-22-04.yaml")
    );
    let nginx = &own(&view).layers[0];
    assert_eq!((nginx.slot, nginx.enabled, nginx.name.as_str()), (0, true, "nginx-tls"));
    let server = nginx.parameters.iter().find(|it| it.name == "ServerName").unwrap();
    assert!(!server.used_in.is_empty() && server.used_in.iter().all(|place| place.line > 1));
    assert!(!server.secret && !server.multiline);
    let ledger = server.elsewhere.iter().find(|it| it.recipe == "ledger-web").unwrap();
    assert_eq!(ledger.value, None, "its default holds there");
}

#[tokio::test]
async fn a_new_recipe_is_a_file_that_stands_on_its_parent() {
    let home = tempfile::tempdir().unwrap();
    let workbench = on_sample(home.path(), None).await;
    let made = recipe::create(&workbench, new("Ledger Web")).await.unwrap();
    assert_eq!(
        (made.file.as_str(), made.version.as_str(), made.unsaved),
        ("recipes/ledger-web.yaml", "1.0.0", false)
    );
    let text = std::fs::read_to_string(home.path().join("data/acme-images").join(&made.file)).unwrap();
    insta::assert_snapshot!(text, @r#"
    kind: ImageRecipe
    name: Ledger Web
    semanticVersion: 1.0.0
    description: "Ledger: front end"
    parentImage: ImageRecipe/golden-ubuntu-22-04/1.x.x
    components:
      - componentArn: Component/nginx-tls
    tags:
      Owner: ledger
    "#);
    let golden = view(&workbench, "golden-ubuntu-22-04").await;
    assert!(
        golden.overlays.contains(&"Ledger Web".to_owned()),
        "{:?}",
        golden.overlays
    );

    for (name, code) in [
        ("ledger_web", Code::Conflict),
        ("x", Code::Invalid),
        ("a/b/c", Code::Invalid),
    ] {
        let refused = recipe::create(&workbench, new(name)).await.unwrap_err();
        assert_eq!(refused.code, code, "{name}: {refused}");
    }
    let mut odd = new("another");
    odd.parent_image = "imagerecipe/golden".to_owned();
    assert_eq!(recipe::create(&workbench, odd).await.unwrap_err().code, Code::Invalid);
}

#[tokio::test]
async fn a_new_image_can_stand_on_every_recipe_and_on_well_known_images_of_vendors() {
    let home = tempfile::tempdir().unwrap();
    let workbench = on_sample(home.path(), None).await;
    let parents = recipe::parents(&workbench, Nothing {}).await.unwrap().parents;
    let golden = parents.iter().find(|it| it.label == "golden-ubuntu-22-04").unwrap();
    assert_eq!(golden.reference, "ImageRecipe/golden-ubuntu-22-04/1.x.x");
    assert_eq!(golden.platform.as_deref(), Some("Linux"));
    assert!(golden.layers.is_some_and(|layers| layers > 5));
    let overlay = parents.iter().find(|it| it.label == "payments-web").unwrap();
    assert!(overlay.layers > golden.layers, "an overlay's lineage is deeper");
    let vendors: Vec<_> = parents.iter().filter(|it| it.origin == Origin::Amazon).collect();
    assert!(
        vendors
            .iter()
            .any(|it| it.label == "Ubuntu Server 24.04 LTS" && it.architecture.as_deref() == Some("arm64"))
    );
    let references: std::collections::BTreeSet<_> = parents.iter().map(|it| &it.reference).collect();
    assert_eq!(references.len(), parents.len(), "none is offered twice");
}

#[tokio::test]
async fn favourites_of_the_team_come_first_in_the_palette() {
    let home = tempfile::tempdir().unwrap();
    let workbench = on_sample(home.path(), None).await;
    let set = |favourite| SetFavourite {
        component: "search-service".to_owned(),
        favourite,
    };
    let request = || RecipeRequest {
        recipe: "payments-web".to_owned(),
    };
    recipe::set_favourite(&workbench, set(true)).await.unwrap();
    let palette = recipe::palette(&workbench, request()).await.unwrap();
    let fits = palette.entries.iter().take_while(|entry| entry.unfit.is_none());
    let first: Vec<_> = fits
        .map(|entry| (entry.name.as_str(), entry.favourite))
        .take(3)
        .collect();
    assert_eq!(
        first[..2],
        [("node-runtime", true), ("search-service", true)],
        "{first:?}"
    );
    assert!(!first[2].1);
    let asked = commands::file::get(
        &workbench,
        ingot_workbench::contract::workspace::FileRequest {
            file: "ingot.yaml".to_owned(),
        },
    );
    let settings = asked.await.unwrap();
    assert!(
        settings.unsaved
            && settings
                .text
                .contains("favourites: [nginx-tls, openjdk-runtime, node-runtime, search-service]\n"),
        "{}",
        settings.text
    );
    assert_eq!(settings.undo.as_deref(), Some("search-service as a favourite"));
    recipe::set_favourite(&workbench, set(false)).await.unwrap();
    let palette = recipe::palette(&workbench, request()).await.unwrap();
    assert!(
        palette
            .entries
            .iter()
            .all(|entry| !entry.favourite || entry.name != "search-service")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_account_subscribed_to_on_the_marketplace_is_offered_laid_and_never_guessed_at() {
    let home = tempfile::tempdir().unwrap();
    let sandbox = ingot_sandbox::SandboxConfig::new(home.path().join("sandbox"));
    let sandbox = ingot_sandbox::Sandbox::start(sandbox).await.unwrap();
    let workbench = on_sample(home.path(), Some(sandbox.endpoint())).await;
    let sync = commands::session::sync(&workbench, Nothing {}).await.unwrap();
    workbench.jobs().wait(&sync.job).await.unwrap();
    let sold = async |recipe: &str| {
        let recipe = recipe.to_owned();
        let palette = recipe::palette(&workbench, RecipeRequest { recipe }).await.unwrap();
        let entries = palette.entries.into_iter();
        entries
            .filter(|entry| entry.origin == Origin::Marketplace)
            .collect::<Vec<_>>()
    };
    let fits = sold("payments-web").await;
    assert!(
        fits.len() == 2 && fits.iter().all(|entry| entry.unfit.is_none()),
        "{fits:?}"
    );
    let unfit = sold("golden-centos-7").await;
    let pro = unfit.iter().find(|entry| entry.name.starts_with("Ubuntu Pro")).unwrap();
    assert!(
        pro.unfit
            .as_ref()
            .is_some_and(|why| why.contains("this image is CentOS")),
        "{pro:?}"
    );

    let laid = recipe::add_layer(
        &workbench,
        AddLayer {
            recipe: "payments-web".to_owned(),
            component: pro.reference.clone(),
            slot: None,
        },
    );
    let view = laid.await.unwrap();
    let layer = own(&view).layers.last().unwrap();
    assert_eq!(
        (layer.origin, layer.problems.len()),
        (Origin::Marketplace, 0),
        "{layer:?}"
    );
    let recipe = "payments-web".to_owned();
    let order = recipe::run_order(&workbench, RecipeRequest { recipe }).await.unwrap();
    let unread: Vec<_> = order
        .unread
        .iter()
        .map(|it| (it.component.as_str(), it.origin, it.inherited))
        .collect();
    assert_eq!(
        unread,
        [("ubuntu-pro-component-prod-w2osc53uiegx4", Origin::Marketplace, false)]
    );
}

#[tokio::test]
async fn a_replaced_layer_keeps_the_parameters_that_the_new_component_has_as_well() {
    let home = tempfile::tempdir().unwrap();
    let workbench = on_sample(home.path(), None).await;
    let request = ReplaceLayer {
        recipe: "payments-web".to_owned(),
        slot: 1,
        component: "Component/node-runtime".to_owned(),
    };
    let view = recipe::replace_layer(&workbench, request).await.unwrap();
    assert_eq!(view.undo.as_deref(), Some("node-runtime in place of openjdk-runtime"));
    let layer = &own(&view).layers[1];
    assert_eq!(layer.name, "node-runtime");
    assert!(layer.parameters.iter().all(|parameter| !parameter.undeclared));
}
