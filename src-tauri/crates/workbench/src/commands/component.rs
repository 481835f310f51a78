//! The component library, one component, and the rules that check documents.

use std::collections::BTreeMap;

use ingot_component::rules::{self as document_rules, RuleSettings};
use ingot_component::{SemanticVersion, Source};
use ingot_recipe::names::Reference;
use ingot_recipe::resources::layers_of;
use ingot_recipe::{Catalogue, ComponentFacts, Resolution, rules as recipe_rules};

use crate::Workbench;
use crate::contract::component::{
    CheckText, CheckedText, ComponentList, ComponentRequest, ComponentSummary, ComponentView, ExplainRule, RuleView,
};
use crate::contract::{Error, Nothing};
use crate::prepared::{Prepared, counts};
use crate::views;

pub async fn list(workbench: &Workbench, _: Nothing) -> Result<ComponentList, Error> {
    let prepared = workbench.desk().prepared()?;
    let unsaved = workbench.desk().unsaved()?;
    let gathered = Gathered::of(&prepared);
    let mut components: Vec<ComponentSummary> = prepared
        .catalogue
        .components()
        .iter()
        .map(|component| summary(&gathered, component, &unsaved))
        .collect();
    components.sort_by(|left, right| {
        (
            left.origin != crate::contract::recipe::Origin::Workspace,
            &left.name,
            &left.version,
        )
            .cmp(&(
                right.origin != crate::contract::recipe::Origin::Workspace,
                &right.name,
                &right.version,
            ))
    });
    Ok(ComponentList {
        components,
        as_of: prepared.catalogue.inventory().as_of.clone(),
    })
}

pub async fn get(workbench: &Workbench, request: ComponentRequest) -> Result<ComponentView, Error> {
    let prepared = workbench.desk().prepared()?;
    let unsaved = workbench.desk().unsaved()?;
    let reference: Reference = request
        .component
        .parse()
        .map_err(|_| Error::invalid(format!("`{}` is no reference to a component", request.component)))?;
    let component = match prepared.catalogue.component(&reference) {
        Resolution::Found(component) => component,
        Resolution::Unknown { nearest } => {
            let error = Error::not_found(format!("there is no component {}", request.component));
            return Err(match nearest {
                Some(nearest) => error.hint(format!("did you mean {nearest}?")),
                None => error,
            });
        }
        Resolution::NoSuchVersion { available } => {
            return Err(
                Error::not_found(format!("there is no such version of {}", request.component))
                    .hint(format!("versions that are there: {}", available.join(", "))),
            );
        }
        Resolution::NotCached => {
            return Err(
                Error::not_found(format!("nothing is cached of {}", request.component)).hint("read AWS with a sync")
            );
        }
    };
    let document = component
        .document_source
        .as_ref()
        .map(|source| source.text().to_owned());
    let files = [component.document_file.as_deref(), component.file.as_deref()];
    let mut diagnostics: Vec<_> = Vec::new();
    for file in files.into_iter().flatten() {
        diagnostics.extend(
            prepared
                .of_file(file)
                .filter(|found| !diagnostics.contains(*found))
                .cloned()
                .collect::<Vec<_>>(),
        );
    }
    if component.file.is_none()
        && let Some(source) = &component.document_source
    {
        // Somebody else's document: the settings of this workspace are for its own files.
        diagnostics.extend(document_rules::check(source, &RuleSettings::default()));
    }
    // An inline document has no file of its own to edit.
    let document_file = component
        .document_file
        .clone()
        .filter(|file| Some(file) != component.file.as_ref());
    let inventory = &prepared.catalogue.inventory().components;
    let held = inventory.iter().find(|it| Some(&it.arn) == component.arn.as_ref());
    Ok(ComponentView {
        product_codes: held.map(|it| it.product_codes.clone()).unwrap_or_default(),
        summary: summary(&Gathered::of(&prepared), component, &unsaved),
        supported_os_versions: component.supported_os_versions.clone(),
        parameters: component.parameters.iter().map(views::parameter).collect(),
        outline: views::outline(component),
        document_file,
        resource_file: component.file.clone(),
        document,
        diagnostics,
    })
}

pub async fn check(workbench: &Workbench, request: CheckText) -> Result<CheckedText, Error> {
    let source = Source::new(request.file, request.text);
    // Without a workspace every rule holds.
    let settings = workbench
        .desk()
        .prepared()
        .map(|prepared| prepared.catalogue.settings().of(source.file()))
        .unwrap_or_default();
    Ok(CheckedText {
        diagnostics: document_rules::check(&source, &settings),
    })
}

pub async fn explain(_: &Workbench, request: ExplainRule) -> Result<RuleView, Error> {
    rule(&request)
}

