//! Resources as forms, and what renaming, copying and deleting them does to the folder.

use ingot_recipe::FieldValue;
use ingot_workbench::commands::{recipe, resource};
use ingot_workbench::contract::recipe::SetLayersEnabled;
use ingot_workbench::contract::resource::{
    CopyResource, CreateResource, Deleted, DeletedFile, FieldEdit, MoveItem, RenameResource, ResourceKind,
    ResourceName, SetFields,
};
use ingot_workbench::contract::workspace::{FileRequest, SetText};
use ingot_workbench::contract::{Code, Nothing};
use ingot_workbench::{Workbench, commands};

use crate::on_sample;

fn name(kind: ResourceKind, name: &str) -> ResourceName {
    ResourceName {
        kind,
        name: name.to_owned(),
    }
}

fn field(path: &[&str], value: &str) -> FieldEdit {
    FieldEdit {
        path: path.iter().map(|step| (*step).to_owned()).collect(),
        value: Some(FieldValue::Scalar(value.to_owned())),
    }
}

async fn text(workbench: &Workbench, file: &str) -> String {
    let file = file.to_owned();
    commands::file::get(workbench, FileRequest { file }).await.unwrap().text
}

async fn clean(workbench: &Workbench) {
    let problems = commands::workspace::problems(workbench, Nothing {}).await.unwrap();
    assert!(problems.diagnostics.is_empty(), "{:#?}", problems.diagnostics);
}

#[tokio::test]
async fn every_resource_of_the_workspace_is_listed_with_its_uses() {
    let home = tempfile::tempdir().unwrap();
    let workbench = on_sample(home.path(), None).await;
    let listed = resource::list(&workbench, Nothing {}).await.unwrap().resources;
    let golden = listed
        .iter()
        .find(|it| it.kind == ResourceKind::ImageRecipe && it.name == "golden-ubuntu-22-04")
        .unwrap();
    assert!(golden.used_by >= 2, "its pipeline and an overlay: {golden:?}");
    assert!(golden.version.is_some() && golden.errors == 0);
    let kinds: std::collections::BTreeSet<_> = listed.iter().map(|it| it.kind).collect();
    assert_eq!(kinds.len(), 5);
}

#[tokio::test]
async fn a_form_edits_fields_as_one_step_and_shows_problems_at_their_field() {
    let home = tempfile::tempdir().unwrap();
    let workbench = on_sample(home.path(), None).await;
    let web = name(ResourceKind::ImageRecipe, "payments-web");
    let before = text(&workbench, "recipes/payments-web.yaml").await;
    let request = SetFields {
        resource: web.clone(),
        changes: vec![
            field(&["semanticVersion"], "2.2.0"),
            field(&["blockDeviceMappings", "0", "deviceName"], "/dev/sda1"),
            field(&["blockDeviceMappings", "0", "ebs", "volumeSize"], "0"),
        ],
    };
    let view = resource::set(&workbench, request).await.unwrap();
    assert_eq!(view.value["semanticVersion"], "2.2.0");
    assert_eq!(view.value["blockDeviceMappings"][0]["ebs"]["volumeSize"], 0);
    assert!(view.value.get("amiTags").is_none(), "what is not written is not there");
    assert_eq!((view.edits, view.complete), (1, true));
    let size = view
        .problems
        .iter()
        .find(|it| it.path == ["blockDeviceMappings", "0", "ebs", "volumeSize"]);
    assert!(size.is_some(), "{:?}", view.problems);
    let file = view.file;
    commands::file::undo(&workbench, FileRequest { file }).await.unwrap();
    assert_eq!(text(&workbench, "recipes/payments-web.yaml").await, before);
}

#[tokio::test]
async fn an_item_of_a_list_moves_in_one_step() {
    let home = tempfile::tempdir().unwrap();
    let workbench = on_sample(home.path(), None).await;
    let build = name(ResourceKind::InfrastructureConfiguration, "payments-build");
    let types = |view: &ingot_workbench::contract::resource::ResourceView| view.value["instanceTypes"].clone();
    let list = FieldEdit {
        path: vec!["instanceTypes".to_owned()],
        value: Some(FieldValue::List(
            ["m6i.large", "m7i.large"]
                .map(|it| FieldValue::Scalar(it.to_owned()))
                .to_vec(),
        )),
    };
    let request = SetFields {
        resource: build.clone(),
        changes: vec![list],
    };
    resource::set(&workbench, request).await.unwrap();
    let request = MoveItem {
        resource: build,
        path: vec!["instanceTypes".to_owned()],
        from: 1,
        to: 0,
    };
    let view = resource::move_item(&workbench, request).await.unwrap();
    assert_eq!(types(&view), serde_json::json!(["m7i.large", "m6i.large"]));
}

