use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::dependents;
use super::filters::{Owner, apply, filters, is_here, owner};
use super::names::{Arn, Version, check_name, latest_references, newest, normalized, own_arn};
use super::{Answer, Moment, listed, managed, marketplace};
use crate::clock::iso;
use crate::document::Document;
use crate::identity::ACCOUNT;
use crate::state::{Component, State};
use crate::wire::json::{compact, flag, owned, required, tags, text, texts};
use crate::wire::{ApiError, Call};

/// The largest inline document (botocore `InlineComponentData`).
const MAX_DATA: usize = 16_000;

pub(crate) fn create(state: &mut State, moment: Moment, call: &Call) -> Answer {
    let body = &call.body;
    let name = required(body, "name")?;
    check_name(name)?;
    let version = required(body, "semanticVersion")?;
    let number = Version::parse(version).ok_or_else(|| ApiError::invalid_version(version))?;
    let platform = required(body, "platform")?;
    if !["Linux", "Windows", "macOS"].contains(&platform) {
        return Err(ApiError::invalid_value(
            "platform",
            "One of Linux, Windows, macOS is expected.",
        ));
    }
    required(body, "clientToken")?;
    let data = data(body)?;
    let document = Document::read(&data).map_err(|why| ApiError::invalid_value("data", why))?;
    let supported_os_versions = texts(body, "supportedOsVersions");
    if supported_os_versions.len() > 25 {
        return Err(ApiError::invalid_value(
            "supportedOsVersions",
            "At most 25 versions are allowed.",
        ));
    }
    let prefix = own_arn(&call.region, "component", name);
    let builds: Vec<&Component> = state
        .components
        .iter()
        .filter(|(arn, component)| {
            arn.starts_with(&format!("{prefix}/")) && Version::parse(&component.version) == Some(number)
        })
        .map(|(_, component)| component)
        .collect();
    let description = owned(body, "description");
    if let Some(newest) = builds.iter().max_by_key(|component| component.build)
        && newest.data == data
        && newest.platform == platform
        && newest.supported_os_versions == supported_os_versions
        && newest.description == description
    {
        let arn = format!("{prefix}/{version}/{}", newest.build);
        return Err(ApiError::already_exists("Component", &arn));
    }
    // A new build keeps the spelling of its version, `1.0.0` and `1.0.00` being one.
    let spelling = builds
        .first()
        .map_or(version, |component| &component.version)
        .to_owned();
    let build = builds.iter().map(|component| component.build).max().unwrap_or(0) + 1;
    let arn = format!("{prefix}/{spelling}/{build}");
    let component = Component {
        name: name.to_owned(),
        version: spelling,
        build,
        platform: platform.to_owned(),
        kind: document.kind().to_owned(),
        owner: ACCOUNT.to_owned(),
        description,
        change_description: owned(body, "changeDescription"),
        supported_os_versions,
        kms_key_id: owned(body, "kmsKeyId"),
        parameters: document.parameters,
        tags: tags(body, "tags")?,
        created: moment.now,
        data,
        sale: None,
    };
    state.components.insert(arn.clone(), component);
    Ok(json!({
        "componentBuildVersionArn": arn,
        "latestVersionReferences": latest_references(&arn),
    }))
}

