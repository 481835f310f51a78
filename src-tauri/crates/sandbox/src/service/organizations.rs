//! A small organisation: thirteen accounts in four organisational units, the same in every sandbox.
//!
//! Shapes from botocore organizations/2016-11-28 service-2.json. The caller acts as a delegated administrator.

use serde_json::{Value, json};

use super::{Answer, Moment, Operation, Run};
use crate::clock::epoch_seconds;
use crate::identity::ACCOUNT;
use crate::state::State;
use crate::wire::paging::{ORGANIZATIONS, page};
use crate::wire::{ApiError, Call, json::required};

pub(crate) const OPERATIONS: &[Operation] = &[
    reads("DescribeOrganization", describe_organization),
    reads("ListRoots", list_roots),
    reads("ListOrganizationalUnitsForParent", list_units_for_parent),
    reads("DescribeOrganizationalUnit", describe_unit),
    reads("ListAccountsForParent", list_accounts_for_parent),
    reads("ListAccounts", list_accounts),
    reads("DescribeAccount", describe_account),
    reads("ListParents", list_parents),
];

const fn reads(name: &'static str, run: fn(&State, Moment, &Call) -> Answer) -> Operation {
    Operation {
        name,
        http: ("POST", "/"),
        run: Run::Reads(run),
    }
}

pub(crate) const ORGANIZATION: &str = "o-sandbox0001";
const ROOT: &str = "r-sbx1";
const MANAGEMENT: &str = "100000000001";

/// Id, name.
const UNITS: &[(&str, &str)] = &[
    ("ou-sbx1-platform", "Platform"),
    ("ou-sbx1-workload", "Workloads"),
    ("ou-sbx1-security", "Security"),
    ("ou-sbx1-sandboxes", "Sandboxes"),
];

/// Id, name, parent, status.
const ACCOUNTS: &[(&str, &str, &str, &str)] = &[
    (MANAGEMENT, "management", ROOT, "ACTIVE"),
    (ACCOUNT, "ccoe-images", "ou-sbx1-platform", "ACTIVE"),
    ("100000000011", "network-hub", "ou-sbx1-platform", "ACTIVE"),
    ("100000000012", "shared-services", "ou-sbx1-platform", "ACTIVE"),
    ("100000000021", "payments-dev", "ou-sbx1-workload", "ACTIVE"),
    ("100000000022", "payments-prod", "ou-sbx1-workload", "ACTIVE"),
    ("100000000023", "orders-dev", "ou-sbx1-workload", "ACTIVE"),
    ("100000000024", "orders-prod", "ou-sbx1-workload", "ACTIVE"),
    ("100000000025", "analytics", "ou-sbx1-workload", "ACTIVE"),
    ("100000000031", "security-audit", "ou-sbx1-security", "ACTIVE"),
    ("100000000032", "log-archive", "ou-sbx1-security", "ACTIVE"),
    ("100000000041", "playground", "ou-sbx1-sandboxes", "ACTIVE"),
    ("100000000042", "retired-lab", "ou-sbx1-sandboxes", "SUSPENDED"),
];

/// 2024-01-15T09:00:00Z, when every account of the sandbox joined.
const JOINED: i64 = 1_705_309_200_000;

/// Whether a RAM or launch-permission principal belongs to this organisation.
pub(crate) fn has_principal(principal: &str) -> bool {
    ACCOUNTS.iter().any(|(id, ..)| *id == principal)
        || principal == organization_arn()
        || UNITS.iter().any(|(id, _)| unit_arn(id) == principal)
}

fn describe_organization(_: &State, _: Moment, _: &Call) -> Answer {
    Ok(json!({"Organization": {
        "Id": ORGANIZATION,
        "Arn": organization_arn(),
        "FeatureSet": "ALL",
        "MasterAccountArn": account_arn(MANAGEMENT),
        "MasterAccountId": MANAGEMENT,
        "MasterAccountEmail": email("management"),
        "AvailablePolicyTypes": [{"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"}],
    }}))
}

fn list_roots(_: &State, _: Moment, call: &Call) -> Answer {
    let root = json!({
        "Id": ROOT,
        "Arn": format!("arn:aws:organizations::{MANAGEMENT}:root/{ORGANIZATION}/{ROOT}"),
        "Name": "Root",
        "PolicyTypes": [{"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"}],
    });
    listed(call, "Roots", vec![root])
}

