//! `pipeline/scan`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::resources::{Resource, ScanType};
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// Scans can run and count.
    Scan {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::ImagePipeline(it) = resource else { return };
            let pipeline = &it.value;
            let Some(scan) = pipeline.image_scanning_configuration.as_ref().filter(|scan| scan.image_scanning_enabled == Some(true)) else {
                return;
            };
            let place = it.at("imageScanningConfiguration");
            let tests = pipeline.image_tests_configuration.as_ref();
            if tests.and_then(|tests| tests.image_tests_enabled) == Some(false) {
                let off = it.at("imageTestsConfiguration").at("imageTestsEnabled");
                let diagnostic = self
                    .at(place.at("imageScanningEnabled"), "a scan needs the tests, and they are off")
                    .with_help("write `imageTestsEnabled: true`")
                    .with_related(off.source(), off.span(), "they are switched off here");
                found.add(diagnostic);
            }
            let on_demand = scan.image_scanning_types.contains(&ScanType::Ami);
            if scan.scan_result_condition.is_some() && !on_demand {
                let help = "write `imageScanningTypes: [ON_DEMAND_AMI_CVE]`, or remove the condition";
                let message = "a condition on the result needs the scan `ON_DEMAND_AMI_CVE`";
                found.add(self.at(place.at("scanResultCondition").key(), message).with_help(help));
            }
            let container = it.at("containerRecipeArn").exists();
            if container && on_demand {
                let message = "`ON_DEMAND_AMI_CVE` scans AMIs, and this pipeline makes a container image";
                found.add(self.at(place.at("imageScanningTypes"), message).with_help("remove `imageScanningTypes`"));
            }
            if !container && scan.ecr_configuration.is_some() {
                let message = "`ecrConfiguration` is for container images, and this pipeline makes an AMI";
                let mut diagnostic = self.at(place.at("ecrConfiguration").key(), message).with_help("remove it");
                diagnostic.severity = Severity::Warning;
                found.add(diagnostic);
            }
        }
    },
    id: "pipeline/scan",
    title: "a scan is one that can run",
    severity: Severity::Error,
    reason: "Inspector scans during the tests, so that these must be on. `scanResultCondition` is taken with `ON_DEMAND_AMI_CVE` only, and that scan needs an AMI. `ecrConfiguration` does nothing for an AMI: a warning.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: EC2InstanceProfileForImageBuilder
--- # pipelines/web.yaml
kind: ImagePipeline
name: web
imageRecipeArn: ImageRecipe/web
infrastructureConfigurationArn: InfrastructureConfiguration/build
imageTestsConfiguration: {imageTestsEnabled: false}
imageScanningConfiguration: {imageScanningEnabled: true}
"#,
    good: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: EC2InstanceProfileForImageBuilder
--- # pipelines/web.yaml
kind: ImagePipeline
name: web
imageRecipeArn: ImageRecipe/web
infrastructureConfigurationArn: InfrastructureConfiguration/build
imageScanningConfiguration: {imageScanningEnabled: true}
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `ImageScanningConfiguration`",
}
