//! A launch that is cut off says so and is taken up again without starting anything twice.

use std::time::Duration;

use ingot_sandbox::{Pace, Sandbox, SandboxConfig};
use ingot_workbench::commands;
use ingot_workbench::contract::workspace::{FileRequest, OpenWorkspace};
use ingot_workbench::contract::{Code, JobKind, JobRequest, JobState, LaunchRequest, Nothing, PlanRequest};

use crate::on_sample;

fn sandbox(folder: &std::path::Path, port: u16) -> SandboxConfig {
    SandboxConfig {
        port,
        pace: Pace {
            build: Duration::from_secs(3),
        },
        ..SandboxConfig::new(folder)
    }
}

fn port_of(sandbox: &Sandbox) -> u16 {
    sandbox.endpoint().rsplit(':').next().unwrap().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_launch_whose_sandbox_goes_away_says_so_and_is_resumed_without_a_second_run() {
    let home = tempfile::tempdir().unwrap();
    let state = home.path().join("sandbox");
    let served = Sandbox::start(sandbox(&state, 0)).await.unwrap();
    let port = port_of(&served);
    let workbench = on_sample(home.path(), Some(served.endpoint())).await;

    let request = LaunchRequest {
        pipelines: vec!["payments-web".to_owned()],
        dry_run: false,
        digest: None,
    };
    let launched = commands::plan::launch(&workbench, request).await.unwrap();
    // The golden image is being built when AWS goes away.
    while workbench.jobs().get(&launched.job).unwrap().subject.is_none() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    served.stop().await;
    let cut_off = workbench.jobs().wait(&launched.job).await.unwrap();
    assert_eq!(cut_off.state, JobState::Failed);
    assert_eq!(cut_off.error.as_ref().unwrap().code, Code::Offline);
    assert!(cut_off.resumable);

    let served = Sandbox::start(sandbox(&state, port)).await.unwrap();
    let resumed = commands::job::resume(&workbench, JobRequest { job: launched.job })
        .await
        .unwrap();
    let done = workbench.jobs().wait(&resumed.job).await.unwrap();
    assert_eq!((done.state, &done.error), (JobState::Succeeded, &None));
    let follow = workbench
        .jobs()
        .list()
        .into_iter()
        .find(|job| job.kind == JobKind::Follow)
        .expect("the run of the overlay is followed");
    assert_eq!(
        workbench.jobs().wait(&follow.job).await.unwrap().state,
        JobState::Succeeded
    );

    let runs = commands::run::list(&workbench, Nothing {}).await.unwrap().runs;
    let seen: Vec<_> = runs
        .iter()
        .map(|run| (run.recipe.as_str(), run.version.as_str(), run.status.as_str()))
        .collect();
    assert_eq!(
        seen,
        [
            ("payments-web", "2.1.0/1", "AVAILABLE"),
            ("golden-ubuntu-22-04", "1.8.0/1", "AVAILABLE")
        ]
    );
    workbench.close().await;
    served.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_without_aws_rests_on_the_cache_and_says_so() {
    let home = tempfile::tempdir().unwrap();
    let served = Sandbox::start(sandbox(&home.path().join("sandbox"), 0)).await.unwrap();
    let workbench = on_sample(home.path(), Some(served.endpoint())).await;
    let request = || PlanRequest {
        recipes: vec!["golden-ubuntu-22-04".to_owned()],
    };
    let live = commands::plan::make(&workbench, request()).await.unwrap();
    assert!(live.live);
    served.stop().await;
    let cached = commands::plan::make(&workbench, request()).await.unwrap();
    assert!(!cached.live);
    assert_eq!((cached.changes, cached.as_of), (live.changes, live.as_of));
    workbench.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_reviewed_is_not_launched() {
    let home = tempfile::tempdir().unwrap();
    let served = Sandbox::start(sandbox(&home.path().join("sandbox"), 0)).await.unwrap();
    let workbench = on_sample(home.path(), Some(served.endpoint())).await;
    let recipes = vec!["payments-web".to_owned()];
    let plan = commands::plan::make(&workbench, PlanRequest { recipes }).await.unwrap();
    // Somebody edits a component between the review and the confirmation.
    let document = home.path().join("data/acme-images/components/nginx-tls/document.yaml");
    let text = std::fs::read_to_string(&document).unwrap();
    std::fs::write(&document, text.replacen("description: ", "description: another ", 1)).unwrap();
    // The watcher notices by itself.
    while workbench_text(&workbench).await == text {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let request = LaunchRequest {
        pipelines: vec!["payments-web".to_owned()],
        dry_run: false,
        digest: Some(plan.digest),
    };
    let launched = commands::plan::launch(&workbench, request).await.unwrap();
    let refused = workbench.jobs().wait(&launched.job).await.unwrap();
    assert_eq!(refused.error.unwrap().code, Code::Conflict);
    assert!(
        commands::run::list(&workbench, Nothing {})
            .await
            .unwrap()
            .runs
            .is_empty()
    );
    workbench.close().await;
    served.stop().await;
}

async fn workbench_text(workbench: &ingot_workbench::Workbench) -> String {
    let file = FileRequest {
        file: "components/nginx-tls/document.yaml".to_owned(),
    };
    commands::file::get(workbench, file).await.unwrap().text
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_of_everything_names_what_is_not_published_and_its_pipeline_says_so_too() {
    let home = tempfile::tempdir().unwrap();
    let served = Sandbox::start(sandbox(&home.path().join("sandbox"), 0)).await.unwrap();
    let workbench = on_sample(home.path(), Some(served.endpoint())).await;
    let folder = home.path().join("data/acme-images");
    let recipe = "kind: ContainerRecipe\nname: api\nsemanticVersion: 1.0.0\ncontainerType: DOCKER\nparentImage: \
                  amazonlinux:2023\ntargetRepository: {service: ECR, repositoryName: api}\n";
    let pipeline = "kind: ImagePipeline\nname: api\ncontainerRecipeArn: ContainerRecipe/api\n\
                    infrastructureConfigurationArn: InfrastructureConfiguration/build-small\n";
    std::fs::write(folder.join("recipes/api.yaml"), recipe).unwrap();
    std::fs::write(folder.join("pipelines/api.yaml"), pipeline).unwrap();
    let request = OpenWorkspace {
        path: folder.display().to_string(),
    };
    commands::workspace::open(&workbench, request).await.unwrap();

    let plan = async |recipes: Vec<String>| commands::plan::make(&workbench, PlanRequest { recipes }).await.unwrap();
    let left_out: Vec<_> = plan(Vec::new())
        .await
        .left_out
        .into_iter()
        .map(|it| (it.kind, it.file))
        .collect();
    let expected = [
        ("ContainerRecipe", "recipes/api.yaml"),
        ("ImagePipeline", "pipelines/api.yaml"),
    ];
    assert_eq!(
        left_out,
        expected.map(|(kind, file)| (kind.to_owned(), file.to_owned()))
    );
    assert!(plan(vec!["payments-web".to_owned()]).await.left_out.is_empty());
    let pipelines = commands::pipeline::list(&workbench, Nothing {})
        .await
        .unwrap()
        .pipelines;
    let of = |name: &str| pipelines.iter().find(|it| it.name == name).unwrap().left_out.clone();
    assert!(of("api").unwrap().contains("container recipe api"));
    assert_eq!(of("payments-web"), None);
    workbench.close().await;
}
