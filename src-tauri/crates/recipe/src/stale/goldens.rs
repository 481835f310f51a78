//! The versions and builds of golden images that are known, and what an overlay asks for.

use std::collections::{BTreeMap, BTreeSet};

use ingot_component::SemanticVersion;

use crate::catalogue::{Catalogue, Origin, RecipeFacts};
use crate::inventory::CloudImage;
use crate::lineage::walk;
use crate::names::{ArnType, ImageBuilderArn, Kind, LocalReference, Owner, Reference, WrittenVersion, normalised};

/// Which golden image: the account's own, or one that another account shares.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Own(String),
    /// Its ARN without a version.
    Shared(ImageBuilderArn),
}

/// What is known of one golden image.
#[derive(Debug, Default)]
pub(super) struct Golden<'c> {
    /// As its recipe is called.
    pub name: String,
    recipes: Vec<(SemanticVersion, Origin)>,
    /// Images that others can be built on.
    pub images: Vec<Built<'c>>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Built<'c> {
    pub version: SemanticVersion,
    pub build: u32,
    pub image: &'c CloudImage,
}

/// Every golden image that is known.
pub(super) struct Goldens<'c> {
    pub known: BTreeMap<Key, Golden<'c>>,
    /// What each AMI was made as.
    amis: BTreeMap<&'c str, Wanted>,
    /// The last image of each own recipe.
    pub last: BTreeMap<String, Built<'c>>,
    /// The account's recipes by ARN.
    pub published: BTreeMap<String, &'c RecipeFacts>,
}

/// What a `parentImage` asks for.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    pub key: Key,
    pub version: WrittenVersion,
    pub build: Option<u32>,
}

impl<'c> Goldens<'c> {
    /// All of them.
    pub fn of(catalogue: &'c Catalogue) -> Self {
        Self::of_names(catalogue, |_| true)
    }

    /// Those in the lineage of `recipe`: enough to know where that one stands.
    pub fn below(catalogue: &'c Catalogue, recipe: &RecipeFacts) -> Self {
        let mut names: BTreeSet<String> = BTreeSet::new();
        let walk = walk(catalogue, recipe);
        let ancestors = walk.ancestors.iter().filter_map(|it| it.recipe);
        for recipe in ancestors.chain([recipe]) {
            names.insert(normalised(&recipe.name));
            match &recipe.recipe.parent_image {
                Reference::Local(local) => names.extend([local.name.normalised()]),
                Reference::Arn(arn) => names.extend([arn.name.clone()]),
                Reference::Ami(id) => {
                    let mut images = catalogue.inventory().images.iter();
                    let image = images.find(|image| image.amis.iter().any(|ami| ami.image == *id));
                    names.extend(image.and_then(|image| name_in_arn(&image.arn)).map(str::to_owned));
                }
                _ => {}
            }
        }
        Self::of_names(catalogue, |name| names.contains(name))
    }

    fn of_names(catalogue: &'c Catalogue, counts: impl Fn(&str) -> bool) -> Self {
        let mut goldens = Self {
            known: BTreeMap::new(),
            amis: BTreeMap::new(),
            last: BTreeMap::new(),
            published: BTreeMap::new(),
        };
        for recipe in catalogue.recipes().iter().filter(|it| counts(&normalised(&it.name))) {
            goldens.add_recipe(catalogue, recipe);
        }
        let images = catalogue.inventory().images.iter();
        for image in images.filter(|it| name_in_arn(&it.arn).is_some_and(&counts)) {
            goldens.add_image(catalogue, image);
        }
        goldens
    }

    fn add_recipe(&mut self, catalogue: &Catalogue, recipe: &'c RecipeFacts) {
        if recipe.origin == Origin::Account
            && let Some(arn) = &recipe.arn
        {
            self.published.insert(arn.to_string(), recipe);
        }
        let key = match &recipe.arn {
            Some(arn) if recipe.origin == Origin::Shared => key_of(catalogue, arn),
            _ => Key::Own(normalised(&recipe.name)),
        };
        if let Some(version) = recipe.version.as_ref().and_then(WrittenVersion::concrete) {
            let golden = self.known.entry(key).or_default();
            golden.name.clone_from(&recipe.name);
            golden.recipes.push((version, recipe.origin));
        }
    }

