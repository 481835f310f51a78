//! Infrastructure and distribution configurations. An update replaces the whole configuration: what is left out is
//! cleared (<https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_UpdateInfrastructureConfiguration.html>).

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::filters::{apply, filters, is_here};
use super::names::{Arn, check_name, own_arn};
use super::{Answer, Moment, dependents, listed};
use crate::clock::iso;
use crate::state::{Configuration, State};
use crate::wire::json::{compact, merged, pick, required, tags, text, texts};
use crate::wire::{ApiError, Call};

/// What the two kinds of configuration do not have in common.
struct Kind {
    /// The type in ARNs.
    resource: &'static str,
    /// The name of the type in errors.
    shape: &'static str,
    /// The member that holds the ARN, in requests, answers and pipelines.
    arn_member: &'static str,
    /// The member that holds the configuration in a get answer.
    member: &'static str,
    /// The member that holds the list.
    list_member: &'static str,
    settings: &'static [&'static str],
    check: fn(&Value) -> Result<(), ApiError>,
    /// Members that take a value where none was given.
    defaults: fn(Value) -> Value,
    summary: fn(&Configuration) -> Value,
    table: fn(&State) -> &BTreeMap<String, Configuration>,
    table_mut: fn(&mut State) -> &mut BTreeMap<String, Configuration>,
}

const INFRASTRUCTURE: Kind = Kind {
    resource: "infrastructure-configuration",
    shape: "InfrastructureConfiguration",
    arn_member: "infrastructureConfigurationArn",
    member: "infrastructureConfiguration",
    list_member: "infrastructureConfigurationSummaryList",
    settings: &[
        "description",
        "instanceTypes",
        "instanceProfileName",
        "securityGroupIds",
        "subnetId",
        "logging",
        "keyPair",
        "terminateInstanceOnFailure",
        "terminateInstanceOnCompletion",
        "snsTopicArn",
        "resourceTags",
        "instanceMetadataOptions",
        "placement",
        "parentInstance",
    ],
    check: check_infrastructure,
    defaults: |settings| merged(json!({"terminateInstanceOnFailure": true}), settings),
    summary: |configuration| {
        pick(
            &configuration.settings,
            &[
                "description",
                "resourceTags",
                "instanceTypes",
                "instanceProfileName",
                "placement",
            ],
        )
    },
    table: |state| &state.infrastructures,
    table_mut: |state| &mut state.infrastructures,
};

const DISTRIBUTION: Kind = Kind {
    resource: "distribution-configuration",
    shape: "DistributionConfiguration",
    arn_member: "distributionConfigurationArn",
    member: "distributionConfiguration",
    list_member: "distributionConfigurationSummaryList",
    settings: &["description", "distributions"],
    check: check_distribution,
    // The largest value the shape allows (botocore `DistributionTimeoutMinutes`, 30-720).
    defaults: |settings| merged(settings, json!({"timeoutMinutes": 720})),
    summary: |configuration| {
        let regions: Vec<&str> = places(&configuration.settings)
            .iter()
            .filter_map(|place| text(place, "region"))
            .collect();
        merged(
            pick(&configuration.settings, &["description"]),
            json!({"regions": regions}),
        )
    },
    table: |state| &state.distributions,
    table_mut: |state| &mut state.distributions,
};

pub(crate) fn create_infrastructure(state: &mut State, moment: Moment, call: &Call) -> Answer {
    create(&INFRASTRUCTURE, state, moment, call)
}

pub(crate) fn get_infrastructure(state: &State, _: Moment, call: &Call) -> Answer {
    get(&INFRASTRUCTURE, state, call)
}

pub(crate) fn update_infrastructure(state: &mut State, moment: Moment, call: &Call) -> Answer {
    update(&INFRASTRUCTURE, state, moment, call)
}

pub(crate) fn list_infrastructures(state: &State, _: Moment, call: &Call) -> Answer {
    list(&INFRASTRUCTURE, state, call)
}

pub(crate) fn delete_infrastructure(state: &mut State, _: Moment, call: &Call) -> Answer {
    delete(&INFRASTRUCTURE, state, call)
}