#[tokio::test]
async fn a_rename_is_followed_by_every_reference_and_can_be_undone() {
    let home = tempfile::tempdir().unwrap();
    let workbench = on_sample(home.path(), None).await;
    let request = RenameResource {
        resource: name(ResourceKind::ImageRecipe, "golden-ubuntu-22-04"),
        name: "golden-jammy".to_owned(),
    };
    let renamed = resource::rename(&workbench, request).await.unwrap();
    assert_eq!(renamed.files[0], "recipes/golden-jammy.yaml");
    assert!(
        renamed.files.contains(&"recipes/payments-web.yaml".to_owned()),
        "{:?}",
        renamed.files
    );
    clean(&workbench).await;
    let web = text(&workbench, "recipes/payments-web.yaml").await;
    assert!(web.contains("parentImage: ImageRecipe/golden-jammy/1.x.x\n"), "{web}");
    let folder = home.path().join("data/acme-images/recipes");
    assert!(folder.join("golden-jammy.yaml").exists() && !folder.join("golden-ubuntu-22-04.yaml").exists());
    for file in renamed.files {
        let view = commands::file::undo(&workbench, FileRequest { file }).await.unwrap();
        assert!(!view.unsaved);
        assert_eq!(
            view.redo.as_deref(),
            Some("rename of golden-ubuntu-22-04 to golden-jammy")
        );
    }
    clean(&workbench).await;
}

#[tokio::test]
async fn a_component_is_renamed_with_its_folder() {
    let home = tempfile::tempdir().unwrap();
    let workbench = on_sample(home.path(), None).await;
    let off = SetLayersEnabled {
        recipe: "payments-web".to_owned(),
        slots: vec![0],
        enabled: false,
    };
    recipe::set_layers_enabled(&workbench, off).await.unwrap();
    let request = RenameResource {
        resource: name(ResourceKind::Component, "nginx-tls"),
        name: "nginx-front".to_owned(),
    };
    let renamed = resource::rename(&workbench, request).await.unwrap();
    assert_eq!(renamed.files[0], "components/nginx-front/component.yaml");
    clean(&workbench).await;
    assert!(!home.path().join("data/acme-images/components/nginx-tls").exists());
    let web = text(&workbench, "recipes/payments-web.yaml").await;
    assert!(web.contains("# - componentArn: Component/nginx-front\n"), "{web}");
    assert!(
        text(&workbench, "ingot.yaml")
            .await
            .contains("favourites: [nginx-front, openjdk-runtime")
    );
    let taken = RenameResource {
        resource: name(ResourceKind::Component, "nginx-front"),
        name: "OpenJDK runtime".to_owned(),
    };
    let refused = resource::rename(&workbench, taken).await.unwrap_err();
    assert_eq!(refused.code, Code::Conflict);
}

#[tokio::test]
async fn a_copy_keeps_comments_and_version_under_its_own_name() {
    let home = tempfile::tempdir().unwrap();
    let workbench = on_sample(home.path(), None).await;
    let request = CopyResource {
        resource: name(ResourceKind::ImageRecipe, "payments-web"),
        name: "payments-web-2".to_owned(),
    };
    let copy = resource::copy(&workbench, request).await.unwrap();
    assert_eq!(copy.file, "recipes/payments-web-2.yaml");
    let original = text(&workbench, "recipes/payments-web.yaml").await;
    let expected = original.replace("name: payments-web\n", "name: payments-web-2\n");
    assert_eq!(text(&workbench, &copy.file).await, expected);
    let request = CopyResource {
        resource: name(ResourceKind::Component, "nginx-tls"),
        name: "nginx-two".to_owned(),
    };
    let copy = resource::copy(&workbench, request).await.unwrap();
    assert_eq!(copy.file, "components/nginx-two/component.yaml");
    assert_eq!(
        text(&workbench, "components/nginx-two/document.yaml").await,
        text(&workbench, "components/nginx-tls/document.yaml").await
    );
    clean(&workbench).await;
}

#[tokio::test]
async fn a_recipe_in_which_a_component_is_off_is_named_among_those_that_use_it() {
    let home = tempfile::tempdir().unwrap();
    let workbench = on_sample(home.path(), None).await;
    let users = async || {
        let list = commands::component::list(&workbench, Nothing {}).await.unwrap();
        let one = list.components.into_iter().find(|one| one.name == "nginx-tls").unwrap();
        (one.used_by, one.off_in)
    };
    let [web, search] = ["payments-web", "search-api"].map(str::to_owned);
    assert_eq!(users().await, (vec![web.clone(), search.clone()], vec![]));
    let off = SetLayersEnabled {
        recipe: "payments-web".to_owned(),
        slots: vec![0],
        enabled: false,
    };
    recipe::set_layers_enabled(&workbench, off).await.unwrap();
    assert_eq!(users().await, (vec![search], vec![web]));
}