pub(crate) fn get(state: &State, _: Moment, call: &Call) -> Answer {
    let reference = required(&call.body, "componentBuildVersionArn")?;
    Arn::expect("componentBuildVersionArn", reference, "component")?;
    let (arn, component) = resolve(state, &call.region, reference).ok_or_else(|| ApiError::not_found(reference))?;
    let parameters: Vec<Value> = component
        .parameters
        .iter()
        .map(|parameter| {
            json!({
                "name": parameter.name,
                "type": parameter.kind,
                "defaultValue": parameter.default.as_ref().map(|value| [value]),
                "description": parameter.description,
            })
        })
        .collect();
    Ok(compact(json!({
        "component": {
            "arn": arn,
            "name": component.name,
            "version": component.version,
            "description": component.description,
            "changeDescription": component.change_description,
            "type": component.kind,
            "platform": component.platform,
            "supportedOsVersions": supported(&component),
            "state": {"status": "ACTIVE"},
            "parameters": parameters,
            "owner": component.owner,
            "data": component.sale.is_none().then_some(&component.data),
            "kmsKeyId": component.kms_key_id,
            "encrypted": true,
            "dateCreated": iso(component.created),
            "tags": component.tags,
            "publisher": publisher(&component),
            "obfuscate": component.sale.is_some(),
            "productCodes": product_codes(&component),
        },
        "latestVersionReferences": latest_references(&arn),
    })))
}

pub(crate) fn list(state: &State, _: Moment, call: &Call) -> Answer {
    let filters = filters(
        call,
        &[
            "description",
            "name",
            "platform",
            "status",
            "supportedOsVersion",
            "type",
            "version",
        ],
    )?;
    let by_name = flag(&call.body, "byName").unwrap_or(false);
    if by_name && filters.iter().any(|filter| filter.name == "version") {
        return Err(ApiError::combination(
            "byName cannot be combined with the version filter.",
        ));
    }
    let mut versions: Vec<(String, Component)> = Vec::new();
    for (arn, component) in visible(state, call, owner(call)?) {
        let Some((version_arn, _)) = arn.rsplit_once('/') else {
            continue;
        };
        match versions.iter_mut().find(|(listed, _)| listed == version_arn) {
            Some((_, listed)) if listed.build >= component.build => {}
            Some((_, listed)) => *listed = component,
            None => versions.push((version_arn.to_owned(), component)),
        }
    }
    let mut items: Vec<Value> = versions
        .into_iter()
        .filter(|(_, component)| {
            filters
                .iter()
                .filter(|filter| filter.name == "supportedOsVersion")
                .all(|filter| {
                    component
                        .supported_os_versions
                        .iter()
                        .any(|version| filter.takes(Some(version)))
                })
        })
        .map(|(arn, component)| {
            compact(json!({
                "arn": arn,
                "name": component.name,
                "version": component.version,
                "description": component.description,
                "platform": component.platform,
                "supportedOsVersions": supported(&component),
                "type": component.kind,
                "owner": component.owner,
                "dateCreated": iso(component.created),
                "status": "ACTIVE",
                "productCodes": product_codes(&component),
            }))
        })
        .collect();
    let members: Vec<_> = filters
        .into_iter()
        .filter(|filter| filter.name != "supportedOsVersion")
        .collect();
    items = apply(items, &members);
    if by_name {
        items = one_per_name(items);
    }
    listed(call, "componentVersionList", items)
}

/// One entry per name, of the newest version; its ARN and version are wildcards, as the console shows them.
pub(crate) fn one_per_name(items: Vec<Value>) -> Vec<Value> {
    let mut newest: Vec<Value> = Vec::new();
    for item in items {
        let version = |item: &Value| text(item, "version").and_then(Version::parse);
        match newest.iter_mut().find(|kept| text(kept, "name") == text(&item, "name")) {
            Some(kept) if version(kept) >= version(&item) => {}
            Some(kept) => *kept = item,
            None => newest.push(item),
        }
    }
    newest
}

pub(crate) fn list_builds(state: &State, _: Moment, call: &Call) -> Answer {
    let reference = required(&call.body, "componentVersionArn")?;
    let wanted = Arn::expect("componentVersionArn", reference, "component")?;
    let owner = match wanted.owner.as_str() {
        "aws" => Owner::Amazon,
        "aws-marketplace" => Owner::Marketplace,
        _ => Owner::Own,
    };
    let items = visible(state, call, owner)
        .into_iter()
        .filter(|(arn, _)| Arn::parse(arn).is_some_and(|arn| wanted.means(&arn)))
        .map(|(arn, component)| {
            compact(json!({
                "arn": arn,
                "name": component.name,
                "version": component.version,
                "platform": component.platform,
                "supportedOsVersions": supported(&component),
                "state": {"status": "ACTIVE"},
                "type": component.kind,
                "owner": component.owner,
                "publisher": publisher(&component),
                "obfuscate": component.sale.is_some(),
                "description": component.description,
                "changeDescription": component.change_description,
                "dateCreated": iso(component.created),
                "tags": component.tags,
            }))
        })
        .collect();
    listed(call, "componentSummaryList", items)
}

