//! The recipe editor: one image's strata, and the edits on its own layers.

use ingot_recipe::names::{Reference, WrittenVersion};
use ingot_recipe::resources::{Authored, ImageRecipe};
use ingot_recipe::stack::{self, StratumKind as Band};
use ingot_recipe::{Catalogue, ComponentFacts, Edit, lineage};

use crate::Workbench;
use crate::contract::Error;
use crate::contract::recipe::{
    AddLayer, Layer, LayerParameter, LayerRequest, MoveLayer, Palette, PaletteEntry, ParentImage, Pin, RecipeField,
    RecipeRequest, RecipeView, RunOrder, RunStep, SetLayerVersion, SetParameter, SetRecipeField, Stratum, StratumKind,
    Tag, Volume,
};
use crate::failure;
use crate::prepared::Prepared;
use crate::views::{self, small};

pub async fn get(workbench: &Workbench, request: RecipeRequest) -> Result<RecipeView, Error> {
    let prepared = workbench.desk().prepared()?;
    let authored = authored(&prepared.catalogue, &request.recipe)?;
    let stack = stack::stack(&prepared.catalogue, &request.recipe).ok_or_else(|| no_recipe(&request.recipe))?;
    let file = workbench.desk().file(authored.file())?;
    let draft = file.draft.as_ref();
    let recipe = &authored.value;
    let vendor = stack.lineage.vendor.as_ref();
    let additional = recipe.additional_instance_configuration.as_ref();
    let mut problems: Vec<_> = of_recipe(&prepared, &recipe.name)
        .map(|found| found.diagnostic.clone())
        .collect();
    problems.extend(
        prepared
            .of_file(authored.file())
            .filter(|found| !problems.contains(found))
            .cloned()
            .collect::<Vec<_>>(),
    );
    let mut strata: Vec<Stratum> = stack
        .strata
        .iter()
        .map(|stratum| stratum_view(&prepared, stratum, &recipe.name))
        .collect();
    // The bands one builds in are always there, to drop a layer on.
    if !strata.iter().any(|stratum| stratum.kind == StratumKind::Own) {
        strata.push(empty_band(&prepared, recipe, StratumKind::Own));
    }
    Ok(RecipeView {
        recipe: recipe.name.clone(),
        version: recipe.semantic_version.clone(),
        description: recipe.description.clone(),
        owner: owner(&prepared.catalogue, &recipe.name),
        platform: vendor
            .and_then(|vendor| vendor.platform)
            .map(|platform| platform.to_string()),
        os: vendor.and_then(lineage::VendorImage::os_name),
        architecture: vendor.and_then(|vendor| vendor.architecture.clone()),
        working_directory: recipe.working_directory.clone(),
        parent_image: Some(recipe.parent_image.to_string()).filter(|reference| !reference.is_empty()),
        parent_recipe: stack.lineage.ancestors.last().map(|ancestor| ancestor.recipe.clone()),
        file: authored.file().to_owned(),
        unsaved: draft.is_some_and(|draft| !draft.saved),
        edits: draft.map_or(0, |draft| draft.unsaved_edits),
        undo: draft.and_then(|draft| draft.undo.clone()),
        redo: draft.and_then(|draft| draft.redo.clone()),
        changed_on_disk: file.changed_on_disk,
        strata,
        problems,
        pipelines: prepared
            .catalogue
            .pipelines_of(&recipe.name)
            .map(|pipeline| pipeline.value.name.clone())
            .collect(),
        volumes: recipe
            .block_device_mappings
            .iter()
            .map(|device| {
                let ebs = device.ebs.as_ref();
                Volume {
                    device: device.device_name.clone().unwrap_or_default(),
                    size: ebs
                        .and_then(|ebs| ebs.volume_size)
                        .and_then(|size| u32::try_from(size).ok()),
                    volume_type: ebs.and_then(|ebs| ebs.volume_type.as_ref()).map(ToString::to_string),
                    encrypted: ebs.and_then(|ebs| ebs.encrypted),
                    kms_key: ebs.and_then(|ebs| ebs.kms_key_id.clone()),
                }
            })
            .collect(),
        ami_tags: recipe
            .ami_tags
            .iter()
            .map(|(key, value)| Tag {
                key: key.clone(),
                value: value.clone(),
            })
            .collect(),
        uninstall_agent: additional
            .and_then(|additional| additional.systems_manager_agent.as_ref())
            .and_then(|agent| agent.uninstall_after_build),
        user_data_override: additional.is_some_and(|additional| additional.user_data_override.is_some()),
    })
}

