//! The versions and builds of golden images that are known, and where an overlay stands among them.

use std::collections::BTreeMap;

use ingot_component::SemanticVersion;
use ingot_component::spelling::shorten;

use crate::catalogue::{Catalogue, Origin, RecipeFacts};
use crate::inventory::CloudImage;
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
struct Golden<'c> {
    /// As its recipe is called.
    name: String,
    recipes: Vec<(SemanticVersion, Origin)>,
    /// Images that others can be built on.
    images: Vec<Built<'c>>,
}

#[derive(Debug, Clone, Copy)]
struct Built<'c> {
    version: SemanticVersion,
    build: u32,
    image: &'c CloudImage,
}

/// Every golden image that is known.
pub(super) struct Goldens<'c> {
    known: BTreeMap<Key, Golden<'c>>,
    /// What each AMI was made as.
    amis: BTreeMap<&'c str, Wanted>,
    /// The last image of each own recipe.
    last: BTreeMap<String, Built<'c>>,
    /// The account's recipes by ARN.
    published: BTreeMap<String, &'c RecipeFacts>,
}

/// What a `parentImage` asks for.
#[derive(Debug, Clone)]
struct Wanted {
    key: Key,
    version: WrittenVersion,
    build: Option<u32>,
}

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
    /// The newest is taken, but the last image is older: its version and build.
    LastImage(String),
}

/// What the last image of an overlay stands on.
struct LastImage<'c> {
    image: Built<'c>,
    from: Option<SemanticVersion>,
    stands_on: String,
    newest: String,
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
            newest: text(to),
        }
    }
}

/// `1.2.0/3`
fn written((version, build): (SemanticVersion, Option<u32>)) -> String {
    build.map_or_else(|| version.to_string(), |build| format!("{version}/{build}"))
}

impl<'c> Goldens<'c> {
    pub fn of(catalogue: &'c Catalogue) -> Self {
        let mut goldens = Self {
            known: BTreeMap::new(),
            amis: BTreeMap::new(),
            last: BTreeMap::new(),
            published: BTreeMap::new(),
        };
        for recipe in catalogue.recipes() {
            goldens.add_recipe(catalogue, recipe);
        }
        for image in &catalogue.inventory().images {
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

    /// Where `recipe` stands, when that is not the newest; `None` too where too little is known.
    pub fn standing(&self, catalogue: &Catalogue, recipe: &RecipeFacts) -> Option<Standing<'c>> {
        let wanted = self.wanted(catalogue, &recipe.recipe.parent_image)?;
        let golden = self.known.get(&wanted.key)?;
        let newest = golden.newest()?;
        let image = golden.newest_image(|version| version == newest);
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
                let latest = image?.build;
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
        let reason = Reason::LastImage(written((last.image.version, Some(last.image.build))));
        Some(Standing {
            stands_on: last.stands_on,
            newest: last.newest,
            from: last.from,
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
        let newest = golden.newest()?;
        let pinned = built_on.version.concrete();
        if let Some(pinned) = pinned.filter(|pinned| *pinned < newest) {
            return Some(LastImage::on(last, (pinned, None), (newest, None)));
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
            Some(on) => LastImage::on(last, (on.version, Some(on.build)), to),
            None => LastImage {
                image: last,
                from: None,
                stands_on: "an older build".to_owned(),
                newest: written(to),
            },
        })
    }

    fn wanted(&self, catalogue: &Catalogue, reference: &Reference) -> Option<Wanted> {
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
    fn newest(&self) -> Option<SemanticVersion> {
        self.newest_that(|_| true)
    }

    /// Of a golden image of another account only what can be built on counts, where it is known.
    fn newest_that(&self, fits: impl Fn(SemanticVersion) -> bool) -> Option<SemanticVersion> {
        let shared = self.recipes.iter().all(|(_, origin)| *origin == Origin::Shared);
        let images = self.images.iter().map(|it| it.version);
        let recipes = self.recipes.iter().map(|(version, _)| *version);
        let recipes = recipes.filter(|_| !shared || self.images.is_empty());
        images.chain(recipes).filter(|version| fits(*version)).max()
    }

    fn newest_image(&self, fits: impl Fn(SemanticVersion) -> bool) -> Option<Built<'c>> {
        let fitting = self.images.iter().filter(|it| fits(it.version));
        fitting.max_by_key(|it| (it.version, it.build)).copied()
    }

    fn place(&self, key: &Key, version: SemanticVersion) -> &'static str {
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
    fn made(&self) -> Option<&str> {
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
            Reason::LastImage(image) => {
                let on = match self.from {
                    Some(_) => format!("`{golden}` {stands_on}"),
                    None => format!("an older build of `{golden}`"),
                };
                format!("its last image, {image}, stands on {on}; the next build takes {newest}")
            }
        }
    }
}
