use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::filters::{Owner, apply, filters, is_here, owner};
use super::names::{Arn, Version, VersionPattern, check_name, latest_references, newest, own_arn};
use super::{Answer, Moment, components, dependents, listed, parents};
use crate::clock::iso;
use crate::identity::ACCOUNT;
use crate::state::{Component, Layer, Recipe, State};
use crate::wire::json::{compact, merged, pick, required, tags, text};
use crate::wire::{ApiError, Call};

/// The default quota "components per recipe"
/// (<https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-recipes.html>).
const MAX_COMPONENTS: usize = 20;

/// Members that are stored and shown as they came.
const SETTINGS: &[&str] = &[
    "description",
    "blockDeviceMappings",
    "workingDirectory",
    "additionalInstanceConfiguration",
    "amiTags",
    "amiWatermarks",
];

pub(crate) fn create(state: &mut State, moment: Moment, call: &Call) -> Answer {
    let body = &call.body;
    let name = required(body, "name")?;
    check_name(name)?;
    let asked = required(body, "semanticVersion")?;
    let pattern = VersionPattern::parse(asked).ok_or_else(|| ApiError::invalid_version(asked))?;
    required(body, "clientToken")?;
    let prefix = own_arn(&call.region, "image-recipe", name);
    let existing: Vec<Version> = state
        .recipes
        .iter()
        .filter(|(arn, _)| arn.starts_with(&format!("{prefix}/")))
        .filter_map(|(_, recipe)| Version::parse(&recipe.version))
        .collect();
    let version = match Version::parse(asked) {
        Some(version) if existing.contains(&version) => {
            return Err(ApiError::already_exists("ImageRecipe", &format!("{prefix}/{asked}")));
        }
        Some(_) => asked.to_owned(),
        None => {
            let next = pattern.next(existing.into_iter()).to_string();
            Version::parse(&next).ok_or_else(|| ApiError::invalid_version(&next))?;
            next
        }
    };
    let parent_image = required(body, "parentImage")?;
    let base = parents::resolve(state, moment.now, &call.region, parent_image)?;
    let layers = layers(state, &call.region, body)?;
    for (layer, component) in &layers {
        // Every parent the sandbox knows is a Linux.
        if component.platform != "Linux" {
            return Err(ApiError::invalid_value(
                "components",
                format!(
                    "The component '{}' is for {}, the parent image for Linux.",
                    layer.component_arn, component.platform
                ),
            ));
        }
        if base.known && !base.os.is_among(&component.supported_os_versions) {
            return Err(ApiError::invalid_value(
                "components",
                format!(
                    "The component '{}' does not support {}; it supports {}.",
                    layer.component_arn,
                    base.os.display(),
                    component.supported_os_versions.join(", ")
                ),
            ));
        }
    }
    volumes(body)?;
    let arn = format!("{prefix}/{version}");
    let recipe = Recipe {
        name: name.to_owned(),
        version,
        platform: "Linux".to_owned(),
        parent_image: parent_image.to_owned(),
        components: layers.into_iter().map(|(layer, _)| layer).collect(),
        settings: pick(body, SETTINGS),
        tags: tags(body, "tags")?,
        created: moment.now,
    };
    state.recipes.insert(arn.clone(), recipe);
    Ok(json!({"imageRecipeArn": arn, "latestVersionReferences": latest_references(&arn)}))
}

pub(crate) fn get(state: &State, _: Moment, call: &Call) -> Answer {
    let reference = required(&call.body, "imageRecipeArn")?;
    let (arn, recipe) = resolve(state, "imageRecipeArn", reference)?;
    Ok(json!({
        "imageRecipe": shown(arn, recipe),
        "latestVersionReferences": latest_references(arn),
    }))
}

pub(crate) fn list(state: &State, _: Moment, call: &Call) -> Answer {
    let filters = filters(call, &["name", "parentImage", "platform"])?;
    let own = owner(call)? == Owner::Own;
    let mut recipes: Vec<(&String, &Recipe)> = state
        .recipes
        .iter()
        .filter(|(arn, _)| own && is_here(arn, call))
        .collect();
    recipes.sort_by_key(|(arn, recipe)| (recipe.name.clone(), Version::parse(&recipe.version), (*arn).clone()));
    let items = recipes
        .into_iter()
        .map(|(arn, recipe)| {
            json!({
                "arn": arn,
                "name": recipe.name,
                "platform": recipe.platform,
                "owner": ACCOUNT,
                "parentImage": recipe.parent_image,
                "dateCreated": iso(recipe.created),
                "tags": recipe.tags,
            })
        })
        .collect();
    listed(call, "imageRecipeSummaryList", apply(items, &filters))
}

pub(crate) fn delete(state: &mut State, _: Moment, call: &Call) -> Answer {
    let arn = required(&call.body, "imageRecipeArn")?.to_owned();
    if !state.recipes.contains_key(&arn) {
        return Err(ApiError::not_found(&arn));
    }
    let dependents = dependents::of_recipe(state, &arn);
    if !dependents.is_empty() {
        return Err(ApiError::has_dependents(&arn, &dependents));
    }
    state.recipes.remove(&arn);
    Ok(json!({"imageRecipeArn": arn}))
}