pub async fn add_layer(workbench: &Workbench, request: AddLayer) -> Result<RecipeView, Error> {
    let index = request.index.map_or(usize::MAX, |index| index as usize);
    apply(
        workbench,
        request.recipe,
        Edit::AddComponent {
            index,
            component_arn: request.component,
        },
    )
    .await
}

pub async fn move_layer(workbench: &Workbench, request: MoveLayer) -> Result<RecipeView, Error> {
    let edit = Edit::MoveComponent {
        from: request.from as usize,
        to: request.to as usize,
    };
    apply(workbench, request.recipe, edit).await
}

pub async fn remove_layer(workbench: &Workbench, request: LayerRequest) -> Result<RecipeView, Error> {
    apply(
        workbench,
        request.recipe,
        Edit::RemoveComponent {
            index: request.index as usize,
        },
    )
    .await
}

pub async fn set_parameter(workbench: &Workbench, request: SetParameter) -> Result<RecipeView, Error> {
    let edit = Edit::SetParameter {
        index: request.index as usize,
        name: request.name,
        value: request.value.map(|value| vec![value]),
    };
    apply(workbench, request.recipe, edit).await
}

pub async fn set_layer_version(workbench: &Workbench, request: SetLayerVersion) -> Result<RecipeView, Error> {
    let edit = Edit::SetComponentVersion {
        index: request.index as usize,
        version: request.version,
    };
    apply(workbench, request.recipe, edit).await
}

pub async fn set_field(workbench: &Workbench, request: SetRecipeField) -> Result<RecipeView, Error> {
    let field = match request.field {
        RecipeField::SemanticVersion => "semanticVersion",
        RecipeField::Description => "description",
        RecipeField::WorkingDirectory => "workingDirectory",
        RecipeField::ParentImage => "parentImage",
    };
    let edit = Edit::SetField {
        path: vec![field.to_owned()],
        value: request.value,
    };
    apply(workbench, request.recipe, edit).await
}

/// Applies an edit to the recipe's text. The file on disk stays as it is until it is saved.
async fn apply(workbench: &Workbench, recipe: String, edit: Edit) -> Result<RecipeView, Error> {
    let prepared = workbench.desk().prepared()?;
    let authored = authored(&prepared.catalogue, &recipe)?;
    let layers: Vec<Reference> = authored
        .value
        .components
        .iter()
        .map(|component| component.component_arn.clone())
        .collect();
    let label = edit.label(&layers);
    let text = ingot_workspace::apply(authored.source().text(), &edit).map_err(|error| failure::edit(&error))?;
    workbench.desk().edit(authored.file(), &label, &text)?;
    get(workbench, RecipeRequest { recipe }).await
}

pub async fn run_order(workbench: &Workbench, request: RecipeRequest) -> Result<RunOrder, Error> {
    let prepared = workbench.desk().prepared()?;
    let order = ingot_recipe::run_order::run_order(&prepared.catalogue, &request.recipe)
        .ok_or_else(|| no_recipe(&request.recipe))?;
    let steps = |steps: Vec<ingot_recipe::run_order::RunStep>| {
        steps
            .into_iter()
            .map(|step| RunStep {
                recipe: step.recipe,
                component: step.component,
                version: step.version,
                phase: step.phase,
                step: step.step,
                action: step.action,
                inherited: step.inherited,
                file: step.file,
                line: step.line,
                summary: step.inputs,
            })
            .collect()
    };
    Ok(RunOrder {
        build: steps(order.build),
        test: steps(order.test),
    })
}

