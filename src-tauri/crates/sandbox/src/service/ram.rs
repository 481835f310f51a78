//! Resource Access Manager: shares of components, recipes and images. They take effect at once.
//!
//! Shapes from botocore ram/2018-01-04 service-2.json; what can be shared:
//! <https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-shared-resources.html>.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::imagebuilder::names::Arn;
use super::{Answer, Moment, Operation, Run};
use crate::clock::epoch_seconds;
use crate::identity::{ACCOUNT, uuid};
use crate::service::organizations::has_principal;
use crate::state::{Share, State};
use crate::wire::json::{compact, flag, owned, required, text, texts};
use crate::wire::paging::{RAM, page};
use crate::wire::{ApiError, Call};

pub(crate) const OPERATIONS: &[Operation] = &[
    writes("CreateResourceShare", "/createresourceshare", create),
    writes("AssociateResourceShare", "/associateresourceshare", associate),
    writes("DisassociateResourceShare", "/disassociateresourceshare", disassociate),
    reads("GetResourceShares", "/getresourceshares", get_shares),
    reads(
        "GetResourceShareAssociations",
        "/getresourceshareassociations",
        get_associations,
    ),
    reads("ListResources", "/listresources", list_resources),
    reads("ListPrincipals", "/listprincipals", list_principals),
];

const fn reads(name: &'static str, path: &'static str, run: fn(&State, Moment, &Call) -> Answer) -> Operation {
    Operation {
        name,
        http: ("POST", path),
        run: Run::Reads(run),
    }
}

const fn writes(name: &'static str, path: &'static str, run: fn(&mut State, Moment, &Call) -> Answer) -> Operation {
    Operation {
        name,
        http: ("POST", path),
        run: Run::Writes(run),
    }
}

fn create(state: &mut State, moment: Moment, call: &Call) -> Answer {
    let name = owned(&call.body, "name").ok_or_else(|| invalid("name is required."))?;
    let arn = format!(
        "arn:aws:ram:{}:{ACCOUNT}:resource-share/{}",
        call.region,
        uuid(&["share", &name, &moment.now.to_string(), &state.shares.len().to_string()])
    );
    let share = Share {
        name,
        region: call.region.clone(),
        // The default (<https://docs.aws.amazon.com/ram/latest/APIReference/API_CreateResourceShare.html>).
        allow_external_principals: flag(&call.body, "allowExternalPrincipals").unwrap_or(true),
        resources: BTreeMap::new(),
        principals: BTreeMap::new(),
        tags: call.body.get("tags").cloned().unwrap_or_else(|| json!([])),
        created: moment.now,
        updated: moment.now,
    };
    state.shares.insert(arn.clone(), share);
    add(state, moment, call, &arn)?;
    let share = state
        .shares
        .get(&arn)
        .ok_or_else(|| ApiError::internal("the share is gone"))?;
    Ok(json!({"resourceShare": shown(&arn, share)}))
}

fn associate(state: &mut State, moment: Moment, call: &Call) -> Answer {
    let arn = share_arn(state, call)?;
    add(state, moment, call, &arn)?;
    changed(state, call, &arn, "ASSOCIATED")
}

fn disassociate(state: &mut State, moment: Moment, call: &Call) -> Answer {
    let arn = share_arn(state, call)?;
    let answer = changed(state, call, &arn, "DISASSOCIATED")?;
    if let Some(share) = state.shares.get_mut(&arn) {
        for resource in texts(&call.body, "resourceArns") {
            share.resources.remove(&resource);
        }
        for principal in texts(&call.body, "principals") {
            share.principals.remove(&principal);
        }
        share.updated = moment.now;
    }
    Ok(answer)
}

fn get_shares(state: &State, _: Moment, call: &Call) -> Answer {
    let own = owner_is_self(call)?;
    let arns = texts(&call.body, "resourceShareArns");
    let name = text(&call.body, "name");
    let status = text(&call.body, "resourceShareStatus");
    let items = here(state, call, own)
        .filter(|(arn, share)| {
            (arns.is_empty() || arns.contains(arn))
                && name.is_none_or(|name| share.name == name)
                && status.is_none_or(|status| status == "ACTIVE")
        })
        .map(|(arn, share)| shown(arn, share))
        .collect();
    paged(call, "resourceShares", items)
}