pub(crate) fn create_distribution(state: &mut State, moment: Moment, call: &Call) -> Answer {
    create(&DISTRIBUTION, state, moment, call)
}

pub(crate) fn get_distribution(state: &State, _: Moment, call: &Call) -> Answer {
    get(&DISTRIBUTION, state, call)
}

pub(crate) fn update_distribution(state: &mut State, moment: Moment, call: &Call) -> Answer {
    update(&DISTRIBUTION, state, moment, call)
}

pub(crate) fn list_distributions(state: &State, _: Moment, call: &Call) -> Answer {
    list(&DISTRIBUTION, state, call)
}

pub(crate) fn delete_distribution(state: &mut State, _: Moment, call: &Call) -> Answer {
    delete(&DISTRIBUTION, state, call)
}

/// `GetInfrastructureConfiguration`'s shape.
pub(crate) fn shown_infrastructure(arn: &str, configuration: &Configuration) -> Value {
    shown(arn, configuration)
}

/// `GetDistributionConfiguration`'s shape.
pub(crate) fn shown_distribution(arn: &str, configuration: &Configuration) -> Value {
    shown(arn, configuration)
}

fn create(kind: &Kind, state: &mut State, moment: Moment, call: &Call) -> Answer {
    let body = &call.body;
    let name = required(body, "name")?;
    check_name(name)?;
    required(body, "clientToken")?;
    (kind.check)(body)?;
    let arn = own_arn(&call.region, kind.resource, name);
    if (kind.table)(state).contains_key(&arn) {
        return Err(ApiError::already_exists(kind.shape, &arn));
    }
    let configuration = Configuration {
        name: name.to_owned(),
        settings: (kind.defaults)(pick(body, kind.settings)),
        tags: tags(body, "tags")?,
        created: moment.now,
        updated: moment.now,
    };
    (kind.table_mut)(state).insert(arn.clone(), configuration);
    Ok(json!({kind.arn_member: arn}))
}

fn update(kind: &Kind, state: &mut State, moment: Moment, call: &Call) -> Answer {
    let arn = required(&call.body, kind.arn_member)?;
    Arn::expect(kind.arn_member, arn, kind.resource)?;
    required(&call.body, "clientToken")?;
    (kind.check)(&call.body)?;
    let configuration = (kind.table_mut)(state)
        .get_mut(arn)
        .ok_or_else(|| ApiError::not_found(arn))?;
    configuration.settings = (kind.defaults)(pick(&call.body, kind.settings));
    configuration.updated = moment.now;
    Ok(json!({kind.arn_member: arn}))
}

fn get(kind: &Kind, state: &State, call: &Call) -> Answer {
    let arn = required(&call.body, kind.arn_member)?;
    Arn::expect(kind.arn_member, arn, kind.resource)?;
    let configuration = (kind.table)(state).get(arn).ok_or_else(|| ApiError::not_found(arn))?;
    Ok(json!({kind.member: shown(arn, configuration)}))
}

fn list(kind: &Kind, state: &State, call: &Call) -> Answer {
    let filters = filters(call, &["name"])?;
    let items = (kind.table)(state)
        .iter()
        .filter(|(arn, _)| is_here(arn, call))
        .map(|(arn, configuration)| {
            merged(
                json!({
                    "arn": arn,
                    "name": configuration.name,
                    "dateCreated": iso(configuration.created),
                    "dateUpdated": iso(configuration.updated),
                    "tags": configuration.tags,
                }),
                (kind.summary)(configuration),
            )
        })
        .collect();
    listed(call, kind.list_member, apply(items, &filters))
}

fn delete(kind: &Kind, state: &mut State, call: &Call) -> Answer {
    let arn = required(&call.body, kind.arn_member)?.to_owned();
    if !(kind.table)(state).contains_key(&arn) {
        return Err(ApiError::not_found(&arn));
    }
    let dependents = dependents::of_configuration(state, kind.arn_member, &arn);
    if !dependents.is_empty() {
        return Err(ApiError::has_dependents(&arn, &dependents));
    }
    (kind.table_mut)(state).remove(&arn);
    Ok(json!({kind.arn_member: arn}))
}

