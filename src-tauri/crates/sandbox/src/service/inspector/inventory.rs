//! The content of SBOM exports: the packages of an instance, in the two formats Inspector writes
//! (<https://docs.aws.amazon.com/inspector/latest/user/sbom-export.html>).

use serde_json::{Value, json};

use super::instance;
use crate::clock::iso;
use crate::identity::{ACCOUNT, digest, uuid};
use crate::simulation::catalog::{Package, packages};
use crate::simulation::os::PackageFormat;
use crate::simulation::run::ImageRun;

/// CycloneDX 1.4 (<https://cyclonedx.org/docs/1.4/json/>).
pub(super) fn cyclonedx(run: &ImageRun, at: i64) -> Value {
    let components: Vec<Value> = packages(run.os, &run.software)
        .iter()
        .map(|package| {
            let purl = purl(run, package);
            json!({
                "type": "application",
                "name": package.name,
                "version": version(package),
                "bom-ref": &digest(&[&purl])[..32],
                "purl": purl,
            })
        })
        .collect();
    json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.4",
        "serialNumber": format!("urn:uuid:{}", uuid(&[&run.arn, &at.to_string()])),
        "version": 1,
        "metadata": {
            "timestamp": iso(at),
            "properties": [
                {"name": "imageId", "value": run.output_ami()},
                {"name": "architecture", "value": "X86_64"},
                {"name": "accountId", "value": ACCOUNT},
                {"name": "resourceType", "value": "AWS_EC2_INSTANCE"},
                {"name": "resourceId", "value": instance(run)},
                {"name": "platform", "value": run.os.inspector_platform()},
            ],
        },
        "components": components,
    })
}

/// SPDX 2.3 (<https://spdx.github.io/spdx-spec/v2.3/>).
pub(super) fn spdx(run: &ImageRun, at: i64) -> Value {
    let packages: Vec<Value> = packages(run.os, &run.software)
        .iter()
        .map(|package| {
            let purl = purl(run, package);
            json!({
                "name": package.name,
                "versionInfo": version(package),
                "downloadLocation": "NOASSERTION",
                "sourceInfo": "/var/lib",
                "filesAnalyzed": false,
                "SPDXID": format!("SPDXRef-Package-{}", &digest(&[&purl])[..32]),
                "externalRefs": [{
                    "referenceCategory": "PACKAGE-MANAGER",
                    "referenceType": "purl",
                    "referenceLocator": purl,
                }],
            })
        })
        .collect();
    let relationships: Vec<Value> = packages
        .iter()
        .map(|package| {
            json!({
                "spdxElementId": "SPDXRef-DOCUMENT",
                "relatedSpdxElement": package["SPDXID"],
                "relationshipType": "DESCRIBES",
            })
        })
        .collect();
    json!({
        "name": instance(run),
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "documentNamespace": format!("https://sandbox.invalid/{}", uuid(&[&run.arn, &at.to_string(), "spdx"])),
        "creationInfo": {"created": iso(at), "creators": ["Organization: ingot sandbox", "Tool: ingot sandbox"]},
        "packages": packages,
        "relationships": relationships,
    })
}

fn version(package: &Package) -> String {
    match &package.release {
        Some(release) => format!("{}-{release}", package.version),
        None => package.version.clone(),
    }
}

fn purl(run: &ImageRun, package: &Package) -> String {
    let kind = match run.os.format() {
        PackageFormat::Deb => "dpkg",
        PackageFormat::Rpm => "rpm",
    };
    // Inspector writes no namespace, and the type `dpkg` where the purl specification has `deb`.
    format!(
        "pkg:{kind}/{}@{}?arch=X86_64&epoch=0",
        package.name,
        version(package).replace('+', "%2B")
    )
}
