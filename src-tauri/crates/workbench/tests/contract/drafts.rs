//! Unsaved edits: nothing is lost, nothing of somebody else's is overwritten.

use ingot_workbench::contract::recipe::{MoveLayers, RecipeRequest, SetParameter};
use ingot_workbench::contract::workspace::{FileRequest, OnConflict, SaveFile, SetText};
use ingot_workbench::contract::{Code, Nothing};
use ingot_workbench::{Options, Workbench, commands};

use crate::on_sample;

const FILE: &str = "recipes/payments-web.yaml";

fn recipe() -> RecipeRequest {
    RecipeRequest {
        recipe: "payments-web".to_owned(),
    }
}

fn file() -> FileRequest {
    FileRequest { file: FILE.to_owned() }
}

fn heap(value: &str) -> SetParameter {
    SetParameter {
        recipe: "payments-web".to_owned(),
        slot: 1,
        name: "HeapSize".to_owned(),
        value: Some(value.to_owned()),
    }
}

#[tokio::test]
async fn unsaved_edits_and_their_undo_survive_a_program_that_was_killed() {
    let home = tempfile::tempdir().unwrap();
    let options = || Options {
        home: Some(home.path().to_owned()),
        sample: true,
        ..Options::default()
    };
    let first = on_sample(home.path(), None).await;
    let before = commands::file::get(&first, file()).await.unwrap().text;
    commands::recipe::set_parameter(&first, heap("6g")).await.unwrap();
    commands::recipe::move_layers(
        &first,
        MoveLayers {
            recipe: "payments-web".to_owned(),
            slots: vec![0],
            to: 1,
        },
    )
    .await
    .unwrap();
    // Dropped without a word, as a kill would.
    drop(first);

    let second = Workbench::start(options()).unwrap();
    let view = commands::recipe::get(&second, recipe()).await.unwrap();
    assert_eq!((view.unsaved, view.edits), (true, 2));
    assert_eq!(view.undo.as_deref(), Some("move of nginx-tls"));
    commands::file::undo(&second, file()).await.unwrap();
    let undone = commands::file::undo(&second, file()).await.unwrap();
    assert_eq!((undone.text, undone.unsaved, undone.edits), (before, false, 0));
    assert_eq!(undone.redo.as_deref(), Some("HeapSize of openjdk-runtime"));
}

#[tokio::test]
async fn a_file_that_changed_on_disk_is_never_overwritten_unasked() {
    let home = tempfile::tempdir().unwrap();
    let workbench = on_sample(home.path(), None).await;
    let disk = home.path().join("data/acme-images").join(FILE);
    commands::recipe::set_parameter(&workbench, heap("6g")).await.unwrap();
    let theirs = std::fs::read_to_string(&disk).unwrap().replace("2.1.0", "2.2.0");
    std::fs::write(&disk, &theirs).unwrap();

    let save = |on_conflict| SaveFile {
        file: FILE.to_owned(),
        on_conflict,
    };
    let refused = commands::file::save(&workbench, save(None)).await.unwrap_err();
    assert_eq!(refused.code, Code::ChangedOnDisk);
    assert_eq!(std::fs::read_to_string(&disk).unwrap(), theirs);
    assert!(
        commands::file::get(&workbench, file()).await.unwrap().unsaved,
        "the draft is kept"
    );

    let offered = commands::file::get(&workbench, file()).await.unwrap();
    assert_eq!(offered.saved_text.as_deref(), Some(theirs.as_str()));
    let base = offered.base_text.unwrap();
    assert!(
        base.contains("2.1.0") && base.contains("4g"),
        "the text that both began from"
    );

    let both = commands::file::save(&workbench, save(Some(OnConflict::KeepBoth)))
        .await
        .unwrap();
    assert_eq!((both.text.as_str(), both.unsaved), (theirs.as_str(), false));
    let mine = std::fs::read_to_string(disk.with_file_name("payments-web.yaml.mine")).unwrap();
    assert!(mine.contains("6g") && mine.contains("2.1.0"));
}

#[tokio::test]
async fn a_broken_source_is_kept_as_typed_and_the_rest_stays_usable() {
    let home = tempfile::tempdir().unwrap();
    let workbench = on_sample(home.path(), None).await;
    let broken = SetText {
        file: FILE.to_owned(),
        text: "kind: ImageRecipe\nname: [\n".to_owned(),
    };
    let view = commands::file::set_text(&workbench, broken).await.unwrap();
    assert!(
        view.diagnostics.iter().any(|found| found.rule == "yaml/unreadable"),
        "{:?}",
        view.diagnostics
    );
    let other = RecipeRequest {
        recipe: "search-api".to_owned(),
    };
    assert!(commands::recipe::get(&workbench, other).await.is_ok());
    commands::file::discard(&workbench, file()).await.unwrap();
    assert!(commands::recipe::get(&workbench, recipe()).await.is_ok());
}

#[tokio::test]
async fn no_request_reaches_a_file_outside_the_workspace() {
    let home = tempfile::tempdir().unwrap();
    let workbench = on_sample(home.path(), None).await;
    std::fs::write(home.path().join("data/secret.yaml"), "secret: yes\n").unwrap();
    for path in ["../secret.yaml", "/etc/passwd", "recipes/../../secret.yaml"] {
        let asked = FileRequest { file: path.to_owned() };
        assert_eq!(
            commands::file::get(&workbench, asked).await.unwrap_err().code,
            Code::NotFound,
            "{path}"
        );
        let written = SetText {
            file: path.to_owned(),
            text: "x: y\n".to_owned(),
        };
        assert_eq!(
            commands::file::set_text(&workbench, written).await.unwrap_err().code,
            Code::NotFound,
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_command_that_does_not_exist_or_a_wrong_request_is_a_clear_error() {
    let home = tempfile::tempdir().unwrap();
    let workbench = on_sample(home.path(), None).await;
    let unknown = commands::dispatch(&workbench, "no.such", serde_json::json!({}))
        .await
        .unwrap_err();
    assert_eq!(
        (unknown.code, unknown.message.as_str()),
        (Code::Invalid, "there is no command no.such")
    );
    let wrong = commands::dispatch(&workbench, "recipe.get", serde_json::json!({ "recipe": 7 }))
        .await
        .unwrap_err();
    assert_eq!(wrong.code, Code::Invalid);
    assert!(wrong.message.contains("recipe.get"));
}

#[tokio::test]
async fn what_a_comment_ignores_is_listed_with_its_reason_and_counts_as_no_problem() {
    let home = tempfile::tempdir().unwrap();
    let workbench = on_sample(home.path(), None).await;
    let file = "components/nginx-tls/document.yaml".to_owned();
    let request = FileRequest { file: file.clone() };
    let before = commands::file::get(&workbench, request).await.unwrap().text;
    let text = before.replacen(
        "        timeoutSeconds: 900\n",
        "        timeoutSeconds: 0 # ingot: ignore steps/timeout because our fork takes it\n",
        1,
    );
    assert_ne!(text, before);
    commands::file::set_text(
        &workbench,
        SetText {
            file: file.clone(),
            text,
        },
    )
    .await
    .unwrap();
    let problems = commands::workspace::problems(&workbench, Nothing {}).await.unwrap();
    assert!(problems.diagnostics.is_empty(), "{:?}", problems.diagnostics);
    let [ignored] = &problems.ignored[..] else {
        panic!("{:?}", problems.ignored)
    };
    let found = (ignored.diagnostic.rule.as_str(), ignored.diagnostic.file.as_str());
    assert_eq!(found, ("steps/timeout", file.as_str()));
    assert_eq!(ignored.reason, "our fork takes it");
}