    fn add_image(&mut self, catalogue: &Catalogue, image: &'c CloudImage) {
        let Ok(arn) = image.arn.parse::<ImageBuilderArn>() else {
            return;
        };
        let (Some(version), Owner::Account(_)) = (arn.version.clone(), &arn.owner) else {
            return;
        };
        let Some(concrete) = version.concrete() else { return };
        let key = key_of(catalogue, &arn);
        for ami in &image.amis {
            let wanted = Wanted {
                key: key.clone(),
                version: version.clone(),
                build: arn.build,
            };
            self.amis.insert(&ami.image, wanted);
        }
        if !image.is_available() {
            return;
        }
        let built = Built {
            version: concrete,
            build: arn.build.unwrap_or(image.build),
            image,
        };
        if let Key::Own(name) = &key {
            let last = self.last.entry(name.clone()).or_insert(built);
            if built.made() > last.made() {
                *last = built;
            }
        }
        let golden = self.known.entry(key).or_default();
        if golden.name.is_empty() {
            golden.name.clone_from(&image.name);
        }
        golden.images.push(built);
    }

    pub fn wanted(&self, catalogue: &Catalogue, reference: &Reference) -> Option<Wanted> {
        let or_newest = |version: &Option<WrittenVersion>| version.clone().unwrap_or_else(WrittenVersion::any);
        match reference {
            Reference::Local(local) if local.kind == Kind::ImageRecipe => Some(Wanted {
                key: Key::Own(local.name.normalised()),
                version: or_newest(&local.version),
                build: None,
            }),
            Reference::Arn(arn) if arn.r#type == ArnType::Image && arn.owner.account().is_some() => Some(Wanted {
                key: key_of(catalogue, arn),
                version: or_newest(&arn.version),
                build: arn.build,
            }),
            Reference::Ami(id) => self.amis.get(id.as_str()).cloned(),
            _ => None,
        }
    }
}

/// The name in the ARN of an image, without reading the rest of it.
fn name_in_arn(arn: &str) -> Option<&str> {
    arn.rsplit(':').next()?.split('/').nth(1)
}

fn key_of(catalogue: &Catalogue, arn: &ImageBuilderArn) -> Key {
    if catalogue.is_own(arn) {
        return Key::Own(arn.name.clone());
    }
    let mut bare = arn.clone();
    bare.version = None;
    bare.build = None;
    // Recipe and image of a golden image have one name.
    bare.r#type = ArnType::Image;
    Key::Shared(bare)
}

impl Key {
    /// The reference to exactly this version of it; `None` for names that no reference can say.
    pub fn at(&self, version: SemanticVersion) -> Option<Reference> {
        match self {
            Self::Own(name) => Some(Reference::Local(LocalReference {
                kind: Kind::ImageRecipe,
                name: name.parse().ok()?,
                version: Some(version.into()),
            })),
            Self::Shared(arn) => Some(Reference::Arn(arn.clone().with_version(version.into()))),
        }
    }
}

impl<'c> Golden<'c> {
    pub fn newest(&self) -> Option<SemanticVersion> {
        self.newest_that(|_| true)
    }

    /// Of a golden image of another account only what can be built on counts, where it is known.
    pub fn newest_that(&self, fits: impl Fn(SemanticVersion) -> bool) -> Option<SemanticVersion> {
        let shared = self.recipes.iter().all(|(_, origin)| *origin == Origin::Shared);
        let images = self.images.iter().map(|it| it.version);
        let recipes = self.recipes.iter().map(|(version, _)| *version);
        let recipes = recipes.filter(|_| !shared || self.images.is_empty());
        images.chain(recipes).filter(|version| fits(*version)).max()
    }

    pub fn newest_image(&self, fits: impl Fn(SemanticVersion) -> bool) -> Option<Built<'c>> {
        let fitting = self.images.iter().filter(|it| fits(it.version));
        fitting.max_by_key(|it| (it.version, it.build)).copied()
    }

    pub fn place(&self, key: &Key, version: SemanticVersion) -> &'static str {
        match key {
            _ if self.recipes.contains(&(version, Origin::Workspace)) => "is in this workspace",
            Key::Own(_) => "is in the account",
            Key::Shared(_) => "is shared with this account",
        }
    }
}

impl Built<'_> {
    /// When its build started, to the second in UTC, in a form that sorts; `None` where it is not
    /// told in UTC.
    pub fn made(&self) -> Option<&str> {
        let text = self.image.date_created.as_deref()?;
        let (instant, rest) = text.split_at_checked(19)?;
        let form = instant
            .bytes()
            .zip(*b"0000-00-00T00:00:00")
            .all(|(byte, form)| match form {
                b'0' => byte.is_ascii_digit(),
                mark => byte == mark,
            });
        let fraction = rest.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
        (form && matches!(fraction, "Z" | "+00:00")).then_some(instant)
    }
}