/// Components that could be laid, those that fit first; of each name the newest version.
pub async fn palette(workbench: &Workbench, request: RecipeRequest) -> Result<Palette, Error> {
    let prepared = workbench.desk().prepared()?;
    let catalogue = &prepared.catalogue;
    let stack = stack::stack(catalogue, &request.recipe).ok_or_else(|| no_recipe(&request.recipe))?;
    let vendor = stack.lineage.vendor.as_ref();
    let platform = vendor.and_then(|vendor| vendor.platform);
    let os = vendor.and_then(lineage::VendorImage::os_name);
    let own: Vec<&str> = stack
        .strata
        .iter()
        .filter(|stratum| !stratum.locked)
        .flat_map(|stratum| stratum.layers.iter().map(|layer| layer.name.as_str()))
        .collect();
    let inherited: Vec<&str> = stack
        .strata
        .iter()
        .filter(|stratum| stratum.locked)
        .flat_map(|stratum| stratum.layers.iter().map(|layer| layer.name.as_str()))
        .collect();
    let mut newest: Vec<&ComponentFacts> = Vec::new();
    for component in catalogue.components() {
        match newest
            .iter_mut()
            .find(|known| known.name == component.name && known.origin == component.origin)
        {
            Some(known) if known.version < component.version => *known = component,
            Some(_) => {}
            None => newest.push(component),
        }
    }
    // The account's copy of a workspace component is the same component, published.
    let authored: Vec<&str> = newest
        .iter()
        .filter(|component| component.origin == ingot_recipe::Origin::Workspace)
        .map(|component| component.name.as_str())
        .collect();
    newest.retain(|component| {
        component.origin == ingot_recipe::Origin::Workspace || !authored.contains(&component.name.as_str())
    });
    let mut entries: Vec<PaletteEntry> = newest
        .into_iter()
        .map(|component| {
            let unfit = if own.contains(&component.name.as_str()) {
                Some("already laid here; Image Builder takes a component once".to_owned())
            } else {
                unfit(component, platform, os.as_deref()).or_else(|| {
                    inherited
                        .contains(&component.name.as_str())
                        .then(|| "already in the golden image".to_owned())
                })
            };
            PaletteEntry {
                name: component.name.clone(),
                reference: reference_of(component),
                version: component.written_version.clone(),
                description: component.description.clone(),
                origin: views::origin(component.origin),
                owner: component.owner.clone(),
                platform: component.platform.map(|platform| platform.to_string()),
                phases: component.phases.clone(),
                test: component.is_test(),
                unfit,
            }
        })
        .collect();
    entries.sort_by(|left, right| (left.unfit.is_some(), &left.name).cmp(&(right.unfit.is_some(), &right.name)));
    Ok(Palette {
        entries,
        as_of: catalogue.inventory().as_of.clone(),
    })
}

/// What a recipe writes to lay this component: its name for the workspace's own, else its ARN with the newest version
/// of the same major.
fn reference_of(component: &ComponentFacts) -> String {
    match &component.arn {
        Some(arn) if component.origin != ingot_recipe::Origin::Workspace => {
            arn.parse::<ingot_recipe::ImageBuilderArn>().map_or_else(
                |_| arn.clone(),
                |arn| arn.with_version(newest_of_major(component)).to_string(),
            )
        }
        _ => format!("Component/{}", component.name),
    }
}

fn newest_of_major(component: &ComponentFacts) -> WrittenVersion {
    let major = component.version.map(|version| format!("{}.x.x", version.major));
    major
        .and_then(|major| major.parse().ok())
        .unwrap_or_else(WrittenVersion::any)
}

fn unfit(component: &ComponentFacts, platform: Option<ingot_component::Platform>, os: Option<&str>) -> Option<String> {
    if let (Some(theirs), Some(ours)) = (component.platform, platform)
        && theirs != ours
    {
        return Some(format!("is for {theirs}, this image is {ours}"));
    }
    let os = os?;
    let supported = &component.supported_os_versions;
    let fits = supported.is_empty() || supported.iter().any(|prefix| os.starts_with(prefix.as_str()));
    (!fits).then(|| format!("is for {}, this image is {os}", supported.join(", ")))
}

fn stratum_view(prepared: &Prepared, stratum: &stack::Stratum, recipe: &str) -> Stratum {
    Stratum {
        kind: match stratum.kind {
            Band::Parent => StratumKind::Parent,
            Band::Golden => StratumKind::Golden,
            Band::Own => StratumKind::Own,
            Band::Tests => StratumKind::Tests,
        },
        owner: stratum.owner.clone(),
        recipe: stratum.recipe.clone(),
        recipe_version: stratum.version.clone(),
        locked: stratum.locked,
        parent: stratum.vendor.as_ref().map(|vendor| ParentImage {
            reference: vendor.reference.clone(),
            label: vendor.label.clone(),
            publisher: vendor.publisher.clone(),
            os: vendor.os_name(),
            architecture: vendor.architecture.clone(),
        }),
        layers: stratum
            .layers
            .iter()
            .map(|layer| layer_view(prepared, layer, stratum, recipe))
            .collect(),
    }
}