fn get_associations(state: &State, _: Moment, call: &Call) -> Answer {
    let kind = required(&call.body, "associationType").map_err(|_| invalid("associationType is required."))?;
    let arns = texts(&call.body, "resourceShareArns");
    let entity = text(
        &call.body,
        if kind == "PRINCIPAL" {
            "principal"
        } else {
            "resourceArn"
        },
    );
    let status = text(&call.body, "associationStatus");
    let mut items = Vec::new();
    for (arn, share) in here(state, call, true) {
        if !(arns.is_empty() || arns.contains(arn)) || status.is_some_and(|status| status != "ASSOCIATED") {
            continue;
        }
        let entities = match kind {
            "PRINCIPAL" => &share.principals,
            "RESOURCE" => &share.resources,
            _ => return Err(invalid("associationType is PRINCIPAL or RESOURCE.")),
        };
        items.extend(
            entities
                .iter()
                .filter(|(name, _)| entity.is_none_or(|wanted| *name == wanted))
                .map(|(name, since)| association(arn, share, kind, name, "ASSOCIATED", *since)),
        );
    }
    paged(call, "resourceShareAssociations", items)
}

fn list_resources(state: &State, _: Moment, call: &Call) -> Answer {
    let own = owner_is_self(call)?;
    let kind = text(&call.body, "resourceType");
    let wanted = texts(&call.body, "resourceArns");
    let shares = texts(&call.body, "resourceShareArns");
    let principal = text(&call.body, "principal");
    let mut items = Vec::new();
    for (arn, share) in here(state, call, own) {
        if !(shares.is_empty() || shares.contains(arn))
            || principal.is_some_and(|principal| !share.principals.contains_key(principal))
        {
            continue;
        }
        for (resource, since) in &share.resources {
            let resource_type = resource_type(resource);
            if (wanted.is_empty() || wanted.contains(resource)) && kind.is_none_or(|kind| Some(kind) == resource_type) {
                items.push(compact(json!({
                    "arn": resource,
                    "type": resource_type,
                    "resourceShareArn": arn,
                    "status": "AVAILABLE",
                    "creationTime": epoch_seconds(*since),
                    "lastUpdatedTime": epoch_seconds(*since),
                    "resourceRegionScope": "REGIONAL",
                })));
            }
        }
    }
    paged(call, "resources", items)
}

fn list_principals(state: &State, _: Moment, call: &Call) -> Answer {
    let own = owner_is_self(call)?;
    let shares = texts(&call.body, "resourceShareArns");
    let wanted = texts(&call.body, "principals");
    let resource = text(&call.body, "resourceArn");
    let kind = text(&call.body, "resourceType");
    let mut items = Vec::new();
    for (arn, share) in here(state, call, own) {
        let holds = resource.is_none_or(|resource| share.resources.contains_key(resource))
            && kind.is_none_or(|kind| share.resources.keys().any(|arn| resource_type(arn) == Some(kind)));
        if !(shares.is_empty() || shares.contains(arn)) || !holds {
            continue;
        }
        for (principal, since) in &share.principals {
            if wanted.is_empty() || wanted.contains(principal) {
                items.push(json!({
                    "id": principal,
                    "resourceShareArn": arn,
                    "creationTime": epoch_seconds(*since),
                    "lastUpdatedTime": epoch_seconds(*since),
                    "external": !has_principal(principal),
                }));
            }
        }
    }
    paged(call, "principals", items)
}

/// Adds the resources and principals of a call to a share, after checking each.
fn add(state: &mut State, moment: Moment, call: &Call, arn: &str) -> Result<(), ApiError> {
    let resources = texts(&call.body, "resourceArns");
    let principals = texts(&call.body, "principals");
    for resource in &resources {
        let parsed = Arn::parse(resource).ok_or_else(|| {
            ApiError::new(
                400,
                "MalformedArnException",
                format!("'{resource}' is not an ARN that can be shared."),
            )
        })?;
        let kind = resource_type(resource);
        // Components and images are shared by build, recipes by version.
        let exists = state.components.contains_key(resource)
            || state.images.contains_key(resource)
            || state.recipes.contains_key(resource);
        if kind.is_none() || parsed.region != call.region || !exists {
            return Err(ApiError::new(
                400,
                "UnknownResourceException",
                format!("The resource '{resource}' cannot be found in {}.", call.region),
            ));
        }
    }
    let share = state.shares.get_mut(arn).ok_or_else(|| unknown_share(arn))?;
    for principal in &principals {
        let account = principal.len() == 12 && principal.bytes().all(|digit| digit.is_ascii_digit());
        if !account && !has_principal(principal) {
            return Err(invalid(format!(
                "The principal '{principal}' is neither an account id nor an organization or OU of this organization."
            )));
        }
        if !has_principal(principal) && !share.allow_external_principals {
            return Err(ApiError::new(
                400,
                "OperationNotPermittedException",
                format!("The share does not allow the external principal '{principal}'."),
            ));
        }
    }
    share
        .resources
        .extend(resources.into_iter().map(|resource| (resource, moment.now)));
    share
        .principals
        .extend(principals.into_iter().map(|principal| (principal, moment.now)));
    share.updated = moment.now;
    Ok(())
}

