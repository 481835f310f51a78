//! Publishing to the embedded AWS, and what stands in its way.

use ingot_cloud::{CloudError, Outcome, Published};
use ingot_recipe::Inventory;
use ingot_recipe::plan::Action;
use tokio_util::sync::CancellationToken;

use crate::sandbox::{Aws, QUICK, outcomes};
use crate::workspace::{WORKSPACE, offline_plan_of, plan_of};

#[tokio::test(flavor = "multi_thread")]
async fn publishing_twice_makes_nothing_new_whether_or_not_the_plan_knows() {
    let aws = Aws::start(QUICK).await;
    let first = plan_of(&aws.cloud, WORKSPACE, "golden-ubuntu").await;
    aws.publish(&first).await.unwrap();
    let after = aws
        .cloud
        .read_inventory(&|_| {}, &CancellationToken::new())
        .await
        .unwrap()
        .inventory;

    // The plan made before the first publish still says "create" for everything.
    let again = aws.publish(&first).await.unwrap();
    assert!(outcomes(&again, Outcome::Updated).is_empty());
    let second = plan_of(&aws.cloud, WORKSPACE, "golden-ubuntu").await;
    assert_eq!(second.changes(), 0, "{:?}", second.items);
    let unchanged = aws.publish(&second).await.unwrap();
    assert_eq!(outcomes(&unchanged, Outcome::Unchanged).len(), second.items.len());

    let now = aws
        .cloud
        .read_inventory(&|_| {}, &CancellationToken::new())
        .await
        .unwrap()
        .inventory;
    assert_eq!(Inventory { as_of: None, ..now }, Inventory { as_of: None, ..after });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_version_that_somebody_else_published_with_other_content_is_never_built_over() {
    let aws = Aws::start(QUICK).await;
    let empty = aws
        .cloud
        .read_inventory(&|_| {}, &CancellationToken::new())
        .await
        .unwrap()
        .inventory;
    aws.publish(&plan_of(&aws.cloud, WORKSPACE, "golden-ubuntu").await)
        .await
        .unwrap();

    let changed = WORKSPACE.replace("PermitRootLogin no", "PermitRootLogin yes");
    let stale = offline_plan_of(&changed, "golden-ubuntu", empty);
    assert_eq!(stale.items[0].action, Action::Create);
    let error = aws.publish(&stale).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "cannot publish sshd-hardening 1.0.0: the version exists with other content; give it a new version"
    );
    assert!(matches!(error.source, CloudError::Conflict { .. }));

    let known = plan_of(&aws.cloud, &changed, "golden-ubuntu").await;
    let error = aws.publish(&known).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "cannot publish sshd-hardening 1.0.0: the version exists with other content; bump it to 1.0.1"
    );
    let components = aws
        .cloud
        .read_inventory(&|_| {}, &CancellationToken::new())
        .await
        .unwrap()
        .inventory
        .components;
    let own: Vec<_> = components
        .iter()
        .filter(|component| component.owner == "111122223333")
        .collect();
    assert_eq!(own.len(), 1);
    assert!(own[0].arn.ends_with("/1.0.0/1"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_update_replaces_the_whole_configuration_and_converges() {
    let aws = Aws::start(QUICK).await;
    aws.publish(&plan_of(&aws.cloud, WORKSPACE, "golden-ubuntu").await)
        .await
        .unwrap();
    let changed = WORKSPACE
        .replace("description: small instances\n", "")
        .replace("t3.medium", "t3.large");
    let plan = plan_of(&aws.cloud, &changed, "golden-ubuntu").await;
    let update = plan.items.iter().find(|item| item.action == Action::Update).unwrap();
    assert_eq!(update.clears, ["description"]);
    let published = aws.publish(&plan).await.unwrap();
    assert_eq!(
        outcomes(&published, Outcome::Updated),
        ["InfrastructureConfiguration/build"]
    );
    assert_eq!(plan_of(&aws.cloud, &changed, "golden-ubuntu").await.changes(), 0);
    // And back: the same content as before is a new intent, not a repeated request.
    let back = plan_of(&aws.cloud, WORKSPACE, "golden-ubuntu").await;
    aws.publish(&back).await.unwrap();
    assert_eq!(plan_of(&aws.cloud, WORKSPACE, "golden-ubuntu").await.changes(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_asks_aws_and_changes_nothing() {
    let aws = Aws::start(QUICK).await;
    let plan = plan_of(&aws.cloud, WORKSPACE, "golden-ubuntu").await;
    let published = aws
        .cloud
        .publish(&plan, true, &mut |_| {}, &CancellationToken::new())
        .await
        .unwrap();
    assert_eq!(
        outcomes(&published, Outcome::Accepted),
        [
            "Component/sshd-hardening",
            "InfrastructureConfiguration/build",
            "DistributionConfiguration/everywhere"
        ]
    );
    assert_eq!(
        outcomes(&published, Outcome::Unasked),
        ["ImageRecipe/golden-ubuntu", "ImagePipeline/golden-ubuntu"]
    );
    let after = plan_of(&aws.cloud, WORKSPACE, "golden-ubuntu").await;
    assert_eq!(after.changes(), plan.items.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_aws_refuses_names_the_item_and_keeps_what_was_done_before() {
    let aws = Aws::start(QUICK).await;
    // The golden image is not built, so AWS does not know the overlay's parent.
    let plan = plan_of(&aws.cloud, WORKSPACE, "payments-web").await;
    assert_eq!(plan.needs_build.len(), 1);
    let mut told = Vec::new();
    let mut on_item = |item: &Published| told.push(item.clone());
    let error = aws
        .cloud
        .publish(&plan, false, &mut on_item, &CancellationToken::new())
        .await
        .unwrap_err();
    assert!(
        error.to_string().starts_with("cannot publish payments-web 3.0.0: "),
        "{error}"
    );
    assert!(error.source.request_id().is_some());
    assert_eq!(error.published, told);
    assert!(outcomes(&told, Outcome::Created).contains(&"ImageRecipe/golden-ubuntu".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_for_another_account_is_refused_before_anything_is_made() {
    let aws = Aws::start(QUICK).await;
    let elsewhere = Inventory {
        account: Some("999988887777".to_owned()),
        region: Some("eu-west-1".to_owned()),
        ..Inventory::default()
    };
    let plan = offline_plan_of(WORKSPACE, "golden-ubuntu", elsewhere);
    let error = aws.publish(&plan).await.unwrap_err();
    assert!(
        error.to_string().contains("account 999988887777 in eu-west-1"),
        "{error}"
    );
    assert_eq!(error.published, []);
}
