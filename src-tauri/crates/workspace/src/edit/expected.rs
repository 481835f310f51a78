//! What an edit must make of a resource file.

use ingot_component::Source;
use ingot_component::yaml;
use ingot_recipe::{Edit, FieldChange};

use super::EditError;
use super::document::Document;
use super::layers::{keeps, moves};
use super::model::Model;
use super::reference::with_version;

/// What a file says: its fields, and the layers that are off.
pub(super) struct Said {
    root: Model,
    /// In the order of the file.
    layers: Vec<Layer>,
    /// Whether the places of layers that are off are known; when fields change the number of
    /// layers, only their order is.
    placed: bool,
}

#[derive(Clone, PartialEq)]
struct Layer {
    on: bool,
    says: Model,
}

impl Said {
    pub fn of(document: &Document) -> Self {
        let items = document.root.get("components").map_or(&[][..], yaml::Node::items);
        let layers = document.layers().into_iter().filter_map(|layer| {
            let says = match (layer.index, layer.comment) {
                (Some(index), _) => items.get(index).map(Model::of),
                (None, Some(comment)) => {
                    let parsed = yaml::parse(&Source::new("", comment.yaml));
                    parsed
                        .documents
                        .first()
                        .and_then(|list| Some(Model::of(list.items().first()?)))
                }
                (None, None) => None,
            };
            Some(Layer {
                on: layer.index.is_some(),
                says: says?,
            })
        });
        Self {
            layers: layers.collect(),
            root: Model::of(&document.root),
            placed: true,
        }
    }

    /// Whether `document` says exactly this.
    pub fn is_said_by(&self, document: &Document) -> bool {
        let other = Self::of(document);
        let off = |said: &Self| -> Vec<Layer> { said.layers.iter().filter(|layer| !layer.on).cloned().collect() };
        let same_layers = if self.placed {
            self.layers == other.layers
        } else {
            off(self) == off(&other)
        };
        self.root == other.root && same_layers
    }

    /// What it should be after `edit`.
    pub fn after(mut self, edit: &Edit) -> Result<Self, EditError> {
        match edit {
            Edit::AddComponent { slot, component_arn } => {
                let says = Model::Mapping([("componentArn".to_owned(), Model::text(component_arn))].into());
                let slot = (*slot).min(self.layers.len());
                self.layers.insert(slot, Layer { on: true, says });
            }
            Edit::MoveComponents { slots, to } => {
                for slot in slots.iter().chain([to]) {
                    self.layer(*slot)?;
                }
                for (from, to) in moves(&sorted(slots), *to, self.layers.len()) {
                    let layer = self.layers.remove(from);
                    self.layers.insert(to, layer);
                }
            }
            Edit::RemoveComponents { slots } => {
                for slot in sorted(slots).into_iter().rev() {
                    self.layer(slot)?;
                    self.layers.remove(slot);
                }
                if self.layers.is_empty() && !slots.is_empty() {
                    self.root.remove_key("components");
                }
            }
            Edit::ReplaceComponent {
                slot,
                component_arn,
                keep,
            } => {
                let layer = &mut self.layer(*slot)?.says;
                layer.insert_key("componentArn", Model::text(component_arn));
                if let Some(Model::List(parameters)) = layer.child("parameters") {
                    let kept: Vec<Model> = parameters
                        .iter()
                        .filter(|it| keeps(it.get_text("name"), keep))
                        .cloned()
                        .collect();
                    match kept.is_empty() && !parameters.is_empty() {
                        true => layer.remove_key("parameters"),
                        false => layer.insert_key("parameters", Model::List(kept)),
                    }
                }
            }
            Edit::SetComponentsEnabled { slots, enabled } => {
                for slot in slots {
                    self.layer(*slot)?.on = *enabled;
                }
            }
            Edit::SetParameter { slot, name, value } => {
                set_parameter(&mut self.layer(*slot)?.says, name, value.as_deref());
            }
            Edit::SetComponentVersions { versions } => {
                for (slot, version) in versions {
                    let layer = &mut self.layer(*slot)?.says;
                    let reference = with_version(layer.get_text("componentArn").unwrap_or(""), version.as_deref())?;
                    layer.insert_key("componentArn", Model::text(&reference));
                }
            }
            Edit::SetFields { changes } => {
                for change in changes {
                    self.set(change)?;
                }
                return Ok(self);
            }
            Edit::MoveItem { path, from, to } => {
                self.move_item(path, *from, *to)?;
                return Ok(self);
            }
        }
        self.write_layers();
        Ok(self)
    }