fn layer_view(prepared: &Prepared, layer: &stack::Layer, stratum: &stack::Stratum, recipe: &str) -> Layer {
    let component = layer.component.found();
    let of = stratum.recipe.as_deref().unwrap_or(recipe);
    let mut problems: Vec<_> = of_recipe(prepared, of)
        .filter(|found| found.layer == Some(layer.index))
        .map(|found| found.diagnostic.clone())
        .collect();
    if let Some(document) = component.and_then(|component| component.document_file.as_deref()) {
        problems.extend(prepared.of_file(document).cloned());
    }
    let undeclared = layer.unknown_parameters.iter().map(|name| LayerParameter {
        name: name.clone(),
        description: None,
        default: None,
        value: written_value(prepared, of, layer.index, name),
        required: false,
        missing: false,
        undeclared: true,
        used_in_steps: 0,
    });
    let parameters = layer
        .parameters
        .iter()
        .map(|parameter| LayerParameter {
            name: parameter.name.clone(),
            description: parameter.description.clone(),
            default: parameter.default.clone(),
            value: parameter.value.as_ref().map(|value| value.join(", ")),
            required: parameter.required,
            missing: parameter.missing,
            undeclared: false,
            used_in_steps: small(parameter.used_in_steps.unwrap_or(0)),
        })
        .chain(undeclared)
        .collect();
    let version = component.map(|component| component.written_version.clone());
    Layer {
        index: small(layer.index),
        name: layer.name.clone(),
        reference: layer.reference.clone(),
        pin: Pin {
            written: layer.pin.written.clone().or(version).unwrap_or_else(|| "?".to_owned()),
            wildcard: layer.pin.wildcard,
            resolved: layer.pin.resolved.clone(),
        },
        origin: views::resolved_origin(&layer.component),
        owner: component.and_then(|component| component.owner.clone()),
        platform: component
            .and_then(|component| component.platform)
            .map(|platform| platform.to_string()),
        phases: component.map(|component| component.phases.clone()).unwrap_or_default(),
        test: layer.test,
        locked: layer.locked,
        parameters,
        outline: component.map(views::outline).unwrap_or_default(),
        document: component.and_then(|component| component.document_file.clone()),
        problems,
    }
}

fn written_value(prepared: &Prepared, recipe: &str, layer: usize, parameter: &str) -> Option<String> {
    let facts = prepared.catalogue.recipe(recipe)?;
    let component = facts.recipe.components.get(layer)?;
    let written = component.parameters.iter().find(|written| written.name == parameter)?;
    Some(written.value.join(", "))
}

fn empty_band(prepared: &Prepared, recipe: &ImageRecipe, kind: StratumKind) -> Stratum {
    Stratum {
        kind,
        owner: owner(&prepared.catalogue, &recipe.name),
        recipe: Some(recipe.name.clone()),
        recipe_version: Some(recipe.semantic_version.clone()),
        locked: false,
        parent: None,
        layers: Vec::new(),
    }
}

fn of_recipe<'a>(
    prepared: &'a Prepared,
    recipe: &'a str,
) -> impl Iterator<Item = &'a ingot_recipe::rules::RecipeDiagnostic> {
    prepared
        .recipe_diagnostics
        .iter()
        .filter(move |found| found.recipe.as_deref() == Some(recipe))
}

fn owner(catalogue: &Catalogue, recipe: &str) -> Option<String> {
    catalogue.recipe(recipe).and_then(|facts| facts.owner.clone())
}

/// The recipe's file in the workspace.
pub fn authored<'a>(catalogue: &'a Catalogue, name: &str) -> Result<&'a Authored<ImageRecipe>, Error> {
    catalogue
        .image_recipes()
        .find(|authored| authored.value.name == name)
        .ok_or_else(|| match catalogue.nearest(ingot_recipe::Kind::ImageRecipe, name) {
            Some(nearest) => no_recipe(name).hint(format!("did you mean {nearest}?")),
            None => no_recipe(name),
        })
}

fn no_recipe(name: &str) -> Error {
    Error::not_found(format!("this workspace has no recipe {name}"))
}
