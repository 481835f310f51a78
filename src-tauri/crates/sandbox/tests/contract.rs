//! The rules of AWS that a client meets: errors, idempotency, references, pages, deletion, other services.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use aws_sdk_imagebuilder::error::ProvideErrorMetadata;
use aws_sdk_imagebuilder::types::{Ownership, Platform};
use aws_sdk_ram::types::ResourceOwner;
use support::*;

/// The error code of a call that must fail, and its message.
macro_rules! refused {
    ($call:expr) => {{
        let error = $call.send().await.expect_err("an error").into_service_error();
        (
            error.code().unwrap_or_default().to_owned(),
            error.message().unwrap_or_default().to_owned(),
        )
    }};
}

#[tokio::test(flavor = "multi_thread")]
async fn a_retried_request_with_the_same_token_gets_the_same_answer() {
    let bench = Bench::new().await;
    let aws = bench.image_builder().await;
    let pipeline = golden_pipeline(&aws).await;
    let first = start(&aws, &pipeline, "same").await;
    bench.advance(200);
    assert_eq!(start(&aws, &pipeline, "same").await, first);
    assert_eq!(
        component(&aws, "sshd", "1.0.0", SSHD).await,
        component(&aws, "sshd", "1.0.0", SSHD).await
    );
    let create = |data: &str| {
        aws.create_component()
            .name("other")
            .semantic_version("1.0.0")
            .platform(Platform::Linux)
            .data(data)
            .client_token("one-token")
    };
    create(SSHD_TEST).send().await.expect("created");
    let (code, _) = refused!(create(NGINX));
    assert_eq!(code, "IdempotentParameterMismatchException");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_component_version_grows_builds_only_when_its_content_changes() {
    let bench = Bench::new().await;
    let aws = bench.image_builder().await;
    let create = |data: &str, token: &str| {
        aws.create_component()
            .name("Web Tier")
            .semantic_version("1.0.0")
            .platform(Platform::Linux)
            .data(data)
            .client_token(token)
    };
    let first = create(NGINX, "1").send().await.expect("created");
    assert_eq!(
        first.component_build_version_arn(),
        Some("arn:aws:imagebuilder:eu-west-1:111122223333:component/web-tier/1.0.0/1")
    );
    let latest = first.latest_version_references().expect("references");
    assert_eq!(
        latest.latest_minor_version_arn(),
        Some("arn:aws:imagebuilder:eu-west-1:111122223333:component/web-tier/1.0.x")
    );
    assert_eq!(refused!(create(NGINX, "2")).0, "ResourceAlreadyExistsException");
    let second = create(&NGINX.replace("nginx\n", "nginx # again\n"), "3")
        .send()
        .await
        .expect("created");
    assert!(
        second
            .component_build_version_arn()
            .is_some_and(|arn| arn.ends_with("/1.0.0/2"))
    );
    let newest = aws
        .get_component()
        .component_build_version_arn("arn:aws:imagebuilder:eu-west-1:111122223333:component/web-tier/x.x.x")
        .send()
        .await
        .expect("a component");
    assert!(
        newest
            .component()
            .and_then(|one| one.arn())
            .is_some_and(|arn| arn.ends_with("/1.0.0/2"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_checks_and_changes_nothing() {
    let bench = Bench::new().await;
    let aws = bench.image_builder().await;
    let create = |data: &str| {
        aws.create_component()
            .name("sshd")
            .semantic_version("1.0.0")
            .platform(Platform::Linux)
            .data(data)
            .client_token("dry")
            .dry_run(true)
    };
    assert_eq!(refused!(create(SSHD)).0, "DryRunOperationException");
    let (code, message) = refused!(create("schemaVersion: 1.0"));
    assert_eq!(code, "InvalidParameterValueException");
    assert!(message.contains("no phases"), "{message}");
    let listed = aws
        .list_components()
        .owner(Ownership::SelfValue)
        .send()
        .await
        .expect("a list");
    assert!(listed.component_version_list().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recipe_that_cannot_be_built_is_refused_with_the_reason() {
    let bench = Bench::new().await;
    let aws = bench.image_builder().await;
    let sshd = component(&aws, "sshd", "1.0.0", SSHD).await;
    let recipe = |parent: &str| {
        aws.create_image_recipe()
            .name("broken")
            .semantic_version("1.0.0")
            .parent_image(parent)
            .client_token("broken")
    };
    for (parent, why) in [
        ("arn:aws:ec2:eu-west-1:1:image/ami-1", "is an EC2 ARN"),
        ("ami-xyz", "is not an AMI id"),
        ("ssm:/nowhere", "does not exist"),
        ("ubuntu", "is neither"),
        (
            "arn:aws:imagebuilder:eu-west-1:111122223333:image/golden-ubuntu/x.x.x",
            "does not resolve to an AVAILABLE image",
        ),
    ] {
        let (code, message) = refused!(recipe(parent));
        assert_eq!(code, "InvalidParameterValueException", "{parent}");
        assert!(message.contains(why), "{message}");
    }
    for (layers, why) in [
        (vec![layer(&sshd, &[])], "'Port' of"),
        (
            vec![layer(&sshd, &[("Port", "22"), ("Nope", "1")])],
            "has no parameter 'Nope'",
        ),
        (
            vec![layer(&sshd, &[("Port", "22")]), layer(&sshd, &[("Port", "23")])],
            "more than once",
        ),
        (
            vec![layer(
                "arn:aws:imagebuilder:eu-west-1:111122223333:component/gone/x.x.x",
                &[],
            )],
            "does not exist",
        ),
        (
            vec![layer(
                "arn:aws:imagebuilder:eu-west-1:aws:component/docker-ce-linux/x.x.x",
                &[],
            )],
            "does not support Ubuntu 22.04",
        ),
    ] {
        let (code, message) = refused!(recipe(UBUNTU).set_components(Some(layers)));
        assert_eq!(code, "InvalidParameterValueException", "{why}");
        assert!(message.contains(why), "{message}");
    }
    assert_eq!(
        refused!(recipe(UBUNTU).semantic_version("x.1.x")).0,
        "InvalidVersionNumberException"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn recipe_versions_are_assigned_and_never_replaced() {
    let bench = Bench::new().await;
    let aws = bench.image_builder().await;
    let create = |version: &str, token: &str| {
        aws.create_image_recipe()
            .name("golden")
            .semantic_version(version)
            .parent_image("ssm:/imagebuilder/parents/centos-7")
            .client_token(token)
    };
    let mut arns = Vec::new();
    for (version, token) in [("1.0.0", "a"), ("1.0.x", "b"), ("1.x.x", "c"), ("x.x.x", "d")] {
        let created = create(version, token).send().await.expect("created");
        let arn = created.image_recipe_arn().expect("an arn");
        arns.push(
            arn.rsplit_once('/')
                .map(|(_, version)| version.to_owned())
                .expect("a version"),
        );
    }
    assert_eq!(arns, ["1.0.0", "1.0.1", "1.1.0", "2.0.0"]);
    let (code, message) = refused!(create("1.0.1", "e"));
    assert_eq!(code, "ResourceAlreadyExistsException");
    assert!(message.contains("image-recipe/golden/1.0.1"), "{message}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_update_clears_what_it_leaves_out() {
    let bench = Bench::new().await;
    let aws = bench.image_builder().await;
    let pipeline = golden_pipeline(&aws).await;
    let before = aws
        .get_image_pipeline()
        .image_pipeline_arn(&pipeline)
        .send()
        .await
        .expect("a pipeline");
    let before = before.image_pipeline.expect("a pipeline");
    aws.update_image_pipeline()
        .image_pipeline_arn(&pipeline)
        .set_image_recipe_arn(before.image_recipe_arn.clone())
        .set_infrastructure_configuration_arn(before.infrastructure_configuration_arn.clone())
        .client_token("update")
        .send()
        .await
        .expect("updated");
    let after = aws
        .get_image_pipeline()
        .image_pipeline_arn(&pipeline)
        .send()
        .await
        .expect("a pipeline");
    let after = after.image_pipeline.expect("a pipeline");
    assert!(before.distribution_configuration_arn.is_some() && before.image_scanning_configuration.is_some());
    assert_eq!(after.distribution_configuration_arn, None);
    assert_eq!(after.image_scanning_configuration, None);
    assert_eq!(after.date_created, before.date_created);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_in_use_cannot_be_deleted_and_the_order_of_the_guide_works() {
    let bench = Bench::new().await;
    let aws = bench.image_builder().await;
    let pipeline = golden_pipeline(&aws).await;
    let shown = aws
        .get_image_pipeline()
        .image_pipeline_arn(&pipeline)
        .send()
        .await
        .expect("a pipeline");
    let shown = shown.image_pipeline.expect("a pipeline");
    let recipe = shown.image_recipe_arn.expect("a recipe");
    let infrastructure = shown.infrastructure_configuration_arn.expect("an infrastructure");
    let component = "arn:aws:imagebuilder:eu-west-1:111122223333:component/sshd/1.0.0/1";

    for code in [
        refused!(aws.delete_image_recipe().image_recipe_arn(&recipe)).0,
        refused!(aws.delete_component().component_build_version_arn(component)).0,
        refused!(
            aws.delete_infrastructure_configuration()
                .infrastructure_configuration_arn(&infrastructure)
        )
        .0,
    ] {
        assert_eq!(code, "ResourceDependencyException");
    }
    aws.delete_image_pipeline()
        .image_pipeline_arn(&pipeline)
        .send()
        .await
        .expect("deleted");
    aws.delete_image_recipe()
        .image_recipe_arn(&recipe)
        .send()
        .await
        .expect("deleted");
    aws.delete_component()
        .component_build_version_arn(component)
        .send()
        .await
        .expect("deleted");
    aws.delete_infrastructure_configuration()
        .infrastructure_configuration_arn(&infrastructure)
        .send()
        .await
        .expect("deleted");
    assert_eq!(
        refused!(aws.get_image_recipe().image_recipe_arn(&recipe)).0,
        "ResourceNotFoundException"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn resources_live_in_the_region_they_were_made_in() {
    let bench = Bench::new().await;
    let here = bench.image_builder().await;
    component(&here, "sshd", "1.0.0", SSHD).await;
    let there = aws_sdk_imagebuilder::Client::new(&bench.sdk_in("us-east-1").await);
    let listed = there
        .list_components()
        .owner(Ownership::SelfValue)
        .send()
        .await
        .expect("a list");
    assert!(listed.component_version_list().is_empty());
    let managed = there
        .list_components()
        .owner(Ownership::Amazon)
        .send()
        .await
        .expect("a list");
    let arns: Vec<&str> = managed
        .component_version_list()
        .iter()
        .filter_map(|one| one.arn())
        .collect();
    assert!(
        arns.contains(&"arn:aws:imagebuilder:us-east-1:aws:component/update-linux/1.0.2"),
        "{arns:#?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_hold_what_was_asked_for_and_a_foreign_token_is_refused() {
    let bench = Bench::new().await;
    let aws = bench.image_builder().await;
    for index in 0..7 {
        component(&aws, &format!("part-{index}"), "1.0.0", NGINX).await;
    }
    let page = aws
        .list_components()
        .owner(Ownership::SelfValue)
        .max_results(3)
        .send()
        .await
        .expect("a page");
    assert_eq!(page.component_version_list().len(), 3);
    let token = page.next_token().expect("more");
    let other = aws
        .list_components()
        .owner(Ownership::Amazon)
        .max_results(3)
        .next_token(token);
    assert_eq!(refused!(other).0, "InvalidPaginationTokenException");
    let all = aws
        .list_components()
        .owner(Ownership::SelfValue)
        .max_results(3)
        .into_paginator()
        .send()
        .collect::<Result<Vec<_>, _>>()
        .await
        .expect("pages");
    let sizes: Vec<usize> = all.iter().map(|page| page.component_version_list().len()).collect();
    assert_eq!(sizes, [3, 3, 1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn tags_are_set_listed_and_removed_by_arn() {
    let bench = Bench::new().await;
    let aws = bench.image_builder().await;
    let arn = component(&aws, "sshd", "1.0.0", SSHD).await;
    aws.tag_resource()
        .resource_arn(&arn)
        .tags("team", "ccoe")
        .tags("tier", "golden")
        .send()
        .await
        .expect("tagged");
    aws.untag_resource()
        .resource_arn(&arn)
        .tag_keys("tier")
        .send()
        .await
        .expect("untagged");
    let tags = aws
        .list_tags_for_resource()
        .resource_arn(&arn)
        .send()
        .await
        .expect("tags");
    let tags = tags.tags().expect("tags");
    assert_eq!(tags.len(), 1);
    assert_eq!(tags["team"], "ccoe");
}

#[tokio::test(flavor = "multi_thread")]
async fn sts_and_organizations_tell_who_and_where() {
    let bench = Bench::new().await;
    let sdk = bench.sdk().await;
    let identity = aws_sdk_sts::Client::new(&sdk)
        .get_caller_identity()
        .send()
        .await
        .expect("an identity");
    assert_eq!(identity.account(), Some("111122223333"));
    let organizations = aws_sdk_organizations::Client::new(&sdk);
    let pages = organizations
        .list_accounts()
        .max_results(5)
        .into_paginator()
        .send()
        .collect::<Result<Vec<_>, _>>()
        .await
        .expect("accounts");
    let sizes: Vec<usize> = pages.iter().map(|page| page.accounts().len()).collect();
    assert_eq!(sizes, [5, 5, 3]);
    let roots = organizations.list_roots().send().await.expect("roots");
    let root = roots.roots()[0].id().expect("an id");
    let units = organizations
        .list_organizational_units_for_parent()
        .parent_id(root)
        .send()
        .await
        .expect("units");
    assert_eq!(units.organizational_units().len(), 4);
    let mut in_units = 0;
    for unit in units.organizational_units() {
        let id = unit.id().expect("an id");
        let listed = organizations
            .list_accounts_for_parent()
            .parent_id(id)
            .send()
            .await
            .expect("accounts");
        in_units += listed.accounts().len();
    }
    assert_eq!(in_units, 12);
    let error = organizations
        .list_parents()
        .child_id("000000000000")
        .send()
        .await
        .expect_err("unknown");
    assert!(error.into_service_error().is_child_not_found_exception());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_build_is_shared_with_a_unit_and_cannot_be_deleted_while_it_is() {
    let bench = Bench::new().await;
    let sdk = bench.sdk().await;
    let aws = bench.image_builder().await;
    let image = start(&aws, &golden_pipeline(&aws).await, "run").await;
    bench.advance(100);
    let ram = aws_sdk_ram::Client::new(&sdk);
    let organizations = aws_sdk_organizations::Client::new(&sdk);
    let unit = organizations
        .describe_organizational_unit()
        .organizational_unit_id("ou-sbx1-workload")
        .send()
        .await
        .expect("a unit")
        .organizational_unit
        .and_then(|unit| unit.arn)
        .expect("an arn");
    let share = ram
        .create_resource_share()
        .name("golden-images")
        .principals(&unit)
        .allow_external_principals(false)
        .send()
        .await
        .expect("a share")
        .resource_share
        .and_then(|share| share.resource_share_arn)
        .expect("an arn");
    ram.associate_resource_share()
        .resource_share_arn(&share)
        .resource_arns(&image)
        .send()
        .await
        .expect("associated");
    let resources = ram
        .list_resources()
        .resource_owner(ResourceOwner::SelfValue)
        .send()
        .await
        .expect("resources");
    assert_eq!(resources.resources()[0].arn(), Some(image.as_str()));
    assert_eq!(resources.resources()[0].r#type(), Some("imagebuilder:Image"));
    let principals = ram
        .list_principals()
        .resource_owner(ResourceOwner::SelfValue)
        .send()
        .await
        .expect("principals");
    assert_eq!(principals.principals()[0].id(), Some(unit.as_str()));
    let outside = ram
        .associate_resource_share()
        .resource_share_arn(&share)
        .principals("999999999999");
    assert_eq!(refused!(outside).0, "OperationNotPermittedException");
    let delete = aws.delete_image().image_build_version_arn(&image);
    assert_eq!(refused!(delete).0, "ResourceDependencyException");
}

#[tokio::test(flavor = "multi_thread")]
async fn inspector_sorts_and_filters_findings_and_gives_details() {
    use aws_sdk_inspector2::types::*;
    let bench = Bench::new().await;
    let aws = bench.image_builder().await;
    start(&aws, &golden_pipeline(&aws).await, "run").await;
    bench.advance(100);
    let inspector = aws_sdk_inspector2::Client::new(&bench.sdk().await);
    let equals = |value: &str| {
        StringFilter::builder()
            .comparison(StringComparison::Equals)
            .value(value)
            .build()
            .expect("a filter")
    };
    let criteria = FilterCriteria::builder()
        .severity(equals("CRITICAL"))
        .severity(equals("HIGH"))
        .fix_available(equals("YES"))
        .build();
    let sort = SortCriteria::builder()
        .field(SortField::EpssScore)
        .sort_order(SortOrder::Desc)
        .build()
        .expect("criteria");
    let findings = inspector
        .list_findings()
        .filter_criteria(criteria)
        .sort_criteria(sort)
        .send()
        .await
        .expect("findings");
    let scores: Vec<f64> = findings
        .findings()
        .iter()
        .filter_map(|one| one.epss())
        .map(|epss| epss.score())
        .collect();
    assert!(
        scores.len() > 5 && scores.windows(2).all(|pair| pair[0] >= pair[1]),
        "{scores:?}"
    );
    assert!(
        findings
            .findings()
            .iter()
            .all(|one| one.fix_available() == Some(&FixAvailable::Yes))
    );
    let arn = findings.findings()[0].finding_arn();
    let details = inspector
        .batch_get_finding_details()
        .finding_arns(arn)
        .finding_arns("arn:none")
        .send()
        .await
        .expect("details");
    assert_eq!(details.finding_details()[0].finding_arn(), Some(arn));
    assert_eq!(details.errors()[0].error_code().as_str(), "FINDING_DETAILS_NOT_FOUND");
    let coverage = inspector.list_coverage().send().await.expect("coverage");
    assert_eq!(coverage.covered_resources().len(), 1);
}
