//! What AWS said stays readable, with its age.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use ingot_store::{
    Account, ImagePackage, LogLine, OrganisationalUnit, Run, RunFailure, RunFailureComponent, RunOutput, RunQuery,
    RunStep, RunWorkflow, Scope, Share, SharePrincipal, ShareResource, Store, Targets,
};

fn open() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    (folder, store)
}

fn scope() -> Scope {
    Scope {
        profile: "sandbox".into(),
        account: "111122223333".into(),
        region: "eu-central-1".into(),
    }
}

fn run(build: u64, started: Option<&str>) -> Run {
    Run {
        id: format!("arn:aws:imagebuilder:eu-central-1:111122223333:image/payments-web/1.8.0/{build}"),
        scope: scope(),
        pipeline: Some("arn:aws:imagebuilder:eu-central-1:111122223333:image-pipeline/payments-web".into()),
        recipe: Some("payments-web".into()),
        version: Some("1.8.0".into()),
        build: Some(build),
        status: "BUILDING".into(),
        reason: None,
        started: started.map(str::to_owned),
        ended: None,
        failure: None,
        outputs: Vec::new(),
        scan_state: None,
        as_of: "2026-11-01T08:00:00.000Z".into(),
        followed: false,
    }
}

#[test]
fn a_run_keeps_what_a_later_and_shorter_answer_does_not_repeat() {
    let (_folder, store) = open();
    let mut first = run(1, Some("2026-11-01T07:00:00.000Z"));
    first.followed = true;
    store.writer().put_run(&first).unwrap();
    let mut last = run(1, None);
    last.pipeline = None;
    last.status = "FAILED".into();
    last.reason = Some("a step failed".into());
    last.failure = Some(RunFailure {
        workflow: Some("BUILD".into()),
        step: Some("ApplyBuildComponents".into()),
        component: Some(RunFailureComponent {
            arn: "arn".into(),
            name: "sshd-hardening".into(),
            phase: "build".into(),
            step: "Restart".into(),
            action: "ExecuteBash".into(),
            message: "exit 1".into(),
        }),
        message: "sshd-hardening failed".into(),
    });
    last.outputs = vec![RunOutput {
        region: "eu-central-1".into(),
        account: "111122223333".into(),
        image: "ami-1".into(),
    }];
    store.writer().put_run(&last).unwrap();
    let expected = Run {
        pipeline: first.pipeline.clone(),
        started: first.started.clone(),
        followed: true,
        ..last.clone()
    };
    assert_eq!(store.reader().unwrap().run(&first.id).unwrap(), Some(expected));
    assert_eq!(store.reader().unwrap().run("arn").unwrap(), None);
}

#[test]
fn runs_are_listed_newest_first_and_waiting_ones_before_all() {
    let (_folder, store) = open();
    let mut elsewhere = run(9, Some("2026-11-09T00:00:00.000Z"));
    elsewhere.scope.profile = "production".into();
    let mut followed = run(4, Some("2026-11-03T00:00:00.000Z"));
    followed.followed = true;
    let runs = [
        run(1, Some("2026-11-01T00:00:00.000Z")),
        run(2, Some("2026-11-02T00:00:00.000Z")),
        run(3, None),
        followed,
        elsewhere,
    ];
    store.writer().put_runs(&runs).unwrap();
    let builds = |query: RunQuery| -> Vec<u64> {
        store
            .reader()
            .unwrap()
            .runs(&query)
            .unwrap()
            .iter()
            .filter_map(|run| run.build)
            .collect()
    };
    let sandbox = RunQuery {
        profile: Some("sandbox".into()),
        ..RunQuery::default()
    };
    assert_eq!(builds(sandbox.clone()), [3, 4, 2, 1]);
    assert_eq!(
        builds(RunQuery {
            limit: 2,
            ..sandbox.clone()
        }),
        [3, 4]
    );
    assert_eq!(
        builds(RunQuery {
            followed: Some(true),
            ..sandbox.clone()
        }),
        [4]
    );
    assert_eq!(
        builds(RunQuery {
            pipeline: Some("other".into()),
            ..sandbox
        }),
        [0; 0]
    );
    assert_eq!(builds(RunQuery::default()), [3, 9, 4, 2, 1]);
}

#[test]
fn steps_of_a_run_are_replaced_as_a_whole() {
    let (_folder, store) = open();
    let step = |name: &str, status: &str| RunStep {
        name: name.into(),
        action: "ExecuteComponents".into(),
        status: status.into(),
        message: Some("says something".into()),
        started: Some("2026-11-01T07:00:00.000Z".into()),
        ended: None,
    };
    let workflow = |kind: &str, steps: Vec<RunStep>| RunWorkflow {
        id: format!("wf-{kind}"),
        kind: kind.into(),
        status: "RUNNING".into(),
        message: None,
        started: None,
        ended: None,
        steps,
    };
    let early = [workflow("BUILD", vec![step("b", "RUNNING"), step("a", "PENDING")])];
    let late = [
        workflow("BUILD", vec![step("b", "COMPLETED"), step("a", "COMPLETED")]),
        workflow("DISTRIBUTION", vec![]),
        workflow("TEST", vec![step("t", "RUNNING")]),
    ];
    store.writer().put_run_steps("run", &early).unwrap();
    store.writer().put_run_steps("other", &early).unwrap();
    store.writer().put_run_steps("run", &late).unwrap();
    assert_eq!(store.reader().unwrap().run_steps("run").unwrap(), late);
    assert_eq!(store.reader().unwrap().run_steps("other").unwrap(), early);
    assert_eq!(store.reader().unwrap().run_steps("unknown").unwrap(), []);
}

