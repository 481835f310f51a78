//! What an image stands on, as far as the cache tells: whose a finding is, and what a newer golden build would mend.

use ingot_component::{Source, script};
use ingot_recipe::inventory::CloudImage;
use ingot_recipe::names::Reference;
use ingot_recipe::{ImageBuilderArn, Inventory as Cloud};
use ingot_report::query::Query;
use ingot_report::{Ancestor, Inventory, Lineage, NewerBuild};
use ingot_store::{Coverage, FindingQuery, LARGEST_PAGE, Reader, Report, ReportId};

use crate::contract::Error;
use crate::{Workbench, clock};

/// Images of a lineage that are looked at.
const DEEPEST: usize = 20;
/// Findings of an ancestor that are read as evidence.
const MOST_FINDINGS: u64 = 50_000;

/// What is known around a report's image.
#[derive(Debug, Default)]
pub struct Known {
    /// The newest build of each golden image of the lineage, nearest first.
    pub newer: Vec<Newer>,
    /// Why it cannot be told of every finding whose it is.
    pub gap: Option<String>,
}

/// Whether a golden image has a build that is newer than the one an image stands on.
#[derive(Debug)]
pub struct Newer {
    name: String,
    pub build: Option<Build>,
    /// Why nothing can be said about a newer build.
    pub note: String,
}

#[derive(Debug)]
pub struct Build {
    /// `1.8.2/1`
    pub build: String,
    pub evidence: NewerBuild,
    /// What is known of it, in a sentence.
    pub known_by: String,
}

impl Newer {
    pub fn is_of(&self, image: &str) -> bool {
        self.name == image
    }
}

/// What a golden image would mend in a report.
pub fn of(workbench: &Workbench, report: &Report) -> Result<Known, Error> {
    let cloud = workbench.inventory()?;
    let Some(image) = image_of(&cloud, report) else {
        return Ok(Known {
            newer: Vec::new(),
            gap: Some("the image of this report is not among those that were read from AWS".to_owned()),
        });
    };
    let reader = workbench.store().reader()?;
    let ancestors = ancestors(&cloud, image);
    let gap = match ancestors.first() {
        None => Some(no_parent(&cloud, image)),
        Some(parent) if inventory_of(&reader, parent)?.is_none() => {
            Some(format!("the package inventory of {} is not known", name_of(parent)))
        }
        Some(_) => None,
    };
    let mut newer = Vec::new();
    for ancestor in ancestors {
        newer.push(newer_than(&reader, &cloud, ancestor)?);
    }
    Ok(Known { newer, gap })
}

/// Says of every package of a report which layer brought it in, and fills in which image the report is about.
pub fn attribute(workbench: &Workbench, report: ReportId) -> Result<(), Error> {
    let Some(stored) = workbench.store().reader()?.report(report)? else {
        return Ok(());
    };
    let cloud = workbench.inventory()?;
    let Some(image) = image_of(&cloud, &stored) else {
        return Ok(());
    };
    if stored.about.image_name.is_none() {
        let version = format!("{}/{}", image.version, image.build);
        workbench.write(|writer| writer.name_report_image(report, &image.name, &version))?;
    }
    let lineage = {
        let reader = workbench.store().reader()?;
        lineage(&reader, &cloud, image)?
    };
    let why_unknown = ancestors(&cloud, image).is_empty().then(|| no_parent(&cloud, image));
    workbench.write(|writer| {
        writer.attribute(report, &|package| {
            let (name, version) = match package {
                Some(package) => (Some(package.name.as_str()), package.version.as_deref()),
                None => (None, None),
            };
            let mut found = lineage.attribute(name, version);
            if let Some(why) = &why_unknown
                && found.layer == ingot_report::Layer::Unknown
                && name.is_some()
            {
                found.evidence.clone_from(why);
            }
            found
        })
    })?;
    Ok(())
}

/// The image build that a report is about: by its ARN, or by an AMI that it made.
fn image_of<'a>(cloud: &'a Cloud, report: &Report) -> Option<&'a CloudImage> {
    let image = report.about.image.as_deref()?;
    cloud
        .images
        .iter()
        .find(|candidate| candidate.arn == image || candidate.amis.iter().any(|ami| ami.image == image))
}

fn name_of(image: &CloudImage) -> String {
    format!("{} {}/{}", image.name, image.version, image.build)
}

