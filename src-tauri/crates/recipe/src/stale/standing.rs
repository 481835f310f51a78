//! Where an overlay stands among the versions and builds of its golden image.

use ingot_component::SemanticVersion;
use ingot_component::spelling::shorten;

use super::goldens::{Built, Golden, Goldens, Key, Wanted};
use crate::catalogue::{Catalogue, RecipeFacts};
use crate::inventory::CloudImage;
use crate::names::{WrittenVersion, normalised};

/// An overlay that does not stand on the newest of its golden image.
pub(super) struct Standing<'c> {
    pub key: Key,
    /// The golden image's recipe.
    pub golden: String,
    pub stands_on: String,
    pub newest: String,
    /// What it stands on, where that is known.
    pub from: Option<SemanticVersion>,
    pub to: SemanticVersion,
    /// The newest image of it, where one is known.
    pub image: Option<&'c CloudImage>,
    pub reason: Reason,
    /// Where the newest version is.
    place: &'static str,
}

pub(super) enum Reason {
    /// An older version is written.
    Version,
    /// An older build of the newest version is written.
    Build,
    /// A wildcard is written that the newest version does not fit.
    Wildcard(WrittenVersion),
    /// The newest is taken, but the recipe of the last image, of this version and build, pinned an
    /// older one.
    LastImageOn(String),
    /// The newest is taken, but the last image, of this version and build, was built before that.
    LastImageBefore(String),
}

/// What the last image of an overlay stands on.
struct LastImage<'c> {
    image: Built<'c>,
    from: Option<SemanticVersion>,
    stands_on: String,
    /// What the next build takes.
    to: SemanticVersion,
    newest: String,
    /// Whether its recipe tells what it stands on; otherwise the days tell what it is not on, and
    /// `from` is the newest that it can be on.
    told: bool,
}

impl<'c> LastImage<'c> {
    /// Builds are told only where the versions are the same.
    fn on(image: Built<'c>, from: (SemanticVersion, Option<u32>), to: (SemanticVersion, Option<u32>)) -> Self {
        let same = from.0 == to.0;
        let text = |(version, build)| written((version, if same { build } else { None }));
        Self {
            image,
            from: Some(from.0),
            stands_on: text(from),
            to: to.0,
            newest: text(to),
            told: true,
        }
    }
}

/// `1.2.0/3`
fn written((version, build): (SemanticVersion, Option<u32>)) -> String {
    build.map_or_else(|| version.to_string(), |build| format!("{version}/{build}"))
}

impl<'c> Goldens<'c> {
    /// Where `recipe` stands, when that is not the newest; `None` too where too little is known.
    pub fn standing(&self, catalogue: &Catalogue, recipe: &RecipeFacts) -> Option<Standing<'c>> {
        let wanted = self.wanted(catalogue, &recipe.recipe.parent_image)?;
        let golden = self.known.get(&wanted.key)?;
        let newest = golden.newest()?;
        let image = golden.newest_image(|_| true);
        let standing = |from: SemanticVersion, reason: Reason| Standing {
            key: wanted.key.clone(),
            golden: golden.name.clone(),
            stands_on: from.to_string(),
            newest: newest.to_string(),
            from: Some(from),
            to: newest,
            image: image.map(|it| it.image),
            reason,
            place: golden.place(&wanted.key, newest),
        };
        match (wanted.version.concrete(), wanted.build) {
            (Some(written), _) if written < newest => return Some(standing(written, Reason::Version)),
            (Some(written), _) if written > newest => return None,
            (Some(written), Some(build)) => {
                let latest = image.filter(|it| it.version == newest)?.build;
                return (build < latest).then(|| Standing {
                    stands_on: format!("{written}/{build}"),
                    newest: format!("{newest}/{latest}"),
                    ..standing(written, Reason::Build)
                });
            }
            // Without a build the newest build of the version is taken, as with a wildcard.
            _ => {}
        }
        let taken = golden.newest_that(|version| wanted.version.pattern().matches(version))?;
        if taken < newest {
            return Some(standing(taken, Reason::Wildcard(wanted.version.clone())));
        }
        let last = self.last_image(catalogue, golden, &wanted, recipe)?;
        let image = written((last.image.version, Some(last.image.build)));
        let reason = if last.told {
            Reason::LastImageOn(image)
        } else {
            Reason::LastImageBefore(image)
        };
        Some(Standing {
            stands_on: last.stands_on,
            newest: last.newest,
            from: last.from,
            to: last.to,
            ..standing(newest, reason)
        })
    }

    /// What the last image of `recipe` stands on, when that is certainly not the newest.
    fn last_image(
        &self,
        catalogue: &Catalogue,
        golden: &Golden<'c>,
        wanted: &Wanted,
        recipe: &RecipeFacts,
    ) -> Option<LastImage<'c>> {
        let last = *self.last.get(&normalised(&recipe.name))?;
        let built_from = last.image.recipe_arn.as_deref().and_then(|arn| self.published.get(arn));
        let built_on = match built_from {
            Some(recipe) => self.wanted(catalogue, &recipe.recipe.parent_image)?,
            None => wanted.clone(),
        };
        if built_on.key != wanted.key {
            return None;
        }
        let pinned = built_on.version.concrete();
        // Before the newest version has an image, the next build takes one that has.
        let next = golden.newest_image(|version| wanted.version.pattern().matches(version));
        let next = next.map_or_else(|| golden.newest(), |it| Some(it.version))?;
        if let Some(pinned) = pinned.filter(|pinned| *pinned < next) {
            return Some(LastImage::on(last, (pinned, None), (next, None)));
        }
        let fits = |version: SemanticVersion| built_on.version.pattern().matches(version);
        let latest = golden.newest_image(fits)?;
        let to = (latest.version, Some(latest.build));
        if let (Some(pinned), Some(build)) = (pinned, built_on.build) {
            return (build < latest.build).then(|| LastImage::on(last, (pinned, Some(build)), to));
        }
        let made = last.made()?;
        if made >= latest.made()? {
            return None;
        }
        let earlier = golden
            .images
            .iter()
            .filter(|it| fits(it.version) && it.made().is_some_and(|at| at < made))
            .max_by_key(|it| (it.version, it.build));
        Some(match earlier {
            Some(on) => LastImage {
                told: false,
                ..LastImage::on(last, (on.version, Some(on.build)), to)
            },
            None => LastImage {
                image: last,
                from: None,
                stands_on: "an older build".to_owned(),
                to: latest.version,
                newest: written(to),
                told: false,
            },
        })
    }
}

impl Standing<'_> {
    /// In a sentence.
    pub fn why(&self) -> String {
        let Self {
            stands_on,
            newest,
            to,
            place,
            ..
        } = self;
        let golden = shorten(&self.golden);
        match &self.reason {
            Reason::Version => format!("stands on `{golden}` {stands_on}, and {to} {place}"),
            Reason::Build => format!("stands on `{golden}` {stands_on}, and {newest} is there"),
            Reason::Wildcard(written) => format!("`{written}` takes `{golden}` {stands_on}, and {to} {place}"),
            Reason::LastImageOn(image) => {
                format!("its last image, {image}, stands on `{golden}` {stands_on}; the next build takes {newest}")
            }
            Reason::LastImageBefore(image) => {
                format!("its last image, {image}, was built before `{golden}` {newest}, which the next build takes")
            }
        }
    }
}