fn changed(state: &State, call: &Call, arn: &str, status: &str) -> Answer {
    let share = state.shares.get(arn).ok_or_else(|| unknown_share(arn))?;
    let entities = |key: &str, kind: &'static str| {
        texts(&call.body, key)
            .into_iter()
            .map(move |entity| (kind, entity))
            .collect::<Vec<_>>()
    };
    let associations: Vec<Value> = entities("resourceArns", "RESOURCE")
        .into_iter()
        .chain(entities("principals", "PRINCIPAL"))
        .map(|(kind, entity)| association(arn, share, kind, &entity, status, share.updated))
        .collect();
    Ok(json!({"resourceShareAssociations": associations}))
}

fn association(arn: &str, share: &Share, kind: &str, entity: &str, status: &str, since: i64) -> Value {
    json!({
        "resourceShareArn": arn,
        "resourceShareName": share.name,
        "associatedEntity": entity,
        "associationType": kind,
        "status": status,
        "creationTime": epoch_seconds(since),
        "lastUpdatedTime": epoch_seconds(since),
        "external": kind == "PRINCIPAL" && !has_principal(entity),
    })
}

fn shown(arn: &str, share: &Share) -> Value {
    json!({
        "resourceShareArn": arn,
        "name": share.name,
        "owningAccountId": ACCOUNT,
        "allowExternalPrincipals": share.allow_external_principals,
        "status": "ACTIVE",
        "tags": share.tags,
        "creationTime": epoch_seconds(share.created),
        "lastUpdatedTime": epoch_seconds(share.updated),
        "featureSet": "STANDARD",
    })
}

/// RAM's type of an Image Builder resource.
fn resource_type(arn: &str) -> Option<&'static str> {
    let parsed = Arn::parse(arn)?;
    match (parsed.kind.as_str(), parsed.build) {
        ("component", Some(_)) => Some("imagebuilder:Component"),
        ("image", Some(_)) => Some("imagebuilder:Image"),
        ("image-recipe", None) => Some("imagebuilder:ImageRecipe"),
        _ => None,
    }
}

/// The shares of this region; other accounts share nothing with a sandbox.
fn here<'a>(state: &'a State, call: &'a Call, own: bool) -> impl Iterator<Item = (&'a String, &'a Share)> {
    state
        .shares
        .iter()
        .filter(move |(_, share)| own && share.region == call.region)
}

fn owner_is_self(call: &Call) -> Result<bool, ApiError> {
    match text(&call.body, "resourceOwner") {
        Some("SELF") => Ok(true),
        Some("OTHER-ACCOUNTS") => Ok(false),
        _ => Err(invalid("resourceOwner is SELF or OTHER-ACCOUNTS.")),
    }
}

fn share_arn(state: &State, call: &Call) -> Result<String, ApiError> {
    let arn = required(&call.body, "resourceShareArn").map_err(|_| invalid("resourceShareArn is required."))?;
    if state.shares.contains_key(arn) {
        Ok(arn.to_owned())
    } else {
        Err(unknown_share(arn))
    }
}

fn unknown_share(arn: &str) -> ApiError {
    ApiError::new(
        400,
        "UnknownResourceException",
        format!("The resource share '{arn}' cannot be found."),
    )
}

fn invalid(message: impl Into<String>) -> ApiError {
    ApiError::new(400, "InvalidParameterException", message)
}

fn paged(call: &Call, key: &str, items: Vec<Value>) -> Answer {
    let (items, next) = page(call, RAM, items)?;
    Ok(compact(json!({key: items, "nextToken": next})))
}