/// The image builds that an image stands on, its parent first.
fn ancestors<'a>(cloud: &'a Cloud, image: &'a CloudImage) -> Vec<&'a CloudImage> {
    let mut found: Vec<&CloudImage> = Vec::new();
    let mut present = image;
    while let Some(parent) = built_on(cloud, present) {
        // A recipe that names itself, by a mistake that AWS allows.
        if found.len() >= DEEPEST || parent.arn == image.arn || found.iter().any(|known| known.arn == parent.arn) {
            break;
        }
        found.push(parent);
        present = parent;
    }
    found
}

/// The build that the image build of this ARN stands on.
pub fn built_on_arn<'a>(cloud: &'a Cloud, image: &str) -> Option<&'a CloudImage> {
    built_on(cloud, cloud.images.iter().find(|candidate| candidate.arn == image)?)
}

/// The parent's newest build that is older than this one: the one a wildcard resolved to when this was built.
fn built_on<'a>(cloud: &'a Cloud, image: &CloudImage) -> Option<&'a CloudImage> {
    let Reference::Arn(parent) = parent_reference(cloud, image)? else {
        return None;
    };
    cloud
        .images
        .iter()
        .filter(|candidate| candidate.is_available() && candidate.date_created < image.date_created)
        .filter(|candidate| {
            candidate
                .arn
                .parse()
                .is_ok_and(|arn: ImageBuilderArn| is_built_by(parent, &arn))
        })
        .max_by(|left, right| left.date_created.cmp(&right.date_created))
}

fn parent_reference<'a>(cloud: &'a Cloud, image: &CloudImage) -> Option<&'a Reference> {
    let recipe = cloud
        .image_recipes
        .iter()
        .find(|candidate| Some(&candidate.arn) == image.recipe_arn.as_ref())?;
    Some(&recipe.recipe.parent_image)
}

/// Whether a `parentImage` ARN, wildcards and all, may have meant this build.
fn is_built_by(parent: &ImageBuilderArn, build: &ImageBuilderArn) -> bool {
    parent.same_resource(build)
        && parent
            .version
            .as_ref()
            .is_none_or(|wanted| build.version.as_ref().is_some_and(|have| wanted.admits(have)))
        && parent.build.is_none_or(|wanted| build.build == Some(wanted))
}

/// Why an image has no ancestors to compare with.
fn no_parent(cloud: &Cloud, image: &CloudImage) -> String {
    match parent_reference(cloud, image) {
        None => "the recipe of this image was not read from AWS".to_owned(),
        Some(Reference::Arn(_)) => "no build of its parent image was read from AWS that is older than it".to_owned(),
        Some(_) => "it is built on a vendor's image, whose packages are not known".to_owned(),
    }
}

fn lineage(reader: &Reader<'_>, cloud: &Cloud, image: &CloudImage) -> Result<Lineage, Error> {
    let mut evidence = Vec::new();
    for ancestor in ancestors(cloud, image) {
        let mut known = Ancestor::new(name_of(ancestor));
        if let Some(inventory) = inventory_of(reader, ancestor)? {
            known = known.with_inventory(inventory);
        }
        let named = findings_of(reader, ancestor)?
            .into_iter()
            .filter_map(|row| Some((row.package?, row.installed?)));
        evidence.push(known.with_findings(named.collect()));
    }
    Ok(Lineage::new(evidence, installers(cloud, image)))
}

/// The packages of an image build: as Image Builder lists them, or as an inventory that was imported lists them.
fn inventory_of(reader: &Reader<'_>, image: &CloudImage) -> Result<Option<Inventory>, Error> {
    if let Some(packages) = reader
        .image_packages(&image.arn)?
        .filter(|packages| !packages.is_empty())
    {
        let packages = packages.into_iter().map(|package| (package.name, package.version));
        return Ok(Some(packages.collect()));
    }
    for report in reports_of(reader, image)? {
        if report.packages.is_some_and(|packages| packages > 0) && report.about.coverage != Coverage::Partial {
            let packages = reader.packages(report.id)?.into_iter();
            let packages = packages.filter_map(|package| Some((package.name, package.version?)));
            return Ok(Some(packages.collect()));
        }
    }
    Ok(None)
}

/// Reports about an image build or an AMI that it made, newest first.
fn reports_of(reader: &Reader<'_>, image: &CloudImage) -> Result<Vec<Report>, Error> {
    let mut reports = reader.reports_of_image(&image.arn)?;
    for ami in &image.amis {
        reports.extend(reader.reports_of_image(&ami.image)?);
    }
    Ok(reports)
}