/// The recipe that a reference means now.
pub(crate) fn resolve<'a>(
    state: &'a State,
    parameter: &str,
    reference: &str,
) -> Result<(&'a String, &'a Recipe), ApiError> {
    let wanted = Arn::expect(parameter, reference, "image-recipe")?;
    newest(&wanted, state.recipes.keys())
        .and_then(|arn| state.recipes.get_key_value(arn))
        .ok_or_else(|| ApiError::not_found(reference))
}

/// `GetImageRecipe`'s `imageRecipe`.
pub(crate) fn shown(arn: &str, recipe: &Recipe) -> Value {
    let components: Vec<Value> = recipe
        .components
        .iter()
        .map(|layer| compact(json!({"componentArn": layer.component_arn, "parameters": layer.parameters})))
        .collect();
    merged(
        json!({
            "arn": arn,
            "type": "AMI",
            "name": recipe.name,
            "platform": recipe.platform,
            "owner": ACCOUNT,
            "version": recipe.version,
            "components": components,
            "parentImage": recipe.parent_image,
            "dateCreated": iso(recipe.created),
            "tags": recipe.tags,
        }),
        recipe.settings.clone(),
    )
}

fn layers(state: &State, region: &str, body: &Value) -> Result<Vec<(Layer, Component)>, ApiError> {
    let refused = |why: String| ApiError::invalid_value("components", why);
    let given = match body.get("components") {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(given) => given
            .as_array()
            .ok_or_else(|| refused("A list is expected.".to_owned()))?,
    };
    if given.is_empty() {
        return Err(refused(
            "The list is empty; leave it out, or name at least one component.".to_owned(),
        ));
    }
    if given.len() > MAX_COMPONENTS {
        return Err(ApiError::new(
            402,
            "ServiceQuotaExceededException",
            format!(
                "A recipe has at most {MAX_COMPONENTS} components; {} were given.",
                given.len()
            ),
        ));
    }
    let mut seen = BTreeSet::new();
    let mut layers = Vec::new();
    for entry in given {
        let reference = text(entry, "componentArn").ok_or_else(|| ApiError::missing("components[].componentArn"))?;
        let parsed = Arn::expect("components", reference, "component")?;
        let (_, component) = components::resolve(state, region, reference)
            .ok_or_else(|| refused(format!("The component '{reference}' does not exist in {region}.")))?;
        if !seen.insert((parsed.owner, parsed.name)) {
            return Err(refused(format!("The component '{reference}' is given more than once.")));
        }
        check_parameters(reference, &component, entry)?;
        let layer = Layer {
            component_arn: reference.to_owned(),
            parameters: entry.get("parameters").cloned().unwrap_or(Value::Null),
        };
        layers.push((layer, component));
    }
    Ok(layers)
}

/// Every parameter without a default needs a value, and only declared ones may have one
/// (<https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ComponentConfiguration.html>).
fn check_parameters(reference: &str, component: &Component, entry: &Value) -> Result<(), ApiError> {
    let refused = |why: String| ApiError::invalid_value("components", why);
    let mut given = BTreeSet::new();
    for parameter in entry.get("parameters").and_then(Value::as_array).into_iter().flatten() {
        let name = text(parameter, "name").unwrap_or_default();
        let values = parameter.get("value").and_then(Value::as_array);
        if values.is_none_or(|values| values.is_empty() || !values.iter().all(Value::is_string)) {
            return Err(refused(format!(
                "The parameter '{name}' of '{reference}' needs a list of strings as value."
            )));
        }
        if !component.parameters.iter().any(|declared| declared.name == name) {
            return Err(refused(format!(
                "The component '{reference}' has no parameter '{name}'."
            )));
        }
        given.insert(name);
    }
    match component
        .parameters
        .iter()
        .find(|declared| declared.default.is_none() && !given.contains(declared.name.as_str()))
    {
        Some(missing) => Err(refused(format!(
            "The parameter '{}' of '{reference}' has no default and no value was given.",
            missing.name
        ))),
        None => Ok(()),
    }
}

/// Bounds of EBS volumes (botocore `EbsInstanceBlockDeviceSpecification`).
fn volumes(body: &Value) -> Result<(), ApiError> {
    for mapping in body
        .get("blockDeviceMappings")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        let ebs = &mapping["ebs"];
        for (member, low, high) in [
            ("volumeSize", 1, 16_000),
            ("iops", 100, 64_000),
            ("throughput", 125, 1000),
        ] {
            let out_of_bounds = ebs
                .get(member)
                .filter(|value| !value.is_null())
                .is_some_and(|value| !value.as_i64().is_some_and(|value| (low..=high).contains(&value)));
            if out_of_bounds {
                return Err(ApiError::invalid_value(
                    "blockDeviceMappings",
                    format!("{member} must be from {low} to {high}."),
                ));
            }
        }
    }
    Ok(())
}