/// Needs no workbench: the rules are part of the program.
pub fn rule(request: &ExplainRule) -> Result<RuleView, Error> {
    rule_of(&request.rule).ok_or_else(|| {
        let nearest = ingot_component::spelling::similar(&request.rule, all_ids());
        let error = Error::not_found(format!("there is no rule {}", request.rule));
        match nearest {
            Some(nearest) => error.hint(format!("did you mean {nearest}?")),
            None => error.hint("`ingot check` names the rule of each problem"),
        }
    })
}

pub fn rule_of(id: &str) -> Option<RuleView> {
    if let Some(meta) = document_rules::find(id) {
        return Some(RuleView {
            id: meta.id.to_owned(),
            title: meta.title.to_owned(),
            severity: meta.severity,
            reason: meta.reason.to_owned(),
            bad: meta.bad.to_owned(),
            good: meta.good.to_owned(),
            source: meta.source.to_owned(),
        });
    }
    let meta = recipe_rules::find(id)?;
    Some(RuleView {
        id: meta.id.to_owned(),
        title: meta.title.to_owned(),
        severity: meta.severity,
        reason: meta.reason.to_owned(),
        bad: meta.bad.to_owned(),
        good: meta.good.to_owned(),
        source: meta.source.to_owned(),
    })
}

fn all_ids() -> impl Iterator<Item = &'static str> {
    let documents = document_rules::catalogue().iter().map(|meta| meta.id);
    documents.chain(recipe_rules::catalogue().iter().map(|meta| meta.id))
}

fn summary(gathered: &Gathered<'_>, component: &ComponentFacts, unsaved: &[String]) -> ComponentSummary {
    let files = [component.document_file.as_deref(), component.file.as_deref()];
    let mut problems: Vec<&ingot_component::Diagnostic> = files
        .into_iter()
        .flatten()
        .filter_map(|file| gathered.problems.get(file))
        .flatten()
        .copied()
        .collect();
    problems.dedup();
    let users = gathered.users.get(&key(component)).cloned().unwrap_or_default();
    ComponentSummary {
        reference: match (&component.origin, &component.arn) {
            (ingot_recipe::Origin::Workspace, _) | (_, None) => format!("Component/{}", component.name),
            (_, Some(arn)) => arn.clone(),
        },
        name: component.name.clone(),
        version: component.written_version.clone(),
        description: component.description.clone(),
        origin: views::origin(component.origin),
        owner: component.owner.clone(),
        platform: component.platform.map(|platform| platform.to_string()),
        phases: component.phases.clone(),
        test: component.is_test(),
        used_by: users.laid,
        off_in: users.off,
        problems: counts(problems),
        unsaved: files
            .into_iter()
            .flatten()
            .any(|file| unsaved.iter().any(|draft| draft == file)),
    }
}

/// What is asked of many components at once, gathered in one walk over the workspace.
struct Gathered<'p> {
    /// By origin, name and version: recipes that lay the component, and those in which it is off.
    users: BTreeMap<(ingot_recipe::Origin, &'p str, Option<SemanticVersion>), Users>,
    problems: BTreeMap<&'p str, Vec<&'p ingot_component::Diagnostic>>,
}

#[derive(Debug, Default, Clone)]
struct Users {
    laid: Vec<String>,
    off: Vec<String>,
}

impl<'p> Gathered<'p> {
    fn of(prepared: &'p Prepared) -> Self {
        let mut gathered = Self {
            users: BTreeMap::new(),
            problems: BTreeMap::new(),
        };
        for found in &prepared.diagnostics {
            gathered.problems.entry(&found.file).or_default().push(found);
        }
        let catalogue = &prepared.catalogue;
        for recipe in catalogue.image_recipes() {
            let name = &recipe.value.name;
            for layer in &recipe.value.components {
                gathered.used(catalogue, &layer.component_arn, name, |users| &mut users.laid);
            }
            let written = recipe.place().node().map(|root| layers_of(recipe.source(), root));
            for layer in written.unwrap_or_default().iter().filter(|layer| !layer.enabled()) {
                gathered.used(catalogue, &layer.component.component_arn, name, |users| &mut users.off);
            }
        }
        gathered
    }

    fn used(
        &mut self,
        catalogue: &'p Catalogue,
        reference: &Reference,
        by: &str,
        how: fn(&mut Users) -> &mut Vec<String>,
    ) {
        let Resolution::Found(found) = catalogue.component(reference) else {
            return;
        };
        let users = how(self.users.entry(key(found)).or_default());
        if users.iter().all(|known| known != by) {
            users.push(by.to_owned());
        }
    }
}

fn key(component: &ComponentFacts) -> (ingot_recipe::Origin, &str, Option<SemanticVersion>) {
    (component.origin, &component.name, component.version)
}