fn findings_of(reader: &Reader<'_>, image: &CloudImage) -> Result<Vec<ingot_store::FindingRow>, Error> {
    let reports: Vec<ReportId> = reports_of(reader, image)?.iter().map(|report| report.id).collect();
    if reports.is_empty() {
        return Ok(Vec::new());
    }
    rows(reader, reports)
}

/// All findings of some reports, page by page.
fn rows(reader: &Reader<'_>, reports: Vec<ReportId>) -> Result<Vec<ingot_store::FindingRow>, Error> {
    let now = clock::now()
        .parse()
        .unwrap_or_else(|_| ingot_report::Timestamp::from_millis(0));
    let mut query = FindingQuery {
        query: Query::everything(),
        ..FindingQuery::of(reports, now)
    };
    let mut rows = Vec::new();
    loop {
        let page = reader.findings(&query)?.rows;
        let last = page.len() < LARGEST_PAGE as usize;
        rows.extend(page);
        query.offset += u64::from(LARGEST_PAGE);
        if last || query.offset >= MOST_FINDINGS {
            return Ok(rows);
        }
    }
}

/// The components of an image with the packages that their documents install.
fn installers(cloud: &Cloud, image: &CloudImage) -> Vec<(String, Vec<String>)> {
    let Some(recipe) = cloud
        .image_recipes
        .iter()
        .find(|candidate| Some(&candidate.arn) == image.recipe_arn.as_ref())
    else {
        return Vec::new();
    };
    recipe
        .recipe
        .components
        .iter()
        .filter_map(|layer| {
            let Reference::Arn(wanted) = &layer.component_arn else {
                return None;
            };
            let component = cloud.components.iter().filter(|candidate| {
                candidate
                    .arn
                    .parse()
                    .is_ok_and(|arn: ImageBuilderArn| is_built_by(wanted, &arn))
            });
            let component = component.max_by(|left, right| left.date_created.cmp(&right.date_created))?;
            let source = Source::new(component.name.clone(), component.data.clone()?);
            let document = ingot_component::read(&source).document?;
            let packages = script::packages_installed(&source, &document)
                .into_iter()
                .map(|package| package.name);
            Some((component.name.clone(), packages.collect()))
        })
        .collect()
}

/// The newest build of an ancestor's image, if it is newer than the ancestor, with what is known of it.
fn newer_than(reader: &Reader<'_>, cloud: &Cloud, ancestor: &CloudImage) -> Result<Newer, Error> {
    let same = |candidate: &&CloudImage| {
        let resource = |image: &CloudImage| image.arn.parse::<ImageBuilderArn>().ok();
        match (resource(ancestor), resource(candidate)) {
            (Some(this), Some(other)) => this.same_resource(&other),
            _ => false,
        }
    };
    let newest = cloud
        .images
        .iter()
        .filter(|candidate| candidate.is_available() && candidate.date_created > ancestor.date_created)
        .filter(same)
        .max_by(|left, right| left.date_created.cmp(&right.date_created));
    let name = ancestor.name.clone();
    let Some(newest) = newest else {
        return Ok(Newer {
            name,
            build: None,
            note: "this is its newest build that was read from AWS".to_owned(),
        });
    };
    let mut evidence = NewerBuild::new(name_of(newest));
    let mut known_by = Vec::new();
    if let Some(inventory) = inventory_of(reader, newest)? {
        evidence = evidence.with_inventory(inventory);
        known_by.push("its package inventory".to_owned());
    }
    let scan = reports_of(reader, newest)?
        .into_iter()
        .find(|report| report.about.coverage == Coverage::Scanned);
    if let Some(scan) = scan {
        let as_of = scan.about.as_of.get(..10).unwrap_or(&scan.about.as_of).to_owned();
        let found = rows(reader, vec![scan.id])?
            .into_iter()
            .filter_map(|row| Some((row.vulnerability, row.package?)));
        known_by.push(format!("its scan of {as_of}"));
        evidence = evidence.with_scan(as_of, found);
    }
    if known_by.is_empty() {
        return Ok(Newer {
            name,
            build: None,
            note: format!(
                "{} is newer, but neither its packages nor its scan were read; sync, or read its report",
                name_of(newest)
            ),
        });
    }
    Ok(Newer {
        name,
        note: String::new(),
        build: Some(Build {
            build: format!("{}/{}", newest.version, newest.build),
            evidence,
            known_by: known_by.join(" and "),
        }),
    })
}
