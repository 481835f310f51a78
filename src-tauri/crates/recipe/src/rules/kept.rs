//! What checking found, kept for the next time.
//!
//! A resource is checked with a catalogue that notes what it is asked. What was found holds while the
//! resource is the very same and none of those questions has another answer. Nobody keeps a list of
//! what a rule depends on: it depends on what it asks.

use std::collections::HashMap;
use std::sync::Arc;

use super::RecipeDiagnostic;
use crate::catalogue::{Asked, Catalogue};
use crate::resources::Resource;
use crate::settings::Settings;

/// What checking found in each resource, and what it looked at for that.
#[derive(Debug)]
pub struct Kept {
    /// Holds the resources, so that their addresses stay theirs.
    catalogue: Catalogue,
    settings: Settings,
    /// By the addresses of resources.
    findings: HashMap<usize, Arc<Findings>>,
}

#[derive(Debug)]
struct Findings {
    asked: Asked,
    found: Vec<RecipeDiagnostic>,
}

impl Kept {
    /// What is found in the resources of `catalogue`: what `before` has of it and still holds, and else
    /// what `check` finds.
    pub(super) fn after(
        before: Option<&Self>,
        catalogue: &Catalogue,
        settings: &Settings,
        mut check: impl FnMut(&Catalogue, &Arc<Resource>) -> Vec<RecipeDiagnostic>,
    ) -> Self {
        let before = before.filter(|before| before.settings.is(settings));
        let before = before.and_then(|before| Some((before, catalogue.changed_since(&before.catalogue)?)));
        let mut findings = HashMap::with_capacity(catalogue.resources().len());
        for resource in catalogue.resources() {
            let known = before.as_ref().and_then(|(before, changed)| {
                let known = before.findings.get(&address(resource))?;
                (!changed.concerns(&known.asked)).then(|| Arc::clone(known))
            });
            let known = known.unwrap_or_else(|| {
                let noting = catalogue.noting();
                let found = check(&noting, resource);
                let asked = noting.asked();
                Arc::new(Findings { asked, found })
            });
            findings.insert(address(resource), known);
        }
        Self {
            catalogue: catalogue.share(),
            settings: settings.clone(),
            findings,
        }
    }

    /// What was found in a resource.
    pub(super) fn of(&self, resource: &Arc<Resource>) -> &[RecipeDiagnostic] {
        let findings = self.findings.get(&address(resource));
        findings.map_or(&[], |findings| &findings.found)
    }
}

fn address(resource: &Arc<Resource>) -> usize {
    Arc::as_ptr(resource).addr()
}
