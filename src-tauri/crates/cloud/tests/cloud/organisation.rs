//! Accounts and units, and what is shared with them.
use crate::support::{Answer, FakeAws, Request};
use ingot_cloud::{Cloud, CloudError, Profile, Targets};
use tokio_util::sync::CancellationToken;

async fn targets(answer: impl Fn(usize, &Request) -> Answer + Send + 'static) -> Result<Targets, CloudError> {
    let aws = FakeAws::start(answer);
    let cloud = Cloud::connect(Profile::sandbox(&aws.endpoint, "eu-west-1"))
        .await
        .unwrap();
    cloud.targets(&|_| {}, &CancellationToken::new()).await
}

fn organisation(request: &Request) -> Answer {
    let parent = |id: &str| request.body.contains(&format!(r#""{id}""#));
    match request.operation() {
        "DescribeOrganization" => {
            Answer::ok(r#"{"Organization":{"Id":"o-abcdefghij","Arn":"arn:o","MasterAccountId":"111122223333"}}"#)
        }
        "ListRoots" => Answer::ok(r#"{"Roots":[{"Id":"r-abcd","Name":"Root"}]}"#),
        "ListOrganizationalUnitsForParent" if parent("r-abcd") => Answer::ok(
            r#"{"OrganizationalUnits":[{"Id":"ou-1","Arn":"arn:1","Name":"Workloads"},{"Id":"ou-3","Arn":"arn:3","Name":"Sandbox"}]}"#,
        ),
        "ListOrganizationalUnitsForParent" if parent("ou-1") => {
            Answer::ok(r#"{"OrganizationalUnits":[{"Id":"ou-2","Arn":"arn:2","Name":"Production"}]}"#)
        }
        "ListAccountsForParent" if parent("r-abcd") => Answer::ok(
            r#"{"Accounts":[{"Id":"111122223333","Name":"management","Status":"ACTIVE","JoinedTimestamp":1700000000}]}"#,
        ),
        "ListAccountsForParent" if parent("ou-2") && request.body.contains("page-2") => {
            Answer::ok(r#"{"Accounts":[{"Id":"444455556666","Name":"payments","Status":"SUSPENDED"}]}"#)
        }
        "ListAccountsForParent" if parent("ou-2") => {
            Answer::ok(r#"{"Accounts":[{"Id":"222233334444","Name":"web","Status":"ACTIVE"}],"NextToken":"page-2"}"#)
        }
        _ => Answer::ok("{}"),
    }
}

#[tokio::test]
async fn accounts_stand_under_the_path_of_their_unit() {
    let targets = targets(|_, request| organisation(request)).await.unwrap();
    let units: Vec<_> = targets.ous.iter().map(|unit| unit.path.as_str()).collect();
    assert_eq!(units, ["Root/Workloads", "Root/Sandbox", "Root/Workloads/Production"]);
    let accounts: Vec<_> = targets
        .accounts
        .iter()
        .map(|account| format!("{} {} {}", account.ou_path, account.id, account.status))
        .collect();
    assert_eq!(
        accounts,
        [
            "Root 111122223333 ACTIVE",
            "Root/Workloads/Production 222233334444 ACTIVE",
            "Root/Workloads/Production 444455556666 SUSPENDED",
        ]
    );
    assert_eq!(targets.organisation.unwrap().management_account, "111122223333");
}

#[tokio::test]
async fn a_unit_that_may_not_be_read_leaves_the_others() {
    let targets = targets(|_, request| {
        if request.operation() == "ListAccountsForParent" && request.body.contains("ou-2") {
            return Answer::error(400, "AccessDeniedException", "not yours");
        }
        organisation(request)
    })
    .await
    .unwrap();
    assert_eq!(targets.accounts.len(), 1);
    assert_eq!(
        targets.warnings[0].message,
        "not allowed to organizations:ListAccountsForParent: not yours"
    );
}

#[tokio::test]
async fn a_tree_that_contains_itself_is_read_to_a_limit() {
    let targets = targets(|_, request| match request.operation() {
        "ListRoots" => Answer::ok(r#"{"Roots":[{"Id":"r-abcd","Name":"Root"}]}"#),
        "ListOrganizationalUnitsForParent" => {
            Answer::ok(r#"{"OrganizationalUnits":[{"Id":"r-abcd","Arn":"arn:1","Name":"Again"}]}"#)
        }
        _ => Answer::ok("{}"),
    })
    .await
    .unwrap();
    assert!(targets.ous.len() < 20, "{}", targets.ous.len());
}

#[tokio::test]
async fn an_account_in_no_organisation_is_its_own_only_target() {
    let targets = targets(|_, request| match request.operation() {
        "DescribeOrganization" => Answer::error(400, "AWSOrganizationsNotInUseException", "not a member"),
        _ => Answer::Http {
            status: 200,
            error_type: None,
            body: "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult>\
                   <Arn>arn:aws:iam::111122223333:user/me</Arn><UserId>AIDA</UserId><Account>111122223333</Account>\
                   </GetCallerIdentityResult></GetCallerIdentityResponse>"
                .to_owned(),
        },
    })
    .await
    .unwrap();
    assert_eq!(targets.organisation, None);
    assert_eq!(targets.accounts[0].id, "111122223333");
}

#[tokio::test]
async fn a_share_shows_what_is_in_it_and_who_may_see_it() {
    let aws = FakeAws::start(|_, request| match request.operation() {
        "getresourceshares" => Answer::ok(
            r#"{"resourceShares":[{"resourceShareArn":"arn:share","name":"golden","status":"ACTIVE","allowExternalPrincipals":false}]}"#,
        ),
        "listresources" => Answer::ok(
            r#"{"resources":[{"arn":"arn:image","type":"imagebuilder:Image","resourceShareArn":"arn:share","status":"AVAILABLE"},{"arn":"arn:x","resourceShareArn":"arn:other"}]}"#,
        ),
        "listprincipals" => {
            Answer::ok(r#"{"principals":[{"id":"222233334444","resourceShareArn":"arn:share","external":true}]}"#)
        }
        other => panic!("{other}"),
    });
    let cloud = Cloud::connect(Profile::sandbox(&aws.endpoint, "eu-west-1"))
        .await
        .unwrap();
    let shares = cloud.shares(&CancellationToken::new()).await.unwrap();
    let [share] = shares.as_slice() else {
        panic!("{shares:?}")
    };
    assert!(!share.allow_external);
    assert_eq!(share.resources.len(), 1);
    assert_eq!(
        (share.resources[0].kind.as_str(), share.principals[0].id.as_str()),
        ("imagebuilder:Image", "222233334444")
    );
}