fn shown(arn: &str, configuration: &Configuration) -> Value {
    compact(merged(
        json!({
            "arn": arn,
            "name": configuration.name,
            "dateCreated": iso(configuration.created),
            "dateUpdated": iso(configuration.updated),
            "tags": configuration.tags,
        }),
        configuration.settings.clone(),
    ))
}

fn check_infrastructure(body: &Value) -> Result<(), ApiError> {
    let profile = required(body, "instanceProfileName")?;
    // botocore `InstanceProfileNameType`: ^[\w+=,.@-]+$, up to 256.
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "_+=,.@-".contains(letter);
    if profile.len() > 256 || !profile.chars().all(plain) {
        return Err(ApiError::invalid_value(
            "instanceProfileName",
            "Give the profile's name, not its ARN: letters, digits and _+=,.@-",
        ));
    }
    // <https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_CreateInfrastructureConfiguration.html>
    if text(body, "subnetId").is_some() && texts(body, "securityGroupIds").is_empty() {
        return Err(ApiError::combination("A subnetId needs securityGroupIds."));
    }
    if let Some(tags) = body.get("resourceTags").and_then(Value::as_object) {
        if tags.len() > 30 {
            return Err(ApiError::invalid_value("resourceTags", "At most 30 tags are allowed."));
        }
        let reserved = ["CreatedBy", "Ec2ImageBuilderArn", "Name", "Tags"];
        if let Some(name) = tags.keys().find(|name| reserved.contains(&name.as_str())) {
            return Err(ApiError::invalid_value(
                "resourceTags",
                format!("The key '{name}' is reserved for Image Builder."),
            ));
        }
    }
    let options = &body["instanceMetadataOptions"];
    if text(options, "httpTokens").is_some_and(|tokens| !["optional", "required"].contains(&tokens)) {
        return Err(ApiError::invalid_value(
            "instanceMetadataOptions",
            "httpTokens is optional or required.",
        ));
    }
    let limit = &options["httpPutResponseHopLimit"];
    if !limit.is_null() && !limit.as_u64().is_some_and(|limit| (1..=64).contains(&limit)) {
        return Err(ApiError::invalid_value(
            "instanceMetadataOptions",
            "httpPutResponseHopLimit must be from 1 to 64.",
        ));
    }
    Ok(())
}

fn check_distribution(body: &Value) -> Result<(), ApiError> {
    if body.get("distributions").is_none_or(Value::is_null) {
        return Err(ApiError::missing("distributions"));
    }
    let refused = |why: String| ApiError::invalid_value("distributions", why);
    let mut regions = BTreeSet::new();
    for place in places(body) {
        let region = required(place, "region")?;
        if !regions.insert(region) {
            return Err(refused(format!("The region '{region}' is given more than once.")));
        }
        let ami = place.get("amiDistributionConfiguration").filter(|ami| !ami.is_null());
        let container = place
            .get("containerDistributionConfiguration")
            .filter(|container| !container.is_null());
        if ami.is_some() && container.is_some() {
            return Err(ApiError::combination(format!(
                "The region '{region}' has both an AMI and a container distribution."
            )));
        }
        let Some(ami) = ami else { continue };
        if let Some(name) = text(ami, "name")
            && !name.contains("imagebuilder:buildDate")
        {
            return Err(refused(format!(
                "The AMI name '{name}' must contain {{{{ imagebuilder:buildDate }}}}."
            )));
        }
        for (path, limit) in [
            ("userIds", 1536),
            ("organizationArns", 25),
            ("organizationalUnitArns", 25),
        ] {
            if texts(&ami["launchPermission"], path).len() > limit {
                return Err(refused(format!("launchPermission.{path} has at most {limit} entries.")));
            }
        }
    }
    Ok(())
}

fn places(settings: &Value) -> &[Value] {
    settings
        .get("distributions")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default()
}