fn list_units_for_parent(_: &State, _: Moment, call: &Call) -> Answer {
    let parent = parent(call)?;
    let units = UNITS
        .iter()
        .filter(|_| parent == ROOT)
        .map(|(id, name)| unit(id, name))
        .collect();
    listed(call, "OrganizationalUnits", units)
}

fn describe_unit(_: &State, _: Moment, call: &Call) -> Answer {
    let id = required(&call.body, "OrganizationalUnitId")?;
    UNITS
        .iter()
        .find(|(unit, _)| *unit == id)
        .map(|(id, name)| json!({"OrganizationalUnit": unit(id, name)}))
        .ok_or_else(|| absent("OrganizationalUnitNotFoundException", "organizational unit", id))
}

fn list_accounts_for_parent(_: &State, _: Moment, call: &Call) -> Answer {
    let wanted = parent(call)?;
    let accounts = ACCOUNTS
        .iter()
        .filter(|(_, _, parent, _)| *parent == wanted)
        .map(account)
        .collect();
    listed(call, "Accounts", accounts)
}

fn list_accounts(_: &State, _: Moment, call: &Call) -> Answer {
    listed(call, "Accounts", ACCOUNTS.iter().map(account).collect())
}

fn describe_account(_: &State, _: Moment, call: &Call) -> Answer {
    let id = required(&call.body, "AccountId")?;
    ACCOUNTS
        .iter()
        .find(|(account, ..)| *account == id)
        .map(|found| json!({"Account": account(found)}))
        .ok_or_else(|| absent("AccountNotFoundException", "account", id))
}

fn list_parents(_: &State, _: Moment, call: &Call) -> Answer {
    let child = required(&call.body, "ChildId")?;
    let parent = ACCOUNTS
        .iter()
        .find(|(id, ..)| *id == child)
        .map(|(_, _, parent, _)| *parent)
        .or_else(|| UNITS.iter().any(|(id, _)| *id == child).then_some(ROOT))
        .ok_or_else(|| absent("ChildNotFoundException", "child", child))?;
    let kind = if parent == ROOT { "ROOT" } else { "ORGANIZATIONAL_UNIT" };
    listed(call, "Parents", vec![json!({"Id": parent, "Type": kind})])
}

fn parent(call: &Call) -> Result<&str, ApiError> {
    let parent = required(&call.body, "ParentId")?;
    if parent == ROOT || UNITS.iter().any(|(id, _)| *id == parent) {
        Ok(parent)
    } else {
        Err(absent("ParentNotFoundException", "parent", parent))
    }
}

fn listed(call: &Call, key: &str, items: Vec<Value>) -> Answer {
    let (items, next) = page(call, ORGANIZATIONS, items)?;
    let mut answer = json!({key: items});
    if let Some(next) = next {
        answer["NextToken"] = next.into();
    }
    Ok(answer)
}

fn absent(code: &'static str, what: &str, id: &str) -> ApiError {
    ApiError::new(400, code, format!("There is no {what} '{id}' in this organization."))
}

fn unit(id: &str, name: &str) -> Value {
    json!({"Id": id, "Arn": unit_arn(id), "Name": name})
}

fn account((id, name, _, status): &(&str, &str, &str, &str)) -> Value {
    json!({
        "Id": id,
        "Arn": account_arn(id),
        "Email": email(name),
        "Name": name,
        "Status": status,
        "State": status,
        "JoinedMethod": "CREATED",
        "JoinedTimestamp": epoch_seconds(JOINED),
    })
}

fn organization_arn() -> String {
    format!("arn:aws:organizations::{MANAGEMENT}:organization/{ORGANIZATION}")
}

fn unit_arn(id: &str) -> String {
    format!("arn:aws:organizations::{MANAGEMENT}:ou/{ORGANIZATION}/{id}")
}

fn account_arn(id: &str) -> String {
    format!("arn:aws:organizations::{MANAGEMENT}:account/{ORGANIZATION}/{id}")
}

fn email(name: &str) -> String {
    format!("{name}@sandbox.example")
}
