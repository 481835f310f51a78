//! One resource at a time: the request for it, and what AWS holds of it already.

use ingot_component::version::SemanticVersion;

use super::compare::{Difference, difference, document_difference};
use super::scope::ScopedRecipe;
use super::{Action, PlanItem, Request};
use crate::catalogue::{Catalogue, document_path};
use crate::inventory::{CloudComponent, CloudImageRecipe, Inventory};
use crate::names::{AccountId, ArnType, ImageBuilderArn, Kind, Owner, Reference, Region, WrittenVersion, normalised};
use crate::resources::{Authored, Component, DistributionConfiguration, ImagePipeline, InfrastructureConfiguration};

/// Longest document that AWS takes inline, in characters
/// (botocore imagebuilder/2019-12-02 service-2.json, `InlineComponentData`).
const INLINE_LIMIT: usize = 16_000;

/// The account and region that a plan is for.
pub(super) struct Target<'c> {
    pub catalogue: &'c Catalogue,
    pub inventory: &'c Inventory,
    pub account: &'c AccountId,
    pub region: &'c Region,
}

impl Target<'_> {
    pub fn component(&self, authored: &Authored<Component>) -> PlanItem {
        let mut request = authored.value.clone();
        if let Some(path) = authored
            .value
            .document_path()
            .and_then(|uri| document_path(authored.file(), uri))
        {
            request.uri = None;
            request.data = self.catalogue.document_text(&path).map(str::to_owned);
        }
        let version: Option<WrittenVersion> = request.semantic_version.parse().ok();
        let mut arn = self.arn(ArnType::Component, &request.name, version.clone());
        arn.build = Some(1);
        let characters = request.data.as_ref().map_or(0, |data| data.chars().count());
        let existing = self.existing_component(&arn);
        let mut item = item(
            Kind::Component,
            &authored.value.name,
            Some(authored.value.semantic_version.clone()),
            authored.file(),
            Request::Component(request.clone()),
        );
        item.arn = version.is_some().then(|| arn.to_string());
        match existing {
            Some(existing) => {
                item.arn = Some(existing.arn.clone());
                let difference = component_difference(existing, &request);
                self.same_or_blocked(&mut item, difference, |version| {
                    let taken = arn.clone().with_version(version.into());
                    self.existing_component(&taken).is_some()
                });
                if existing.data.is_none() && item.action == Action::Unchanged {
                    "the version exists; its document was not read, so the content could not be compared"
                        .clone_into(&mut item.reason);
                }
            }
            None if characters > INLINE_LIMIT => {
                item.action = Action::Blocked;
                item.reason = format!(
                    "cannot publish {}: the document has {characters} characters, and AWS takes {INLINE_LIMIT} inline; \
                     shorten it, or put it into S3 and write its `s3://` URI as `uri`",
                    label(&item)
                );
            }
            None => "this version is not in AWS yet".clone_into(&mut item.reason),
        }
        item
    }

    pub fn recipe(&self, recipe: &ScopedRecipe<'_>) -> PlanItem {
        let mut request = recipe.authored.value.clone();
        request.parent_image = self.image(&request.parent_image);
        for layer in &mut request.components {
            layer.component_arn = self.component_reference(&layer.component_arn);
        }
        let version = recipe.facts.version.clone();
        let arn = self.arn(ArnType::ImageRecipe, &request.name, version.clone());
        let mut item = item(
            Kind::ImageRecipe,
            &recipe.authored.value.name,
            Some(recipe.authored.value.semantic_version.clone()),
            recipe.authored.file(),
            Request::ImageRecipe(request.clone()),
        );
        item.arn = version.as_ref().map(|_| arn.to_string());
        let Some(existing) = self.existing_recipe(&arn) else {
            "this version is not in AWS yet".clone_into(&mut item.reason);
            return item;
        };
        let difference = difference(&existing.recipe, &request);
        if version.is_some_and(|version| version.is_wildcard()) {
            // AWS assigns the next version by itself.
            if difference.is_none() {
                item.arn = Some(existing.arn.clone());
                unchanged(&mut item);
            } else {
                item.reason = format!("{} has other content; AWS assigns the next version", existing.arn);
                item.changes = difference.changes;
            }
            return item;
        }
        item.arn = Some(existing.arn.clone());
        self.same_or_blocked(&mut item, difference, |version| {
            self.existing_recipe(&arn.clone().with_version(version.into()))
                .is_some()
        });
        item
    }

    pub fn infrastructure(&self, authored: &Authored<InfrastructureConfiguration>) -> PlanItem {
        let request = authored.value.clone();
        let arn = self.arn(ArnType::InfrastructureConfiguration, &request.name, None);
        let existing = self.inventory.infrastructures.iter().find(|it| same(&it.arn, &arn));
        let difference = existing.map(|it| (it.arn.clone(), difference(&it.configuration, &request)));
        let item = item(
            Kind::InfrastructureConfiguration,
            &authored.value.name,
            None,
            authored.file(),
            Request::InfrastructureConfiguration(request),
        );
        create_or_update(item, &arn, difference)
    }

    pub fn distribution(&self, authored: &Authored<DistributionConfiguration>) -> PlanItem {
        let request = authored.value.clone();
        let arn = self.arn(ArnType::DistributionConfiguration, &request.name, None);
        let existing = self.inventory.distributions.iter().find(|it| same(&it.arn, &arn));
        let difference = existing.map(|it| (it.arn.clone(), difference(&it.configuration, &request)));
        let item = item(
            Kind::DistributionConfiguration,
            &authored.value.name,
            None,
            authored.file(),
            Request::DistributionConfiguration(request),
        );
        create_or_update(item, &arn, difference)
    }

    pub fn pipeline(&self, authored: &Authored<ImagePipeline>) -> PlanItem {
        let mut request = authored.value.clone();
        request.image_recipe_arn = request
            .image_recipe_arn
            .map(|reference| self.recipe_reference(reference));
        request.infrastructure_configuration_arn = self.configuration(
            request.infrastructure_configuration_arn,
            Kind::InfrastructureConfiguration,
            ArnType::InfrastructureConfiguration,
        );
        request.distribution_configuration_arn = request.distribution_configuration_arn.map(|reference| {
            self.configuration(
                reference,
                Kind::DistributionConfiguration,
                ArnType::DistributionConfiguration,
            )
        });
        let arn = self.arn(ArnType::ImagePipeline, &request.name, None);
        let existing = self.inventory.pipelines.iter().find(|it| same(&it.arn, &arn));
        let difference = existing.map(|it| (it.arn.clone(), difference(&it.pipeline, &request)));
        let item = item(
            Kind::ImagePipeline,
            &authored.value.name,
            None,
            authored.file(),
            Request::ImagePipeline(request),
        );
        create_or_update(item, &arn, difference)
    }

    /// The ARN of an own resource.
    fn arn(&self, r#type: ArnType, name: &str, version: Option<WrittenVersion>) -> ImageBuilderArn {
        ImageBuilderArn {
            partition: self.region.partition().to_owned(),
            region: self.region.clone(),
            owner: Owner::Account(self.account.clone()),
            r#type,
            name: normalised(name),
            version,
            build: None,
        }
    }

    /// A component's ARN: pinned to the workspace's version where none is written. Without a build,
    /// which AWS only assigns when the component is made.
    fn component_reference(&self, reference: &Reference) -> Reference {
        let Some(local) = reference.local(Kind::Component) else {
            return reference.clone();
        };
        let version = local.version.clone().or_else(|| {
            let facts = *self.catalogue.component(reference).found()?;
            facts
                .written_version
                .parse()
                .ok()
                .or_else(|| facts.version.map(Into::into))
        });
        Reference::Arn(self.arn(ArnType::Component, local.name.as_str(), version))
    }

    /// A recipe's ARN: the workspace's version where none is written.
    fn recipe_reference(&self, reference: Reference) -> Reference {
        let Some(local) = reference.local(Kind::ImageRecipe) else {
            return reference;
        };
        let version = local
            .version
            .clone()
            .or_else(|| self.catalogue.recipe_reference(&reference).found()?.version.clone());
        Reference::Arn(self.arn(ArnType::ImageRecipe, local.name.as_str(), version))
    }

    /// The ARN of a recipe's image: the newest where no version is written.
    fn image(&self, reference: &Reference) -> Reference {
        let Some(local) = reference.local(Kind::ImageRecipe) else {
            return reference.clone();
        };
        let version = local.version.clone().unwrap_or_else(WrittenVersion::any);
        Reference::Arn(self.arn(ArnType::Image, local.name.as_str(), Some(version)))
    }

    fn configuration(&self, reference: Reference, kind: Kind, r#type: ArnType) -> Reference {
        match reference.local(kind) {
            Some(local) => Reference::Arn(self.arn(r#type, local.name.as_str(), None)),
            None => reference,
        }
    }

    /// The newest build of exactly this version of a component.
    fn existing_component(&self, arn: &ImageBuilderArn) -> Option<&CloudComponent> {
        let builds = self
            .inventory
            .components
            .iter()
            .filter_map(|it| Some((it.arn.parse::<ImageBuilderArn>().ok()?, it)));
        builds
            .filter(|(existing, _)| existing.same_resource(arn) && same_version(existing, arn))
            .max_by_key(|(existing, _)| existing.build)
            .map(|(_, it)| it)
    }

    /// The newest version of a recipe that `arn` admits: for a concrete version that one.
    fn existing_recipe(&self, arn: &ImageBuilderArn) -> Option<&CloudImageRecipe> {
        let wanted = arn.version.as_ref()?;
        let all = self
            .inventory
            .image_recipes
            .iter()
            .filter_map(|it| Some((it.arn.parse::<ImageBuilderArn>().ok()?, it)));
        all.filter(|(existing, _)| {
            existing.same_resource(arn) && existing.version.as_ref().is_some_and(|have| wanted.admits(have))
        })
        .max_by(|(a, _), (b, _)| a.version.cmp(&b.version))
        .map(|(_, it)| it)
    }

    /// For what never changes in AWS: the same, or a version that is taken.
    fn same_or_blocked(&self, item: &mut PlanItem, difference: Difference, taken: impl Fn(SemanticVersion) -> bool) {
        if difference.is_none() {
            return unchanged(item);
        }
        item.action = Action::Blocked;
        item.changes = difference.changes;
        let version = item
            .version
            .as_deref()
            .and_then(|version| version.parse::<SemanticVersion>().ok());
        let free = std::iter::successors(version.and_then(SemanticVersion::next_patch), |it| it.next_patch())
            .take(1000)
            .find(|version| !taken(*version));
        let bump = free.map_or_else(
            || "give it another version".to_owned(),
            |free| format!("bump it to {free}"),
        );
        item.reason = format!(
            "cannot publish {}: the version exists with other content; {bump}",
            label(item)
        );
    }
}

fn item(kind: Kind, name: &str, version: Option<String>, file: &str, request: Request) -> PlanItem {
    PlanItem {
        action: Action::Create,
        kind,
        name: name.to_owned(),
        version,
        arn: None,
        reason: String::new(),
        clears: Vec::new(),
        changes: Vec::new(),
        file: file.to_owned(),
        request,
    }
}

fn label(item: &PlanItem) -> String {
    match &item.version {
        Some(version) => format!("{} {version}", item.name),
        None => item.name.clone(),
    }
}

fn unchanged(item: &mut PlanItem) {
    item.action = Action::Unchanged;
    "AWS holds the same".clone_into(&mut item.reason);
}

/// For what an update replaces.
fn create_or_update(mut item: PlanItem, arn: &ImageBuilderArn, existing: Option<(String, Difference)>) -> PlanItem {
    let Some((existing, difference)) = existing else {
        item.arn = Some(arn.to_string());
        "it is not in AWS yet".clone_into(&mut item.reason);
        return item;
    };
    item.arn = Some(existing);
    if difference.is_none() {
        unchanged(&mut item);
        return item;
    }
    item.action = Action::Update;
    let fields: Vec<&str> = difference.changes.iter().map(|change| change.field.as_str()).collect();
    item.reason = match fields.as_slice() {
        [one] => format!("{one} differs"),
        many => format!("{} fields differ", many.len()),
    };
    if !difference.clears.is_empty() {
        item.reason += &format!("; the update clears {}", difference.clears.join(", "));
    }
    item.changes = difference.changes;
    item.clears = difference.clears;
    item
}

/// A component has content that can be compared only where AWS told it.
fn component_difference(existing: &CloudComponent, request: &Component) -> Difference {
    let mut held = request.clone();
    held.platform = existing.platform.clone().into();
    held.supported_os_versions.clone_from(&existing.supported_os_versions);
    held.description.clone_from(&existing.description);
    if existing.change_description.is_some() {
        held.change_description.clone_from(&existing.change_description);
    }
    let mut found = difference(&held, request);
    if let (Some(old), Some(new)) = (&existing.data, &request.data) {
        found.changes.extend(document_difference(old, new));
    }
    found
}

fn same(existing: &str, arn: &ImageBuilderArn) -> bool {
    existing
        .parse::<ImageBuilderArn>()
        .is_ok_and(|existing| existing.same_resource(arn))
}

fn same_version(a: &ImageBuilderArn, b: &ImageBuilderArn) -> bool {
    match (&a.version, &b.version) {
        (Some(a), Some(b)) => a.pattern() == b.pattern(),
        _ => false,
    }
}
