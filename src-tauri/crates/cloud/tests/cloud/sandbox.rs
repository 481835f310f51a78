//! The whole way through the embedded AWS: publish, launch, follow, findings.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use ingot_cloud::{
    Cloud, CloudError, LogCursor, LogLine, Outcome, Profile, PublishError, Published, RunState, RunUpdate, client_token,
};
use ingot_recipe::Plan;
use ingot_sandbox::{Pace, Sandbox, SandboxConfig};
use tokio_util::sync::CancellationToken;

use crate::workspace::{WORKSPACE, plan_of};

pub struct Aws {
    pub sandbox: Sandbox,
    pub cloud: Cloud,
    pub folder: tempfile::TempDir,
}

impl Aws {
    pub async fn start(build: Duration) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let sandbox = sandbox(&folder, 0, build).await;
        let cloud = Cloud::connect(Profile::sandbox(sandbox.endpoint(), "eu-west-1"))
            .await
            .unwrap();
        Self { sandbox, cloud, folder }
    }

    pub async fn publish(&self, plan: &Plan) -> Result<Vec<Published>, Box<PublishError>> {
        self.cloud
            .publish(plan, false, &mut |_| {}, &CancellationToken::new())
            .await
    }

    pub async fn launch(&self, pipeline: &str) -> String {
        let arn = format!("arn:aws:imagebuilder:eu-west-1:111122223333:image-pipeline/{pipeline}");
        let token = client_token(&["launch", pipeline]);
        self.cloud
            .start_pipeline(&arn, &token, &CancellationToken::new())
            .await
            .unwrap()
    }

    pub async fn follow(&self, run: &str, resume: LogCursor) -> (Result<RunState, CloudError>, Vec<RunUpdate>) {
        let mut updates = Vec::new();
        let mut on_update = |update| updates.push(update);
        let pause = |_: &RunState| Duration::from_millis(20);
        let result = self
            .cloud
            .follow(run, resume, &pause, &mut on_update, &CancellationToken::new())
            .await;
        (result, updates)
    }

    /// Orders the sandbox to fail a step of the next run of any pipeline.
    fn fail(&self, step: &str) {
        let address = self.sandbox.endpoint().replace("http://", "");
        let body = format!(r#"{{"pipeline":"*","step":"{step}","message":"out of luck"}}"#);
        let mut stream = TcpStream::connect(&address).unwrap();
        write!(
            stream,
            "POST /_sandbox/fail HTTP/1.1\r\nhost: {address}\r\nx-ingot-sandbox: 1\r\ncontent-type: application/json\r\n\
             content-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
}

async fn sandbox(folder: &tempfile::TempDir, port: u16, build: Duration) -> Sandbox {
    let mut config = SandboxConfig::new(folder.path());
    config.port = port;
    config.pace = Pace { build };
    Sandbox::start(config).await.unwrap()
}

pub fn outcomes(published: &[Published], outcome: Outcome) -> Vec<String> {
    published
        .iter()
        .filter(|item| item.outcome == outcome)
        .map(|item| format!("{}/{}", item.kind, item.name))
        .collect()
}

pub const QUICK: Duration = Duration::from_millis(300);

#[tokio::test(flavor = "multi_thread")]
async fn a_fresh_account_has_amazons_components_and_an_organisation() {
    let aws = Aws::start(QUICK).await;
    let cancel = CancellationToken::new();
    let identity = aws.cloud.identity(&cancel).await.unwrap();
    assert_eq!(identity.account, "111122223333");
    let reading = aws.cloud.read_inventory(&|_| {}, &cancel).await.unwrap();
    assert_eq!(reading.warnings, []);
    let update = reading
        .inventory
        .components
        .iter()
        .find(|component| component.name == "update-linux")
        .unwrap();
    assert!(
        update.data.as_deref().is_some_and(|data| data.contains("UpdateOS")),
        "{update:?}"
    );
    let targets = aws.cloud.targets(&|_| {}, &cancel).await.unwrap();
    assert!(targets.accounts.iter().any(|account| account.id == "111122223333"));
    assert_eq!(targets.warnings, []);
    assert_eq!(aws.cloud.shares(&cancel).await.unwrap(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_account_subscribed_to_on_the_marketplace_is_listed_without_its_document() {
    let aws = Aws::start(QUICK).await;
    let reading = aws
        .cloud
        .read_inventory(&|_| {}, &CancellationToken::new())
        .await
        .unwrap();
    assert_eq!(reading.warnings, []);
    let sold: Vec<_> = reading
        .inventory
        .components
        .iter()
        .filter(|component| component.owner == "AWSMarketplace")
        .collect();
    let told: Vec<_> = sold
        .iter()
        .map(|it| {
            (
                it.name.as_str(),
                it.publisher.as_deref(),
                it.product_codes.len(),
                it.data.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("Datadog Agent for Linux-prod-wwo2b4p7dgrkk", Some("Datadog"), 1, None),
            ("Ubuntu Pro Component-prod-w2osc53uiegx4", Some("Canonical"), 1, None),
        ]
    );
    assert!(sold[0].arn.contains(":aws-marketplace:component/"), "{}", sold[0].arn);
    assert_eq!(sold[0].parameters[0].name, "Site");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_golden_image_and_its_overlay_are_published_built_and_scanned() {
    let aws = Aws::start(QUICK).await;
    let cancel = CancellationToken::new();
    let plan = plan_of(&aws.cloud, WORKSPACE, "golden-ubuntu").await;
    let published = aws.publish(&plan).await.unwrap();
    assert_eq!(
        outcomes(&published, Outcome::Created),
        [
            "Component/sshd-hardening",
            "ImageRecipe/golden-ubuntu",
            "InfrastructureConfiguration/build",
            "DistributionConfiguration/everywhere",
            "ImagePipeline/golden-ubuntu",
        ]
    );
    assert!(
        published[0]
            .arn
            .as_deref()
            .unwrap()
            .ends_with("component/sshd-hardening/1.0.0/1")
    );

    let golden = aws.launch("golden-ubuntu").await;
    assert!(golden.ends_with("image/golden-ubuntu/1.0.0/1"), "{golden}");
    let (state, updates) = aws.follow(&golden, LogCursor::default()).await;
    let state = state.unwrap();
    assert_eq!((state.status.as_str(), &state.failure), ("AVAILABLE", &None));
    let kinds: Vec<_> = state.workflows.iter().map(|workflow| workflow.kind.as_str()).collect();
    assert_eq!(kinds, ["BUILD", "TEST", "DISTRIBUTION"]);
    assert!(state.workflows.iter().all(|workflow| !workflow.steps.is_empty()));
    let mut regions: Vec<_> = state.outputs.iter().map(|output| output.region.as_str()).collect();
    regions.sort_unstable();
    assert_eq!(regions, ["eu-central-1", "eu-west-1"]);
    let log = log_lines(updates);
    assert!(log.iter().any(|line| line.message.contains("Configure")), "{log:?}");

    let plan = plan_of(&aws.cloud, WORKSPACE, "payments-web").await;
    assert_eq!(plan.needs_build, []);
    let published = aws.publish(&plan).await.unwrap();
    assert_eq!(
        outcomes(&published, Outcome::Created),
        [
            "Component/OpenJDK runtime",
            "ImageRecipe/payments-web",
            "ImagePipeline/payments-web"
        ]
    );
    let overlay = aws.launch("payments-web").await;
    let state = aws.follow(&overlay, LogCursor::default()).await.0.unwrap();
    assert_eq!(state.status, "AVAILABLE");
    let recipe = published
        .iter()
        .find(|item| item.kind == "ImageRecipe" && item.name == "payments-web")
        .unwrap();
    assert_eq!(state.image.recipe_arn, recipe.arn);

    let amis: Vec<String> = state.outputs.iter().map(|output| output.image.clone()).collect();
    let scan = aws.cloud.findings(&overlay, &amis, &|_| {}, &cancel).await.unwrap();
    assert_eq!(
        (scan.state.as_deref(), scan.warnings.as_slice()),
        (Some("COMPLETED"), [].as_slice())
    );
    assert!(scan.findings.len() > 50, "{}", scan.findings.len());
    assert!(
        scan.findings
            .iter()
            .all(|finding| finding.image.as_deref() == Some(overlay.as_str()))
    );
    assert!(
        scan.findings
            .iter()
            .any(|finding| finding.epss.is_some() && finding.status.is_some())
    );
    assert!(!scan.packages.is_empty());

    let golden_scan = aws.cloud.findings(&golden, &[], &|_| {}, &cancel).await.unwrap();
    let inherited = golden_scan.findings.iter().all(|old| {
        scan.findings.iter().any(|new| {
            (&new.vulnerability, &new.package, &new.installed) == (&old.vulnerability, &old.package, &old.installed)
        })
    });
    assert!(inherited && golden_scan.findings.len() < scan.findings.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn launching_again_with_the_same_token_is_the_same_run() {
    let aws = Aws::start(Duration::from_secs(60)).await;
    aws.publish(&plan_of(&aws.cloud, WORKSPACE, "golden-ubuntu").await)
        .await
        .unwrap();
    let run = aws.launch("golden-ubuntu").await;
    assert_eq!(aws.launch("golden-ubuntu").await, run);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failing_component_is_named_with_its_step() {
    let aws = Aws::start(QUICK).await;
    aws.publish(&plan_of(&aws.cloud, WORKSPACE, "golden-ubuntu").await)
        .await
        .unwrap();
    aws.fail("build.Configure");
    let run = aws.launch("golden-ubuntu").await;
    let state = aws.follow(&run, LogCursor::default()).await.0.unwrap();
    assert_eq!(state.status, "FAILED");
    let failure = state.failure.unwrap();
    let component = failure.component.unwrap();
    assert_eq!(
        (
            component.name.as_str(),
            component.phase.as_str(),
            component.step.as_str()
        ),
        ("sshd-hardening", "build", "Configure")
    );
    assert!(failure.message.contains("out of luck"), "{}", failure.message);
    assert_eq!(state.outputs, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_run_ends_as_cancelled() {
    let aws = Aws::start(Duration::from_secs(600)).await;
    aws.publish(&plan_of(&aws.cloud, WORKSPACE, "golden-ubuntu").await)
        .await
        .unwrap();
    let run = aws.launch("golden-ubuntu").await;
    aws.cloud.cancel_run(&run, &CancellationToken::new()).await.unwrap();
    let state = aws.follow(&run, LogCursor::default()).await.0.unwrap();
    assert_eq!(state.status, "CANCELLED");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sandbox_that_goes_away_in_the_middle_is_offline_and_the_run_can_be_taken_up_again() {
    const BUILD: Duration = Duration::from_secs(4);
    let aws = Aws::start(BUILD).await;
    aws.publish(&plan_of(&aws.cloud, WORKSPACE, "golden-ubuntu").await)
        .await
        .unwrap();
    let run = aws.launch("golden-ubuntu").await;
    let Aws {
        sandbox: first,
        cloud,
        folder,
    } = aws;
    let port: u16 = first.endpoint().rsplit(':').next().unwrap().parse().unwrap();

    // The first line of the log stops the sandbox.
    let (stop, stopped) = tokio::sync::oneshot::channel();
    let stopping = tokio::spawn(async move {
        stopped.await.unwrap();
        first.stop().await;
    });
    let (mut stop, mut cursor, mut told) = (Some(stop), LogCursor::default(), Vec::new());
    let mut on_update = |update: RunUpdate| {
        if let RunUpdate::Log { lines, cursor: at } = update {
            cursor = at;
            told.extend(lines);
            let _ = stop.take().map(|stop| stop.send(()));
        }
    };
    let pause = |_: &RunState| Duration::from_millis(5);
    let followed = cloud
        .follow(
            &run,
            LogCursor::default(),
            &pause,
            &mut on_update,
            &CancellationToken::new(),
        )
        .await;
    stopping.await.unwrap();
    let error = followed.unwrap_err();
    assert!(
        matches!(error, CloudError::Offline { .. }) && error.retryable(),
        "{error:?}"
    );
    assert!(error.hint().unwrap().contains("resume"));

    let aws = Aws {
        sandbox: sandbox(&folder, port, BUILD).await,
        cloud,
        folder,
    };
    let (state, updates) = aws.follow(&run, cursor).await;
    assert_eq!(state.unwrap().status, "AVAILABLE");
    told.extend(log_lines(updates));
    // Read from the start, the log is exactly what was told in two parts.
    let (_, whole) = aws.follow(&run, LogCursor::default()).await;
    assert_eq!(told, log_lines(whole));
}

fn log_lines(updates: Vec<RunUpdate>) -> Vec<LogLine> {
    let lines = updates.into_iter().map(|update| match update {
        RunUpdate::Log { lines, .. } => lines,
        RunUpdate::State(_) => Vec::new(),
    });
    lines.flatten().collect()
}