pub(crate) fn delete(state: &mut State, _: Moment, call: &Call) -> Answer {
    let arn = required(&call.body, "componentBuildVersionArn")?.to_owned();
    if !state.components.contains_key(&arn) {
        return Err(ApiError::not_found(&arn));
    }
    let dependents = dependents::of_component(state, &arn);
    if !dependents.is_empty() {
        return Err(ApiError::has_dependents(&arn, &dependents));
    }
    state.components.remove(&arn);
    Ok(json!({"componentBuildVersionArn": arn}))
}

/// The component build that a reference, with or without wildcards and build, means now.
pub(crate) fn resolve(state: &State, region: &str, reference: &str) -> Option<(String, Component)> {
    let wanted = Arn::parse(reference).filter(|arn| arn.kind == "component" && arn.region == region)?;
    let not_own = match wanted.owner.as_str() {
        "aws" => managed::components(region),
        "aws-marketplace" => marketplace::components(region),
        _ => BTreeMap::new(),
    };
    let components = if not_own.is_empty() {
        &state.components
    } else {
        &not_own
    };
    let arn = newest(&wanted, components.keys())?;
    Some((arn.clone(), components.get(arn)?.clone()))
}

fn visible(state: &State, call: &Call, owner: Owner) -> Vec<(String, Component)> {
    let mut found: Vec<(String, Component)> = match owner {
        Owner::Own => state
            .components
            .iter()
            .filter(|(arn, _)| is_here(arn, call))
            .map(|(arn, component)| (arn.clone(), component.clone()))
            .collect(),
        Owner::Amazon => managed::components(&call.region).into_iter().collect(),
        Owner::Marketplace => marketplace::components(&call.region).into_iter().collect(),
        Owner::Nobody => Vec::new(),
    };
    found.sort_by_key(|(arn, component)| {
        (
            normalized(&component.name),
            Version::parse(&component.version),
            component.build,
            arn.clone(),
        )
    });
    found
}

/// Empty for what is no third party's (botocore `Component`, member `publisher`).
fn publisher(component: &Component) -> Option<&str> {
    match &component.sale {
        Some(sale) => Some(&sale.publisher),
        None => (component.owner != ACCOUNT).then_some("Amazon"),
    }
}

fn product_codes(component: &Component) -> Option<Value> {
    let sale = component.sale.as_ref()?;
    Some(json!([{"productCodeId": sale.product_code, "productCodeType": "marketplace"}]))
}

fn supported(component: &Component) -> Option<&Vec<String>> {
    (!component.supported_os_versions.is_empty()).then_some(&component.supported_os_versions)
}

fn data(body: &Value) -> Result<String, ApiError> {
    match (text(body, "data"), text(body, "uri")) {
        (Some(_), Some(_)) => Err(ApiError::combination("Give data or uri, not both.")),
        (None, Some(_)) => Err(ApiError::invalid_value(
            "uri",
            "The sandbox has no S3; give the document in data.",
        )),
        (None, None) => Err(ApiError::missing("data")),
        (Some(data), None) if data.is_empty() || data.chars().count() > MAX_DATA => Err(ApiError::invalid_value(
            "data",
            format!("A document has 1 to {MAX_DATA} characters; a larger one goes through S3."),
        )),
        (Some(data), None) => Ok(data.to_owned()),
    }
}