    fn layer(&mut self, slot: usize) -> Result<&mut Layer, EditError> {
        let count = self.layers.len();
        let missing = EditError::NoSuchLayer { index: slot, count };
        self.layers.get_mut(slot).ok_or(missing)
    }

    /// Puts the layers that are on into the list of the file.
    fn write_layers(&mut self) {
        let on: Vec<Model> = self
            .layers
            .iter()
            .filter(|layer| layer.on)
            .map(|layer| layer.says.clone())
            .collect();
        let is_empty = self
            .root
            .child("components")
            .is_some_and(|list| list.is_null() || list.is_empty());
        let has_list = self.root.child("components").is_some();
        let stays = on.is_empty() && (is_empty || !has_list);
        if !stays {
            self.root.insert_key("components", Model::List(on));
        }
    }

    /// Takes the layers that are on from the list of the file, after a change there.
    fn read_layers(&mut self) {
        let on: Vec<Model> = match self.root.child("components") {
            Some(Model::List(items)) => items.clone(),
            Some(list) if list.is_null() => Vec::new(),
            _ => {
                self.layers.clear();
                return;
            }
        };
        self.placed &= self.layers.iter().filter(|layer| layer.on).count() == on.len();
        let mut now = on.into_iter();
        for layer in self.layers.iter_mut().filter(|layer| layer.on) {
            if let Some(says) = now.next() {
                layer.says = says;
            }
        }
    }

    fn set(&mut self, change: &FieldChange) -> Result<(), EditError> {
        let path: Vec<&str> = change.path.iter().map(String::as_str).collect();
        if let (["components", index], None) = (&path[..], &change.value) {
            if let Some(slot) = index.parse().ok().and_then(|index| self.slot(index)) {
                self.layers.remove(slot);
                match self.layers.is_empty() {
                    true => self.root.remove_key("components"),
                    false => self.write_layers(),
                }
            }
            return Ok(());
        }
        let value = change.value.as_ref().map(|value| Model::field(&path, value));
        self.root.set_path(&change.path, value);
        self.read_layers();
        Ok(())
    }

    fn slot(&self, index: usize) -> Option<usize> {
        let mut on = self.layers.iter().enumerate().filter(|(_, layer)| layer.on);
        on.nth(index).map(|(slot, _)| slot)
    }

    fn move_item(&mut self, path: &[String], from: usize, to: usize) -> Result<(), EditError> {
        let list = path.iter().try_fold(&self.root, |model, step| model.child(step));
        let mut items = match list {
            Some(Model::List(items)) => items.clone(),
            _ => Vec::new(),
        };
        let count = items.len();
        if let Some(index) = [from, to].into_iter().find(|index| *index >= count) {
            return Err(EditError::NoSuchItem { index, count });
        }
        if let (["components"], Some(from), Some(to)) = (
            &path.iter().map(String::as_str).collect::<Vec<_>>()[..],
            self.slot(from),
            self.slot(to),
        ) {
            let layer = self.layers.remove(from);
            self.layers.insert(to, layer);
            self.write_layers();
            return Ok(());
        }
        let item = items.remove(from);
        items.insert(to, item);
        self.root.set_path(path, Some(Model::List(items)));
        Ok(())
    }
}

fn set_parameter(layer: &mut Model, name: &str, value: Option<&[String]>) {
    let left = layer.with_list("parameters", |parameters| {
        let at = parameters.iter().position(|it| it.get_text("name") == Some(name));
        match (at, value) {
            (at, Some(value)) => {
                let value = Model::List(value.iter().map(|text| Model::text(text)).collect());
                match at.and_then(|at| parameters.get_mut(at)) {
                    Some(parameter) => parameter.insert_key("value", value),
                    None => parameters.push(Model::Mapping(
                        [("name".to_owned(), Model::text(name)), ("value".to_owned(), value)].into(),
                    )),
                }
            }
            (Some(at), None) => {
                parameters.remove(at);
            }
            (None, None) => {}
        }
        parameters.len()
    });
    if left == 0 {
        layer.remove_key("parameters");
    }
}

/// Slots in order, each once.
pub(super) fn sorted(slots: &[usize]) -> Vec<usize> {
    let mut slots = slots.to_vec();
    slots.sort_unstable();
    slots.dedup();
    slots
}