#[tokio::test]
async fn what_was_deleted_comes_back_whole() {
    let home = tempfile::tempdir().unwrap();
    let workbench = on_sample(home.path(), None).await;
    let component = name(ResourceKind::Component, "time-sync");
    let used = resource::get(&workbench, component.clone()).await.unwrap().used_by;
    assert!(
        used.iter().any(|it| it.name == "golden-ubuntu-22-04" && it.line > 1),
        "{used:?}"
    );
    let folder = home.path().join("data/acme-images/components/time-sync");
    let before = std::fs::read(folder.join("document.yaml")).unwrap();
    let deleted = resource::delete(&workbench, component.clone()).await.unwrap();
    assert_eq!(deleted.files.len(), 2);
    assert!(!folder.exists());
    let gone = resource::get(&workbench, component).await.unwrap_err();
    assert_eq!(gone.code, Code::NotFound);
    resource::restore(&workbench, deleted.clone()).await.unwrap();
    assert_eq!(std::fs::read(folder.join("document.yaml")).unwrap(), before);
    clean(&workbench).await;
    let twice = resource::restore(&workbench, deleted).await.unwrap_err();
    assert_eq!(twice.code, Code::Conflict, "nothing is written over");
}

#[tokio::test]
async fn what_cannot_come_back_whole_leaves_nothing_behind() {
    let home = tempfile::tempdir().unwrap();
    let workbench = on_sample(home.path(), None).await;
    let folder = home.path().join("data/acme-images");
    std::fs::create_dir(folder.join("third.yaml")).unwrap();
    let files = ["first.yaml", "third.yaml"].map(|file| DeletedFile {
        file: file.to_owned(),
        text: "kind: ImageRecipe\n".to_owned(),
    });
    let resource = name(ResourceKind::ImageRecipe, "x");
    let files = files.to_vec();
    assert!(
        resource::restore(&workbench, Deleted { resource, files })
            .await
            .is_err()
    );
    assert!(!folder.join("first.yaml").exists(), "all of it or nothing");
}

#[tokio::test]
async fn only_files_that_a_workspace_reads_are_ever_made() {
    let home = tempfile::tempdir().unwrap();
    let workbench = on_sample(home.path(), None).await;
    for file in [
        ".git/hooks/pre-commit",
        "../out.yaml",
        "run.sh",
        ".github/a.yaml",
        "/tmp/a.yaml",
    ] {
        let deleted = Deleted {
            resource: name(ResourceKind::ImageRecipe, "x"),
            files: vec![DeletedFile {
                file: file.to_owned(),
                text: "kind: ImageRecipe\n".to_owned(),
            }],
        };
        assert!(resource::restore(&workbench, deleted).await.is_err(), "{file}");
    }
}

#[tokio::test]
async fn every_kind_of_form_begins_with_a_file_that_reads() {
    let home = tempfile::tempdir().unwrap();
    let workbench = on_sample(home.path(), None).await;
    for (kind, file) in [
        (
            ResourceKind::InfrastructureConfiguration,
            "infrastructure/a-new-one.yaml",
        ),
        (ResourceKind::DistributionConfiguration, "distribution/a-new-one.yaml"),
        (ResourceKind::ImagePipeline, "pipelines/a-new-one.yaml"),
    ] {
        let request = CreateResource {
            resource: name(kind, "a new one"),
            fields: vec![field(&["description"], "x: y")],
        };
        let view = resource::create(&workbench, request).await.unwrap();
        assert_eq!(
            (view.file.as_str(), &view.value["description"]),
            (file, &serde_json::json!("x: y"))
        );
    }
    let component = CreateResource {
        resource: name(ResourceKind::Component, "a new one"),
        fields: Vec::new(),
    };
    assert_eq!(
        resource::create(&workbench, component).await.unwrap_err().code,
        Code::Invalid
    );
}

#[tokio::test]
async fn a_file_with_several_resources_is_not_deleted() {
    let home = tempfile::tempdir().unwrap();
    let workbench = on_sample(home.path(), None).await;
    let file = "infrastructure/payments-build.yaml".to_owned();
    let text = text(&workbench, &file).await + "---\nkind: ImageRecipe\nname: second\n";
    commands::file::set_text(&workbench, SetText { file, text })
        .await
        .unwrap();
    let request = name(ResourceKind::InfrastructureConfiguration, "payments-build");
    assert_eq!(
        resource::delete(&workbench, request).await.unwrap_err().code,
        Code::Conflict
    );
}