#[test]
fn a_log_grows_without_gaps_and_is_read_in_pages() {
    let (_folder, store) = open();
    let line = |number: u32| LogLine {
        time: "2026-11-01T07:00:00.000Z".into(),
        message: format!("line {number}"),
    };
    let lines: Vec<_> = (0..25).map(line).collect();
    store
        .writer()
        .append_run_log("run", &lines[..10], Some("token-1"))
        .unwrap();
    store.writer().append_run_log("other", &lines[..3], None).unwrap();
    store
        .writer()
        .append_run_log("run", &lines[10..], Some("token-2"))
        .unwrap();
    store.writer().append_run_log("run", &[], None).unwrap();
    let reader = store.reader().unwrap();
    let page = reader.run_log("run", 8, 4).unwrap();
    assert_eq!((page.total, &page.lines[..]), (25, &lines[8..12]));
    assert_eq!(reader.run_log("run", 25, 10).unwrap().lines, []);
    assert_eq!(reader.run_log("nothing", 0, 10).unwrap().total, 0);
    assert_eq!(reader.run_log_token("run").unwrap().as_deref(), Some("token-2"));
    assert_eq!(reader.run_log_token("other").unwrap(), None);
}

#[test]
fn an_inventory_that_is_empty_is_not_one_that_was_never_read() {
    let (_folder, store) = open();
    let package = |name: &str| ImagePackage {
        name: name.into(),
        version: "1".into(),
    };
    store
        .writer()
        .put_image_packages("a", "t", &[package("b"), package("a"), package("b")])
        .unwrap();
    store.writer().put_image_packages("empty", "t", &[]).unwrap();
    let reader = store.reader().unwrap();
    assert_eq!(
        reader.image_packages("a").unwrap(),
        Some(vec![package("a"), package("b")])
    );
    assert_eq!(reader.image_packages("empty").unwrap(), Some(Vec::new()));
    assert_eq!(reader.image_packages("unread").unwrap(), None);
    store.writer().put_image_packages("a", "t", &[package("c")]).unwrap();
    assert_eq!(reader.image_packages("a").unwrap(), Some(vec![package("c")]));
}

#[test]
fn targets_and_shares_are_those_of_the_last_read_of_their_profile() {
    let (_folder, store) = open();
    let account = |id: &str, path: &str| Account {
        id: id.into(),
        name: format!("account {id}"),
        email: None,
        status: "ACTIVE".into(),
        ou_path: path.into(),
    };
    let unit = OrganisationalUnit {
        id: "ou-1".into(),
        name: "Workloads".into(),
        path: "Root/Workloads".into(),
        parent: Some("r-1".into()),
    };
    let mut targets = Targets {
        organisation: Some("o-1".into()),
        accounts: vec![
            account("111122223333", "Root"),
            account("222233334444", "Root/Workloads"),
        ],
        units: vec![unit],
        as_of: "2026-11-01T08:00:00.000Z".into(),
    };
    store.writer().put_targets("sandbox", &targets).unwrap();
    assert_eq!(
        store.reader().unwrap().targets("sandbox").unwrap(),
        Some(targets.clone())
    );
    assert_eq!(store.reader().unwrap().targets("production").unwrap(), None);
    targets.accounts.remove(0);
    targets.accounts.push(targets.accounts[0].clone());
    store.writer().put_targets("sandbox", &targets).unwrap();
    assert_eq!(
        store
            .reader()
            .unwrap()
            .targets("sandbox")
            .unwrap()
            .unwrap()
            .accounts
            .len(),
        1
    );

    let share = |name: &str| Share {
        arn: format!("arn:aws:ram:eu-central-1:111122223333:resource-share/{name}"),
        name: name.into(),
        status: "ACTIVE".into(),
        allow_external: false,
        principals: vec![SharePrincipal {
            id: "222233334444".into(),
            external: true,
        }],
        resources: vec![ShareResource {
            arn: "arn".into(),
            kind: "imagebuilder:Image".into(),
            status: None,
        }],
    };
    store.writer().put_shares(&scope(), &[share("b"), share("a")]).unwrap();
    assert_eq!(
        store.reader().unwrap().shares(&scope()).unwrap(),
        [share("a"), share("b")]
    );
    store.writer().put_shares(&scope(), &[]).unwrap();
    assert_eq!(store.reader().unwrap().shares(&scope()).unwrap(), []);
}

#[test]
fn a_failed_sync_keeps_the_age_of_what_is_there() {
    let (_folder, store) = open();
    store.writer().sync_failed("inventory", "t0", "offline").unwrap();
    let state = |target: &str| store.reader().unwrap().sync_state(target).unwrap().unwrap();
    assert_eq!(
        (state("inventory").as_of, state("inventory").error.as_deref()),
        (None, Some("offline"))
    );
    store.writer().synced("inventory", "t1").unwrap();
    assert_eq!(
        (state("inventory").as_of.as_deref(), state("inventory").error),
        (Some("t1"), None)
    );
    store.writer().sync_failed("inventory", "t2", "denied").unwrap();
    let now = state("inventory");
    assert_eq!(
        (now.as_of.as_deref(), now.tried.as_str(), now.error.as_deref()),
        (Some("t1"), "t2", Some("denied"))
    );
    assert_eq!(store.reader().unwrap().sync_states().unwrap(), [now]);
    assert_eq!(store.reader().unwrap().sync_state("targets").unwrap(), None);
}
